/** One lane of a race with one seed: its session, the horizon of its network, and how long its updates take. */
import type { Executor } from '../../model/executor';
import type { Plan } from '../../model/plan';
import type { Run } from '../../model/run';
import type { Task } from '../../tasks/task';
import type { Evaluation } from '../evaluate';
import { createSession, type Session } from '../session';
import { type BackwardNorms, createHorizonMeter, HORIZON_EXAMPLES, medianOf } from './horizon';

/** How a network does on held-out examples at one update. */
export interface Assessment {
  readonly heldOut: Evaluation;
  readonly norms: readonly BackwardNorms[];
}

export interface Racer {
  readonly session: Session;
  /** The median over its latest turns; null before the first. */
  readonly millisecondsPerUpdate: number | null;
  /** Trains up to update `until`, or until its numbers are not finite; the losses of its finite updates. */
  advance(until: number): Promise<readonly number[]>;
  /** null where `goOn` ended it. */
  assess(examples: number, goOn: () => Promise<boolean>): Promise<Assessment | null>;
  reset(): void;
  dispose(): Promise<void>;
}

export interface RacerOptions {
  readonly run: Run;
  readonly task: Task;
  readonly createExecutor: (plan: Plan) => Promise<Executor>;
  /** Milliseconds. */
  readonly clock: () => number;
}

/** Turns that the time of an update is the median of. */
const TURNS = 31;

/** @throws InputError for a run that the engines cannot train. */
export async function createRacer({ run, task, createExecutor, clock }: RacerOptions): Promise<Racer> {
  const session = await createSession({ run, task, createExecutor, clock, state: null });
  const { trainer } = session;
  const { options } = run.task;
  const rows = Math.min(HORIZON_EXAMPLES, task.heldOutCount?.(options) ?? Infinity);
  const meter = createHorizonMeter(run.model, task.sample(options, run.seed, 'heldOut', 0, rows), createExecutor);
  let times: number[] = [];
  return {
    session,
    get millisecondsPerUpdate() {
      return times.length === 0 ? null : medianOf(times);
    },
    async advance(until) {
      const begun = clock();
      const losses: number[] = [];
      const note = (reports: readonly { readonly loss: number }[]): void => {
        losses.push(...reports.map(({ loss }) => loss));
      };
      while (trainer.update < until && trainer.failed === null) note(await trainer.advance(until));
      if (trainer.failed !== null) note(await trainer.settle());
      if (losses.length > 0) times = [...times.slice(1 - TURNS), (clock() - begun) / losses.length];
      return losses;
    },
    async assess(examples, goOn) {
      const heldOut = await session.evaluate(examples, goOn);
      if (heldOut === null || !(await goOn())) return null;
      return { heldOut, norms: await meter.measure(await session.weights()) };
    },
    reset() {
      trainer.reset();
      times = [];
    },
    async dispose() {
      await session.dispose();
      meter.dispose();
    },
  };
}

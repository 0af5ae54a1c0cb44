/** The evaluations of the open run on held-out examples: when one is due, and the best of them with the state that it can be gone back to. */
import { type Best, isBetter } from '../engine/best';
import { classesOf } from '../engine/confusion';
import type { Session } from '../engine/session';
import type { Event } from './protocol';
import { createRate } from './rate';

export interface HeldOut {
  /** Whether it is time for one while training. */
  readonly due: boolean;
  readonly best: Best | null;
  /** Whether this update has neither been evaluated nor given up. */
  isMissing(update: number): boolean;
  /** Evaluates a session with nothing in flight and posts what was found; nothing where `goOn` said to leave off. */
  evaluate(session: Session, goOn: () => Promise<boolean>): Promise<void>;
  /** This update is not evaluated unasked. */
  giveUp(update: number): void;
  /** The weights were replaced: the update that they belong to is evaluated anew. */
  restart(): void;
  /** No evaluation counts any longer. */
  forgetBest(): void;
}

/** @param examples of each evaluation. @param clock milliseconds */
export function createHeldOut(examples: number, post: (event: Event) => void, clock: () => number): HeldOut {
  const rate = createRate({ share: 0.05, shortest: 1000, longest: 20_000 }, clock);
  let evaluatedAt = -1;
  let best: Best | null = null;
  return {
    get due() {
      return rate.due;
    },
    get best() {
      return best;
    },
    isMissing: (update) => evaluatedAt !== update,
    async evaluate(session, goOn) {
      const { update } = session.trainer;
      const classes = classesOf(session.run.model.output);
      const confusion = classes === null ? null : { classes, counts: new Int32Array(classes * classes) };
      const found = await rate.measure(() => session.evaluate(examples, goOn, confusion));
      if (found === null) return;
      evaluatedAt = update;
      const isBest = isBetter(found, best, session.task.metric.better);
      if (isBest) best = { ...found, state: await session.trainer.keep() };
      post({
        type: 'evaluated',
        update,
        loss: found.loss,
        metric: found.metric,
        measures: found.measures,
        best: isBest,
        ...(confusion && { confusion }),
      });
    },
    giveUp(update) {
      evaluatedAt = update;
    },
    restart() {
      evaluatedAt = -1;
    },
    forgetBest() {
      best = null;
    },
  };
}

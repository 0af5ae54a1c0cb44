/** The command `learn`: how many updates each run of a plan needs until its held-out loss or metric reaches a bound, seed by seed. */
import * as v from 'valibot';
import type { Evaluation } from '../engine/evaluate';
import { guardEngine } from '../engine/guard';
import { openRun } from '../engine/open-run';
import { createSession, type Session } from '../engine/session';
import type { Engine } from '../model/executor';
import { MAX_SEED } from '../model/parse-run';
import { integer, number, object, parseWith } from '../model/schema';
import { parseArguments, TEXT } from './arguments';
import { withEngine } from './engines';
import { readData, readJson } from './files';
import { describeFinding } from './network';
import { MAX_STEPS } from './train';
import { now, trainUntil } from './train-until';

/** Held-out examples of each evaluation. */
const EXAMPLES = 1000;

const planSchema = v.array(
  object({
    name: v.string('must be a text'),
    /** As a saved run, its seed left out. */
    run: v.record(v.string(), v.unknown(), 'must be a run'),
    seeds: v.array(integer(0, MAX_SEED)),
    /** The held-out loss to fall below, or the metric to reach; with neither, the run goes on to its limit, to be compared with. */
    below: v.optional(number(0, 1e6)),
    reach: v.optional(number(0, 1e6)),
    /** Updates to try at the most, and between two evaluations. */
    limit: integer(1, MAX_STEPS),
    every: integer(1, MAX_STEPS),
  }),
  'must be a list of cases',
);

type Case = v.InferOutput<typeof planSchema>[number];

/** What one seed of one case came to. */
export interface LearnRow {
  readonly name: string;
  readonly seed: number;
  readonly engine: string;
  readonly adapter: string;
  /** The held-out loss to fall below, and the metric to reach; null where the case has no such bound. */
  readonly below: number | null;
  readonly reach: number | null;
  readonly limit: number;
  /** Updates at the first evaluation within the bounds; null where the limit came first. */
  readonly updates: number | null;
  readonly evalLoss: number;
  readonly metric: { readonly name: string; readonly value: number };
  /** Of training alone. */
  readonly updatesPerSecond: number;
}

/** Prints a LearnRow as JSON for each case and seed as soon as it is known. */
export async function runLearn(words: readonly string[], print: (line: string) => void): Promise<string> {
  const given = parseArguments(words, { plan: TEXT, engine: TEXT });
  const engine = given.engine();
  const cases = parseWith(planSchema, await readJson('plan', given.text('plan')), 'plan');
  await withEngine(engine, async (made) => {
    for (const one of cases) for (const seed of one.seeds) print(JSON.stringify(await learn(made, one, seed)));
  });
  return '';
}

async function learn(engine: Engine, { name, run, below: belowGiven, reach: reachGiven, limit, every }: Case, seed: number): Promise<LearnRow> {
  const [below, reach] = [belowGiven ?? null, reachGiven ?? null];
  const opened = await openRun({ ...run, seed }, readData);
  const session = await createSession({ ...opened, createExecutor: guardEngine(engine), clock: now, state: null });
  try {
    const better = opened.task.metric.better;
    const isReached: Goal = ({ loss, metric }) =>
      (below !== null || reach !== null) &&
      (below === null || loss < below) &&
      (reach === null || (better === 'higher' ? metric >= reach : metric <= reach));
    const { updates, evaluation, seconds } = await trainUntilReached(session, isReached, { limit, every });
    const { name: engineName, adapter } = engine;
    const updatesPerSecond = session.trainer.update / seconds;
    const metric = { name: opened.task.metric.name, value: evaluation.metric };
    return { name, seed, engine: engineName, adapter, below, reach, limit, updates, evalLoss: evaluation.loss, metric, updatesPerSecond };
  } finally {
    await session.dispose();
  }
}

type Goal = (evaluation: Evaluation) => boolean;

async function trainUntilReached(
  session: Session,
  isReached: Goal,
  { limit, every }: Pick<Case, 'limit' | 'every'>,
): Promise<{ readonly updates: number | null; readonly evaluation: Evaluation; readonly seconds: number }> {
  const { trainer } = session;
  let seconds = 0;
  for (;;) {
    const begun = now();
    await trainUntil(trainer, Math.min(trainer.update + every, limit), () => undefined);
    seconds += (now() - begun) / 1000;
    if (trainer.failed !== null) throw describeFinding(await session.findNonFinite());
    const evaluation = await session.evaluate(EXAMPLES);
    if (evaluation === null) throw new Error('learn: an evaluation that nothing abandons must end');
    if (isReached(evaluation)) return { updates: trainer.update, evaluation, seconds };
    if (trainer.update >= limit) return { updates: null, evaluation, seconds };
  }
}

/** The command `learn`: how many updates each run of a plan needs until its held-out loss is below a bound, seed by seed. */
import * as v from 'valibot';
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
    /** The held-out loss to reach. */
    below: number(0, 1e6),
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
  readonly below: number;
  readonly limit: number;
  /** Updates at the first evaluation below the bound; null where the limit came first. */
  readonly updates: number | null;
  readonly evalLoss: number;
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

async function learn(engine: Engine, { name, run, below, limit, every }: Case, seed: number): Promise<LearnRow> {
  const opened = await openRun({ ...run, seed }, readData);
  const session = await createSession({ ...opened, createExecutor: guardEngine(engine), clock: now, state: null });
  try {
    const { updates, evalLoss, seconds } = await trainBelow(session, { below, limit, every });
    const { name: engineName, adapter } = engine;
    const updatesPerSecond = session.trainer.update / seconds;
    return { name, seed, engine: engineName, adapter, below, limit, updates, evalLoss, updatesPerSecond };
  } finally {
    await session.dispose();
  }
}

async function trainBelow(
  session: Session,
  { below, limit, every }: Pick<Case, 'below' | 'limit' | 'every'>,
): Promise<{ readonly updates: number | null; readonly evalLoss: number; readonly seconds: number }> {
  const { trainer } = session;
  let seconds = 0;
  let evalLoss = Infinity;
  while (trainer.update < limit) {
    const begun = now();
    await trainUntil(trainer, Math.min(trainer.update + every, limit), () => undefined);
    seconds += (now() - begun) / 1000;
    if (trainer.failed !== null) throw describeFinding(await session.findNonFinite());
    evalLoss = (await session.evaluate(EXAMPLES))?.loss ?? Infinity;
    if (evalLoss < below) return { updates: trainer.update, evalLoss, seconds };
  }
  return { updates: null, evalLoss, seconds };
}

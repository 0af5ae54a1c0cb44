/**
 * The command `learn`: how many updates each run of a plan needs until its held-out loss or metric reaches a bound, seed by seed; and what is
 * measured of initial weights.
 */
import type { Evaluation } from '../engine/evaluate';
import { guardEngine } from '../engine/guard';
import { openRun } from '../engine/open-run';
import { createSession, type Session } from '../engine/session';
import type { Engine } from '../model/executor';
import { parseArguments, TEXT } from './arguments';
import { withEngine } from './engines';
import { readData, readJson } from './files';
import { measure } from './learn-measure';
import { type LearnRow, parseLearnPlan, type TrainedCase, type TrainedRow } from './learn-plan';
import { now, trainUntil } from './train-until';

/** Held-out examples of each evaluation. */
const EXAMPLES = 1000;

/** Prints a LearnRow as JSON for each case and seed as soon as it is known. */
export async function runLearn(words: readonly string[], print: (line: string) => void): Promise<string> {
  const given = parseArguments(words, { plan: TEXT, engine: TEXT, only: TEXT });
  const engine = given.engine();
  const cases = parseLearnPlan(await readJson('plan', given.text('plan')), given.optionalText('only'));
  await withEngine(engine, async (made) => {
    for (const one of cases) {
      for (const seed of one.seeds) {
        const row: LearnRow = 'measure' in one ? await measure(made, one, seed) : await learn(made, one, seed);
        print(JSON.stringify(row));
      }
    }
  });
  return '';
}

/** Updates of one seed of a case, until its bound, its limit, or a number that is not finite. */
async function learn(engine: Engine, asked: TrainedCase, seed: number): Promise<TrainedRow> {
  const { name, run, mustReach, limit } = asked;
  const [below, reach] = [asked.below ?? null, asked.reach ?? null];
  const opened = await openRun({ ...run, seed }, readData);
  const session = await createSession({ ...opened, createExecutor: guardEngine(engine), clock: now, state: null });
  try {
    const { name: metricName, better } = opened.task.metric;
    const isReached: Goal = ({ loss, metric }) =>
      (below !== null || reach !== null) &&
      (below === null || loss < below) &&
      (reach === null || (better === 'higher' ? metric >= reach : metric <= reach));
    const { updates, evaluation, largestGradNorm, seconds } = await trainUntilReached(session, isReached, asked);
    const { failed, update } = session.trainer;
    const finding = failed === null ? null : await session.findNonFinite();
    return {
      kind: 'trained',
      ...{ name, seed, engine: engine.name, adapter: engine.adapter, below, reach, mustReach, limit, updates },
      evalLoss: evaluation && evaluation.loss,
      metric: { name: metricName, value: evaluation && evaluation.metric },
      metrics: evaluation?.measures ?? [],
      largestGradNorm,
      nonFinite: finding && { update: finding.update, pass: finding.pass },
      updatesPerSecond: update / seconds,
    };
  } finally {
    await session.dispose();
  }
}

type Goal = (evaluation: Evaluation) => boolean;

interface Outcome {
  readonly updates: number | null;
  readonly evaluation: Evaluation | null;
  readonly largestGradNorm: number;
  readonly seconds: number;
}

async function trainUntilReached(session: Session, isReached: Goal, { limit, every }: Pick<TrainedCase, 'limit' | 'every'>): Promise<Outcome> {
  const { trainer } = session;
  let seconds = 0;
  let largestGradNorm = 0;
  for (;;) {
    const begun = now();
    await trainUntil(trainer, Math.min(trainer.update + every, limit), ({ gradNorm }) => {
      largestGradNorm = Math.max(largestGradNorm, gradNorm);
    });
    seconds += (now() - begun) / 1000;
    if (trainer.failed !== null) return { updates: null, evaluation: null, largestGradNorm, seconds };
    const evaluation = await session.evaluate(EXAMPLES);
    if (evaluation === null) throw new Error('learn: an evaluation that nothing abandons must end');
    if (isReached(evaluation)) return { updates: trainer.update, evaluation, largestGradNorm, seconds };
    if (trainer.update >= limit) return { updates: null, evaluation, largestGradNorm, seconds };
  }
}

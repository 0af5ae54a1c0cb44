/** The command `train`: a run of a task from its initial weights, a line an update, and how well the network does at the end. */
import { NonFiniteError } from '../core/errors';
import { guardEngine } from '../engine/guard';
import { openRun, type OpenedRun } from '../engine/open-run';
import { createSession, type Session } from '../engine/session';
import { isFiniteArray } from '../engine/weights';
import type { Report } from '../model/executor';
import { unpackParameters } from '../model/parameter-files';
import { layoutParameters } from '../model/parameters';
import { type Arguments, FLAG, parseArguments, TEXT, TEXTS } from './arguments';
import { withEngine } from './engines';
import { checkWritable, readData, readJson, writeTensors } from './files';
import { describeFinding } from './network';
import { now, trainUntil } from './train-until';

export const MAX_STEPS = 10_000_000;
/** Held-out examples of the evaluation. */
const EXAMPLES = 1000;
/** Without --json, a line each so many updates. */
const INTERVAL = 100;

const OPTIONS = {
  ...{ task: TEXT, option: TEXTS, model: TEXT, training: TEXT, engine: TEXT },
  ...{ steps: TEXT, seed: TEXT, out: TEXT, json: FLAG },
};

/** @param print called with each line as soon as it is known. */
export async function runTrain(words: readonly string[], print: (line: string) => void): Promise<string> {
  const given = parseArguments(words, OPTIONS);
  const engine = given.engine();
  const steps = given.integer('steps', 0, MAX_STEPS);
  const out = given.optionalText('out');
  const opened = await readRun(given);
  if (out !== null) await checkWritable('out', out);
  return withEngine(engine, async (made) => {
    const session = await createSession({ ...opened, createExecutor: guardEngine(made), clock: now, state: null });
    try {
      return await train(session, steps, { out, json: given.flag('json'), print });
    } finally {
      await session.dispose();
    }
  });
}

async function readRun(given: Arguments): Promise<OpenedRun> {
  const training = given.optionalText('training');
  const run = {
    model: await readJson('model', given.text('model')),
    task: { name: given.text('task'), options: given.taskOptions() },
    training: training === null ? {} : await readJson('training', training),
    seed: given.seed(),
  };
  return openRun(run, readData);
}

interface Output {
  readonly out: string | null;
  readonly json: boolean;
  readonly print: (line: string) => void;
}

async function train(session: Session, steps: number, { out, json, print }: Output): Promise<string> {
  const { trainer, run, task } = session;
  const write = ({ update, loss, gradNorm }: Report): void => {
    if (json) print(JSON.stringify({ step: update, loss, gradNorm }));
    else if (update % INTERVAL === 0) print(`step ${String(update)}  loss ${loss.toPrecision(4)}  gradient norm ${gradNorm.toPrecision(4)}`);
  };
  const begun = now();
  await trainUntil(trainer, steps, write);
  const seconds = (now() - begun) / 1000;
  if (trainer.failed !== null) throw describeFinding(await session.findNonFinite());
  const { parameters } = await trainer.keep();
  if (!isFiniteArray(parameters)) throw new NonFiniteError(trainer.update, 'update');
  const found = await session.evaluate(EXAMPLES);
  if (!found || !Number.isFinite(found.loss)) throw new NonFiniteError(trainer.update, 'evaluation');
  if (out !== null) await writeTensors('out', out, unpackParameters(layoutParameters(run.model), Float64Array.from(parameters)), trainer.update);
  const metric = { name: task.metric.name, value: found.metric };
  const updatesPerSecond = steps === 0 ? 0 : steps / seconds;
  if (json) return JSON.stringify({ done: true, step: steps, evalLoss: found.loss, metric, updatesPerSecond });
  return `done: step ${String(steps)}, held-out loss ${found.loss.toPrecision(4)}, ${metric.name} ${metric.value.toPrecision(4)}, ${updatesPerSecond.toFixed(1)} updates a second`;
}

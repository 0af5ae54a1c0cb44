/**
 * The command `train`: a run of a task from its initial weights, a line an update, and how well the network does at the end. With `--save F`
 * it leaves a saved run, the same file that the page saves and opens; `--resume F` trains `--steps` more updates of one, bit for bit as if it
 * had never stopped.
 */
import { InputError, NonFiniteError } from '../core/errors';
import { guardEngine } from '../engine/guard';
import { emptyHistory, type History } from '../engine/history';
import { openRun, type OpenedRun } from '../engine/open-run';
import { packRun, type SavedRun, unpackRun } from '../engine/run-file';
import { createSession, type Session } from '../engine/session';
import { isFiniteArray } from '../engine/weights';
import type { EngineName, Report } from '../model/executor';
import { unpackParameters } from '../model/parameter-files';
import { layoutParameters } from '../model/parameters';
import { type Arguments, FLAG, parseArguments, TEXT, TEXTS } from './arguments';
import { withEngine } from './engines';
import { checkWritable, readBytes, readData, readJson, writeBytes, writeTensors } from './files';
import { describeFinding } from './network';
import { now, trainUntil } from './train-until';

export const MAX_STEPS = 10_000_000;
/** Held-out examples of the evaluation. */
const EXAMPLES = 1000;
/** Without --json, a line each so many updates. */
const INTERVAL = 100;

const OPTIONS = {
  ...{ task: TEXT, option: TEXTS, model: TEXT, training: TEXT, engine: TEXT },
  ...{ steps: TEXT, seed: TEXT, out: TEXT, json: FLAG, save: TEXT, resume: TEXT },
};
/** What a saved run says itself. */
const OF_A_RUN = ['task', 'model', 'training', 'seed'] as const;

/** @param print called with each line as soon as it is known. */
export async function runTrain(words: readonly string[], print: (line: string) => void): Promise<string> {
  const given = parseArguments(words, OPTIONS);
  const engine = given.engine();
  const steps = given.integer('steps', 0, MAX_STEPS);
  const out = given.optionalText('out');
  const save = given.optionalText('save');
  const start = await readStart(given);
  for (const [option, path] of [
    ['out', out],
    ['save', save],
  ] as const)
    if (path !== null) await checkWritable(option, path);
  return withEngine(engine, async (made) => {
    const session = await createSession({ ...start.opened, createExecutor: guardEngine(made), clock: now, state: start.saved?.state ?? null });
    try {
      return await train(session, steps, { out, save, engine, history: start.saved?.history ?? emptyHistory, json: given.flag('json'), print });
    } finally {
      await session.dispose();
    }
  });
}

interface Start {
  readonly opened: OpenedRun;
  /** Where it goes on from; null = from the initial weights. */
  readonly saved: SavedRun | null;
}

async function readStart(given: Arguments): Promise<Start> {
  const path = given.optionalText('resume');
  if (path === null) return { opened: await readRun(given), saved: null };
  const spare = OF_A_RUN.find((name) => given.optionalText(name) !== null);
  if (spare !== undefined || Object.keys(given.taskOptions()).length > 0) {
    throw new InputError(
      `--${spare ?? 'option'}`,
      'must be left out beside --resume, whose file says it',
      given.optionalText(spare ?? '') ?? given.taskOptions(),
    );
  }
  const saved = readSaved(await readBytes('resume', path));
  return { opened: await openRun(saved.run, readData), saved };
}

function readSaved(file: Uint8Array): SavedRun {
  try {
    return unpackRun(file);
  } catch (error) {
    throw error instanceof InputError ? new InputError(`--resume ${error.where}`, error.mustHold, error.got) : error;
  }
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
  readonly save: string | null;
  readonly engine: EngineName;
  /** Of the updates before. */
  readonly history: History;
  readonly json: boolean;
  readonly print: (line: string) => void;
}

async function train(session: Session, steps: number, { out, save, engine, history, json, print }: Output): Promise<string> {
  const { trainer, run, task } = session;
  const updates = [...history.updates];
  const losses = [...history.losses];
  const write = ({ update, loss, gradNorm }: Report): void => {
    if (save !== null) {
      updates.push(update);
      losses.push(loss);
    }
    if (json) print(JSON.stringify({ step: update, loss, gradNorm }));
    else if (update % INTERVAL === 0) print(`step ${String(update)}  loss ${loss.toPrecision(4)}  gradient norm ${gradNorm.toPrecision(4)}`);
  };
  const begun = now();
  await trainUntil(trainer, trainer.update + steps, write);
  const seconds = (now() - begun) / 1000;
  if (trainer.failed !== null) throw describeFinding(await session.findNonFinite());
  const state = await trainer.keep();
  const { parameters } = state;
  if (!isFiniteArray(parameters)) throw new NonFiniteError(trainer.update, 'update');
  const found = await session.evaluate(EXAMPLES);
  if (!found || !Number.isFinite(found.loss)) throw new NonFiniteError(trainer.update, 'evaluation');
  if (out !== null) await writeTensors('out', out, unpackParameters(layoutParameters(run.model), Float64Array.from(parameters)), trainer.update);
  if (save !== null) await writeRun(save, { run, engine, state, history: { ...history, updates, losses } });
  const metric = { name: task.metric.name, value: found.metric };
  const updatesPerSecond = steps === 0 ? 0 : steps / seconds;
  const metrics = found.measures.length > 0 ? found.measures : undefined;
  if (json) return JSON.stringify({ done: true, step: trainer.update, evalLoss: found.loss, metric, metrics, updatesPerSecond });
  const measured = [metric, ...found.measures].map(({ name, value }) => `${name} ${value === null ? '–' : value.toPrecision(4)}`).join(', ');
  return `done: step ${String(trainer.update)}, held-out loss ${found.loss.toPrecision(4)}, ${measured}, ${updatesPerSecond.toFixed(1)} updates a second`;
}

/** @throws NonFiniteError where files, which hold float32, have no room for its weights. */
async function writeRun(path: string, saved: Omit<SavedRun, 'exact'>): Promise<void> {
  if (!isFiniteArray(Float32Array.from(saved.state.parameters))) throw new NonFiniteError(saved.state.update, 'parameters, written as float32');
  await writeBytes('save', path, packRun(saved));
}

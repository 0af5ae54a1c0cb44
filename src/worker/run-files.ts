/** Files that a person opens and saves: a saved run, or bare weights for the run that is open. */
import { isArchive } from '../core/archive';
import { InputError } from '../core/errors';
import { emptyHistory, type History } from '../engine/history';
import type { OpenedRun } from '../engine/open-run';
import { packRun, unpackRun } from '../engine/run-file';
import type { Session } from '../engine/session';
import type { TrainingState } from '../engine/weights';
import type { EngineName } from '../model/executor';
import type { Restored } from './protocol';
import { unpackWeights } from './weights-file';

/** What a file says, checked, before anything of the present run is touched. */
export interface FromFile {
  readonly what: OpenedRun;
  readonly state: TrainingState;
  /** The engine to take again where it can be. */
  readonly replay: EngineName | null;
  readonly restored: Restored;
}

/**
 * @param present the run that bare weights are for.
 * @throws InputError for anything but a saved run, or safetensors of the present network's parameters.
 */
export async function readRunFile(file: Uint8Array, present: () => OpenedRun, openRun: (given: unknown) => Promise<OpenedRun>): Promise<FromFile> {
  if (!isArchive(file)) {
    if (!isLikeSafetensors(file)) {
      throw new InputError('file', 'must be a saved run or safetensors with weights', String.fromCharCode(...file.subarray(0, 20)));
    }
    const { run, task } = present();
    const state = unpackWeights(run.model, { update: 0, weights: file });
    return { what: { run, task }, state, replay: null, restored: { kind: 'weights', update: 0, history: emptyHistory } };
  }
  const { run, state, engine, history, exact } = unpackRun(file);
  return { what: await openRun(run), state, replay: engine, restored: { kind: exact ? 'exact' : 'anew', update: state.update, history } };
}

/** Whether a JSON header follows the first 8 bytes: only then is it worth saying what is wrong with it. */
function isLikeSafetensors(file: Uint8Array): boolean {
  return file.at(8) === '{'.charCodeAt(0);
}

/** Trainer settled: the file of a session as it is. @throws InputError for numbers that a file cannot hold. */
export async function writeRunFile(
  { run, trainer }: Session,
  engine: EngineName | null,
  history: History,
): Promise<{ readonly update: number; readonly file: Uint8Array }> {
  const state = await trainer.keep();
  if (history.updates.length !== history.losses.length)
    throw new InputError('save.history', 'must have a loss for each of its updates', history.losses.length);
  return { update: state.update, file: packRun({ run, engine, state, history }) };
}

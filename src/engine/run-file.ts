/**
 * A run as one file: an archive of its network, its training, its weights and everything that the next update reads, so that it goes on
 * bit for bit on the engine that wrote it. The weights are parameters alone, by PyTorch's names; what only resuming needs lies beside them.
 *
 *     model.json, training.json   the contract's specs
 *     run.json                    { format, version, task, seed, update, engine }
 *     weights.safetensors         parameters, F32
 *     resume.safetensors          moment1.{parameter}, moment2.{parameter}: the optimizer's state; carried: states carried from batch to batch;
 *                                 parameter.{parameter}: F64, where the engine computes in float64. May be left out: the optimizer begins anew.
 *     history.json                { updates, losses, heldOut }. May be left out.
 *
 * Seeds and counters of batches, dropout and schedules follow from the update's number.
 */
import * as v from 'valibot';
import { readArchive, writeArchive } from '../core/archive';
import { InputError } from '../core/errors';
import { MAX_DATA, readSafetensors, writeSafetensors } from '../core/safetensors';
import { parseStrictJson } from '../core/strict-json';
import type { EngineName } from '../model/executor';
import { packParameters, unpackParameters } from '../model/parameter-files';
import { layoutParameters, type ParameterLayout } from '../model/parameters';
import { parseRun } from '../model/parse-run';
import type { Run } from '../model/run';
import { integer, object, parseWith, word } from '../model/schema';
import { boundHistory, emptyHistory, type History, MAX_UPDATES, parseHistory } from './history';
import { packResume, unpackResume } from './resume-tensors';
import { beginWith, isFiniteArray, type TrainingState } from './weights';

const FORMAT = 'through-time run';
const VERSION = 1;

const limits = {
  'model.json': 1 << 16,
  'training.json': 1 << 16,
  'run.json': 1 << 16,
  'history.json': 1 << 20,
  'weights.safetensors': MAX_DATA,
  'resume.safetensors': MAX_DATA,
} as const;

type Part = keyof typeof limits;

export interface SavedRun {
  readonly run: Run;
  /** What computed it last; null where the file does not say. */
  readonly engine: EngineName | null;
  readonly state: TrainingState;
  readonly history: History;
  /** Whether the optimizer's state is there too, so that the run goes on exactly as it would have. */
  readonly exact: boolean;
}

const runSchema = object({
  format: v.literal(FORMAT, `must be "${FORMAT}"`),
  version: v.literal(VERSION, `must be ${String(VERSION)}, the version that this program reads`),
  task: v.unknown(),
  seed: v.unknown(),
  update: integer(0, MAX_UPDATES),
  engine: v.optional(v.nullable(word('reference', 'wasm', 'webgpu')), null),
});

/** @throws InputError for weights that files, which hold float32, have no room for. */
export function packRun({ run, engine, state, history }: Omit<SavedRun, 'exact'>): Uint8Array {
  const layout = layoutParameters(run.model);
  const { task, seed } = run;
  const weights = Float32Array.from(state.parameters);
  if (!isFiniteArray(weights)) throw new InputError('weights', 'must be finite and within float32’s range to be saved', 'NaN or infinity');
  return writeArchive({
    'model.json': writeJson(run.model),
    'training.json': writeJson(run.training),
    'run.json': writeJson({ format: FORMAT, version: VERSION, task, seed, update: state.update, engine }),
    'weights.safetensors': writeSafetensors(unpackParameters(layout, weights)),
    'resume.safetensors': writeSafetensors(packResume(layout, state), 'exact'),
    'history.json': writeJson(boundHistory(history, state.update)),
  } satisfies Record<Part, Uint8Array>);
}

/**
 * The run that a file holds; its task's options are the task's to check.
 * @throws InputError naming the part and the field that cannot be.
 */
export function unpackRun(file: Uint8Array): SavedRun {
  const parts = readArchive(file, limits);
  const json = (part: Part): unknown => parseStrictJson(partOf(parts, part), part);
  const { task, seed, update, engine } = parseWith(runSchema, json('run.json'), 'run.json');
  const run = parseRun({ model: json('model.json'), training: json('training.json'), task, seed });
  const layout = layoutParameters(run.model);
  const weights = packParameters(
    layout,
    within('weights.safetensors', () => readSafetensors(partOf(parts, 'weights.safetensors'))),
  );
  const resume = parts.get('resume.safetensors');
  const history = parts.has('history.json') ? parseHistory(json('history.json'), update, 'history.json') : emptyHistory;
  const state =
    resume === undefined ? { ...beginWith(weights), update } : within('resume.safetensors', () => readResume(resume, layout, weights, update));
  return { run, engine, state, history, exact: resume !== undefined };
}

function readResume(file: Uint8Array, layout: ParameterLayout, weights: Float32Array, update: number): TrainingState {
  const { parameters, ...rest } = unpackResume(layout, readSafetensors(file));
  // Who changes the weights and leaves this part would otherwise go on from the old ones.
  if (parameters?.some((value, k) => Math.fround(value) !== weights[k])) {
    throw new InputError(
      'parameter',
      'must be the numbers of weights.safetensors with more digits; leave resume.safetensors out to begin anew from others',
      'others',
    );
  }
  return { update, parameters: parameters ?? weights, ...rest };
}

function partOf(parts: ReadonlyMap<string, Uint8Array>, part: Part): Uint8Array {
  const found = parts.get(part);
  if (found === undefined) throw new InputError('archive', `must hold ${part}`, [...parts.keys()]);
  return found;
}

/** The work's result; what it refuses is told with the part's name in front. */
function within<Result>(part: Part, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw error instanceof InputError ? new InputError(`${part} ${error.where}`, error.mustHold, error.got) : error;
  }
}

function writeJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`);
}

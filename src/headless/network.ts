/** A network of files ready to compute: its model, weights and batch, all of them checked before an engine is asked for. */
import type { Numbers } from '../core/tensor';
import { type Finding, findNonFinite } from '../engine/autopsy';
import { NonFiniteError } from '../core/errors';
import type { Executor, Feed } from '../model/executor';
import type { Batch } from '../model/feed';
import { packParameters } from '../model/parameter-files';
import { layoutParameters } from '../model/parameters';
import { parseBatch } from '../model/parse-batch';
import { parseModelSpec } from '../model/parse-spec';
import type { ModelSpec } from '../model/spec';
import { type Arguments, TEXT } from './arguments';
import { checkWritable, readJson, readTensors } from './files';

export interface Network {
  readonly model: ModelSpec;
  /** In the flat layout. */
  readonly parameters: Numbers;
  readonly batch: Batch;
  readonly out: string;
}

/** The options that `readNetwork` reads. */
export const NETWORK_OPTIONS = { model: TEXT, weights: TEXT, batch: TEXT, engine: TEXT, out: TEXT } as const;

/** @throws InputError for a file that is missing, malformed or unfit. */
export async function readNetwork(given: Arguments): Promise<Network> {
  const files = { model: given.text('model'), weights: given.text('weights'), batch: given.text('batch'), out: given.text('out') };
  const model = parseModelSpec(await readJson('model', files.model));
  const parameters = packParameters(layoutParameters(model), await readTensors('weights', files.weights));
  const batch = parseBatch(await readTensors('batch', files.batch), model);
  await checkWritable('out', files.out);
  return { model, parameters, batch, out: files.out };
}

/** What to throw for numbers that are not finite: replays the feed to name the pass and the step. */
export async function blameNonFinite(executor: Executor, feed: Feed): Promise<NonFiniteError> {
  return describeFinding(await findNonFinite(executor, feed));
}

export function describeFinding({ update, pass, step }: Finding): NonFiniteError {
  return new NonFiniteError(update, step === null ? pass : `${pass}, step ${String(step)}`);
}

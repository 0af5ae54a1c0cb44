/** Weights as the files that the page saves and opens: parameters only, so an optimizer begins anew where one is opened. */
import { readSafetensors, writeSafetensors } from '../core/safetensors';
import type { Numbers } from '../core/tensor';
import { beginWith, type TrainingState } from '../engine/weights';
import { packParameters, unpackParameters } from '../model/parameter-files';
import { layoutParameters } from '../model/parameters';
import type { ModelSpec } from '../model/spec';
import type { Checkpoint } from './protocol';

export function packWeights(model: ModelSpec, parameters: Numbers): Uint8Array {
  return writeSafetensors(unpackParameters(layoutParameters(model), Float32Array.from(parameters)));
}

/** @throws InputError for a file that does not hold the model's parameters. */
export function unpackWeights(model: ModelSpec, { update, weights }: Checkpoint): TrainingState {
  return { ...beginWith(packParameters(layoutParameters(model), readSafetensors(weights))), update };
}

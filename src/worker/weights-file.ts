/** Weights as the files that the page saves and opens: parameters, and where a checkpoint has it the optimizer's state, which else begins anew. */
import { readSafetensors, writeSafetensors } from '../core/safetensors';
import type { Numbers } from '../core/tensor';
import { unpackResume } from '../engine/resume-tensors';
import { beginWith, type TrainingState } from '../engine/weights';
import { packParameters, unpackParameters } from '../model/parameter-files';
import { layoutParameters } from '../model/parameters';
import type { ModelSpec } from '../model/spec';
import type { Checkpoint } from './protocol';

export function packWeights(model: ModelSpec, parameters: Numbers): Uint8Array {
  return writeSafetensors(unpackParameters(layoutParameters(model), Float32Array.from(parameters)));
}

/** @throws InputError for a file that does not hold the model's parameters, or an optimizer's state that is not of them. */
export function unpackWeights(model: ModelSpec, { update, weights, optimizer }: Checkpoint): TrainingState {
  const layout = layoutParameters(model);
  const state = { ...beginWith(packParameters(layout, readSafetensors(weights))), update };
  if (optimizer === undefined) return state;
  const { moment1, moment2 } = unpackResume(layout, readSafetensors(optimizer));
  return { ...state, moment1, moment2 };
}

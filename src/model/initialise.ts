/** Draws a network's initial parameters from a seed; element e of parameter p depends on (seed, p, e) alone, never on an order of drawing. */
import { normal, RandomStream, uniform } from '../core/random';
import { type GateName, gateNames } from './gates';
import { gateCount, layoutParameters } from './parameters';
import type { CellKind, ModelSpec } from './spec';
import type { InitialisationSpec } from './training';

/** What a parameter does; a recurrent one has a block of H rows for each gate. */
type Role =
  | { readonly kind: 'embedding' }
  | { readonly kind: 'linear'; readonly fanIn: number }
  | { readonly kind: 'recurrent'; readonly part: string; readonly hiddenSize: number };

/** A parameter being filled: its number p and its own part of the flat array. */
interface Draft {
  readonly role: Role;
  readonly index: number;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/**
 * The flat array [layout.length] of a model's initial parameters; padding is 0.
 * pytorch: recurrent U(±1/√H), linear U(±1/√fan_in), embeddings N(0, 1), as PyTorch's modules draw them.
 * forgetBias: that value in the forget gate's part of every `bias_ih`, 0 in that of `bias_hh`.
 */
export function initialiseParameters(model: ModelSpec, initialisation: InitialisationSpec, seed: number): Float32Array {
  const { cell } = model.encoder;
  const layout = layoutParameters(model);
  const flat = new Float32Array(layout.length);
  layout.list.forEach(({ name, shape, offset, size }, index) => {
    const weightShape = layout.byName.get(name.replace(/bias$/, 'weight'))?.shape ?? shape;
    const draft = { role: findRole(name, weightShape, cell), index, shape, data: flat.subarray(offset, offset + size) };
    fillAsPyTorch(draft, seed);
    if (initialisation.forgetBias !== undefined) setGateBias(draft, cell, 'forget', initialisation.forgetBias);
  });
  return flat;
}

function findRole(name: string, weightShape: readonly number[], cell: CellKind): Role {
  if (name.endsWith('embedding.weight')) return { kind: 'embedding' };
  const part = /^(?:encoder|decoder\.cell)\.((?:weight|bias)_[ih]h)/.exec(name)?.[1];
  if (part !== undefined) return { kind: 'recurrent', part, hiddenSize: weightShape[0] / gateCount[cell] };
  return { kind: 'linear', fanIn: weightShape[1] };
}

function fillAsPyTorch(draft: Draft, seed: number): void {
  const { role } = draft;
  switch (role.kind) {
    case 'embedding':
      fillNormal(draft, seed, 1);
      return;
    case 'linear':
      fillUniform(draft, seed, 1 / Math.sqrt(role.fanIn));
      return;
    case 'recurrent':
      fillUniform(draft, seed, 1 / Math.sqrt(role.hiddenSize));
      return;
    default:
      role satisfies never;
  }
}

function fillUniform({ data, index }: Draft, seed: number, bound: number): void {
  for (let e = 0; e < data.length; e++) data[e] = bound * (2 * uniform(seed, RandomStream.initialWeights, index, e) - 1);
}

function fillNormal({ data, index }: Draft, seed: number, deviation: number): void {
  for (let e = 0; e < data.length; e++) data[e] = deviation * normal(seed, RandomStream.initialWeights, index, e);
}

/** Sets one gate's part of a bias pair: `value` in `bias_ih`, 0 in `bias_hh`. Leaves every other parameter, and cells without that gate, alone. */
function setGateBias({ role, data }: Draft, cell: CellKind, gate: GateName, value: number): void {
  const slot = gateNames[cell].indexOf(gate);
  if (slot < 0 || role.kind !== 'recurrent' || !role.part.startsWith('bias')) return;
  const H = role.hiddenSize;
  data.fill(role.part === 'bias_ih' ? value : 0, slot * H, (slot + 1) * H);
}

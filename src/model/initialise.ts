/** Draws a network's initial parameters from a seed; element e of parameter p depends on (seed, p, e) alone, never on an order of drawing. */
import { normal, RandomStream, uniform } from '../core/random';
import { type GateName, gateNames } from './gates';
import { orthogonalise } from './orthogonal';
import { gateCount, layoutParameters } from './parameters';
import { measureSpectralRadius } from './spectral-radius';
import type { CellKind, EncoderSpec, ModelSpec } from './spec';
import type { InitialisationSpec } from './training';

interface LinearRole {
  readonly kind: 'linear';
  readonly fanIn: number;
}

/** A recurrent parameter has a block of H rows for each gate. */
interface RecurrentRole {
  readonly kind: 'recurrent';
  readonly part: string;
  readonly hiddenSize: number;
}

/** What a parameter does. */
type Role = { readonly kind: 'embedding' } | LinearRole | RecurrentRole;

/** A parameter being filled: its number p and its own part of the flat array, all 0 at first. */
interface Draft {
  readonly role: Role;
  readonly index: number;
  readonly shape: readonly number[];
  readonly data: Float32Array;
  readonly seed: number;
}

/** Of W_ih in the initialisation `identity`. */
const IDENTITY_DEVIATION = 0.001;

/**
 * The flat array [layout.length] of a model's initial parameters; padding is 0. `initialisation` must fit the model (`checkTrainingFitsModel`).
 *
 * - pytorch: recurrent U(±1/√H), linear U(±1/√fan_in), embeddings N(0, 1), as PyTorch's modules draw them.
 * - glorotOrthogonal: W_ih a gate's block at a time and linear weights U(±√(6/(fan_in + fan_out))), W_hh a gate's block at a time orthogonal,
 *   biases 0 (Glorot and Bengio 2010; Saxe et al. 2014); embeddings N(0, 1).
 * - identity, of the recurrent layers: W_hh = I, W_ih normal of deviation 0.001, biases 0 (Le et al. 2015); the rest as pytorch.
 * - chrono, of the gate biases: forget log U(1, maxLag - 1) and input its negative; gru: update so that it carries alike (Tallec and Ollivier 2018);
 *   the rest as pytorch.
 * - forgetBias and spectralRadius then change what they name: the forget gate's biases, and each gate's block of W_hh.
 */
export function initialiseParameters(model: ModelSpec, initialisation: InitialisationSpec, seed: number): Float32Array {
  const { encoder } = model;
  const { forgetBias, spectralRadius } = initialisation;
  const layout = layoutParameters(model);
  const flat = new Float32Array(layout.length);
  layout.list.forEach(({ name, shape, offset, size }, index) => {
    const weightShape = layout.byName.get(name.replace(/bias$/, 'weight'))?.shape ?? shape;
    const draft = { role: findRole(name, weightShape, encoder.cell), index, shape, data: flat.subarray(offset, offset + size), seed };
    fill(draft, initialisation.kind);
    if (initialisation.kind === 'chrono') setChronoBiases(draft, encoder, initialisation.maxLag);
    if (forgetBias !== undefined) setGateBias(draft, encoder.cell, 'forget', () => forgetBias);
    if (spectralRadius !== undefined) scaleBlocks(draft, spectralRadius);
  });
  return flat;
}

function findRole(name: string, weightShape: readonly number[], cell: CellKind): Role {
  if (name.endsWith('embedding.weight')) return { kind: 'embedding' };
  const part = /^(?:encoder|decoder\.cell)\.((?:weight|bias)_[ih]h)/.exec(name)?.[1];
  if (part !== undefined) return { kind: 'recurrent', part, hiddenSize: weightShape[0] / gateCount[cell] };
  return { kind: 'linear', fanIn: weightShape[1] };
}

function fill(draft: Draft, kind: InitialisationSpec['kind']): void {
  const { role } = draft;
  if (role.kind === 'recurrent' && kind === 'identity') fillAsIdentity(draft, role);
  else if (role.kind !== 'embedding' && kind === 'glorotOrthogonal') fillAsGlorot(draft, role);
  else fillAsPyTorch(draft, role);
}

function fillAsPyTorch(draft: Draft, role: Role): void {
  switch (role.kind) {
    case 'embedding':
      fillNormal(draft, 1);
      return;
    case 'linear':
      fillUniform(draft, 1 / Math.sqrt(role.fanIn));
      return;
    case 'recurrent':
      fillUniform(draft, 1 / Math.sqrt(role.hiddenSize));
      return;
    default:
      role satisfies never;
  }
}

function fillAsGlorot(draft: Draft, role: LinearRole | RecurrentRole): void {
  const { shape } = draft;
  if (shape.length === 1) return;
  if (role.kind === 'recurrent' && role.part === 'weight_hh') {
    fillNormal(draft, 1);
    changeBlocks(draft, role.hiddenSize, orthogonalise);
    return;
  }
  const fanOut = role.kind === 'recurrent' ? role.hiddenSize : shape[0];
  fillUniform(draft, Math.sqrt(6 / (shape[1] + fanOut)));
}

function fillAsIdentity(draft: Draft, { part, hiddenSize: H }: RecurrentRole): void {
  if (part === 'weight_ih') fillNormal(draft, IDENTITY_DEVIATION);
  if (part === 'weight_hh') for (let u = 0; u < H; u++) draft.data[u * H + u] = 1;
}

function fillUniform({ data, index, seed }: Draft, bound: number): void {
  for (let e = 0; e < data.length; e++) data[e] = bound * (2 * uniform(seed, RandomStream.initialWeights, index, e) - 1);
}

function fillNormal({ data, index, seed }: Draft, deviation: number): void {
  for (let e = 0; e < data.length; e++) data[e] = deviation * normal(seed, RandomStream.initialWeights, index, e);
}

/** Lags log-uniform up to maxLag as biases of the gates that carry the state, and, in an lstm, of those that write. */
function setChronoBiases(draft: Draft, { cell, resetAfter }: EncoderSpec, maxLag: number): void {
  const carry = (u: number) => Math.log(1 + (maxLag - 2) * uniform(draft.seed, RandomStream.initialWeights, draft.index, u));
  const write = (u: number) => -carry(u);
  setGateBias(draft, cell, 'forget', carry);
  setGateBias(draft, cell, 'input', write);
  // z multiplies the old state in PyTorch's gru and the candidate in the textbook's.
  setGateBias(draft, cell, 'update', resetAfter ? carry : write);
}

/** Sets one gate's part of a bias pair: `value` of each unit in `bias_ih`, 0 in `bias_hh`. Leaves every other parameter, and cells without that gate, alone. */
function setGateBias({ role, data }: Draft, cell: CellKind, gate: GateName, value: (unit: number) => number): void {
  const slot = gateNames[cell].indexOf(gate);
  if (slot < 0 || role.kind !== 'recurrent' || !role.part.startsWith('bias')) return;
  const H = role.hiddenSize;
  for (let u = 0; u < H; u++) data[slot * H + u] = role.part === 'bias_ih' ? value(u) : 0;
}

/** Scales each gate's block of W_hh to a spectral radius; a block whose radius is 0 stays. */
function scaleBlocks(draft: Draft, radius: number): void {
  const { role } = draft;
  if (role.kind !== 'recurrent' || role.part !== 'weight_hh') return;
  changeBlocks(draft, role.hiddenSize, (block, n) => {
    const measured = measureSpectralRadius(block, n);
    if (measured > 0) for (let e = 0; e < block.length; e++) block[e] *= radius / measured;
  });
}

/** Applies `change` in float64 to each [H, H] block of a W_hh. */
function changeBlocks({ data }: Draft, H: number, change: (block: Float64Array, n: number) => void): void {
  for (let start = 0; start < data.length; start += H * H) {
    const block = Float64Array.from(data.subarray(start, start + H * H));
    change(block, H);
    data.set(block, start);
  }
}

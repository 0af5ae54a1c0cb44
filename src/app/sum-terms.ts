/** The terms of the sum that a gate takes its nonlinearity of: each weight times what it weighs, and both biases, from a snapshot's own weights. */
import { equationsOf } from '../model/equations/cells';
import { directionSuffix, layoutParameters } from '../model/parameters';
import type { Snapshot } from '../model/snapshot';
import type { FocusedQuantity } from '../store/cursor';
import { placeOfScan } from '../views/scan-names';
import { findTensor } from '../views/series';
import type { Place } from './worked-equations';

export interface Term {
  /** Such as `W_hf·h[3]` or `b_if`. */
  readonly label: string;
  readonly value: number;
}

/** W_i{gate} x + b_i{gate} and W_h{gate} h + b_h{gate} term by term, the bias last. */
export interface GateSum {
  readonly input: readonly Term[];
  readonly recurrent: readonly Term[];
}

/** The sums of one gate of one unit; `vector` names what W_h weighs: the state before, or that state after the reset. Null without weights. */
export function sumsOf(snapshot: Snapshot, { scan, t, unit }: Place, gate: string, vector: string): GateSum | null {
  const { parameters, model } = snapshot;
  const x = readInput(snapshot, scan, t);
  const states = readState(snapshot, scan, t, vector);
  if (parameters === undefined || x === null || states === null) return null;
  const { byName } = layoutParameters(model);
  const row = equationsOf(model.encoder).gates.indexOf(gate) * states.length + unit;
  const weigh = (name: string, vectorName: string, values: readonly number[], letter: string): Term[] => {
    const from = byName.get(`encoder.weight_${name}_${scan}`)?.offset ?? Number.NaN;
    const bias = byName.get(`encoder.bias_${name}_${scan}`)?.offset ?? Number.NaN;
    const terms = values.map((value, k) => ({
      label: `W_${letter}${gate}·${vectorName}[${String(k)}]`,
      value: parameters[from + row * values.length + k] * value,
    }));
    return [...terms, { label: `b_${letter}${gate}`, value: parameters[bias + row] }];
  };
  return { input: weigh('ih', 'x', x, 'i'), recurrent: weigh('hh', vector === 'h' ? 'h' : '(r⊙h)', states, 'h') };
}

/** Every term of the sum behind a quantity; for those that have none of their own the candidate's, or the new state's. Null without weights. */
export function termsOf(
  snapshot: Snapshot,
  place: Place,
  quantity: FocusedQuantity,
): { readonly symbol: string; readonly terms: readonly Term[] } | null {
  const { nodes } = equationsOf(snapshot.model.encoder);
  const preactOf = (role: string): (typeof nodes)[number] | undefined =>
    nodes.find(({ symbol, role: own }) => own === 'preact' && nodes.some((node) => node.role === role && node.inputs.includes(symbol)));
  const preact = preactOf(quantity) ?? preactOf('candidate') ?? preactOf('hidden');
  if (preact === undefined) return null;
  if (preact.gate !== undefined) {
    const sums = sumsOf(snapshot, place, preact.gate, preact.inputs[1]);
    return sums && { symbol: preact.symbol, terms: [...sums.input, ...sums.recurrent] };
  }
  // The candidate of a GRU that resets after the product: a_n = x_n + r ⊙ q.
  const product = nodes.find(({ operation }) => operation === 'linear');
  const reset = findTensor(snapshot, `gates.${place.scan}.reset`);
  const sums = product?.gate === undefined ? null : sumsOf(snapshot, place, product.gate, product.inputs[0]);
  if (reset === undefined || sums === null) return null;
  const r = reset.data[place.t * reset.shape[2] + place.unit];
  return { symbol: preact.symbol, terms: [...sums.input, ...sums.recurrent.map(({ label, value }) => ({ label: `r·${label}`, value: r * value }))] };
}

export function total(terms: readonly Term[]): number {
  return terms.reduce((sum, { value }) => sum + value, 0);
}

/** What a layer reads at a step: the embedded symbol or the values, or the states of the layer below. */
function readInput(snapshot: Snapshot, scan: string, t: number): readonly number[] | null {
  const { layer } = placeOfScan(scan);
  const { input, encoder } = snapshot.model;
  if (layer === 0) {
    const { inputs } = snapshot.batch;
    if (input.kind === 'values') return Array.from(inputs.data.slice(t * input.size, (t + 1) * input.size));
    const table = layoutParameters(snapshot.model).byName.get('embedding.weight');
    if (table === undefined || snapshot.parameters === undefined) return null;
    const from = table.offset + inputs.data[t] * input.embeddingSize;
    return Array.from(snapshot.parameters.slice(from, from + input.embeddingSize));
  }
  const directions = encoder.bidirectional ? [false, true] : [false];
  const below = directions.map((reverse) => readStep(snapshot, `hidden.${directionSuffix(layer - 1, reverse)}`, t));
  const states = below.every((each) => each !== null) ? below.flat() : null;
  if (states === null || !encoder.residual || layer === 1) return states;
  const skipped = readInput(snapshot, directionSuffix(layer - 1, false), t);
  return skipped?.length === states.length ? states.map((value, k) => value + skipped[k]) : states;
}

/** The state before a step in the scan's own order, zeros before the first; reset where the cell resets it itself. */
function readState(snapshot: Snapshot, scan: string, t: number, vector: string): readonly number[] | null {
  const before = readStep(snapshot, `hidden.${scan}`, placeOfScan(scan).reverse ? t + 1 : t - 1);
  if (before === null || vector === 'h') return before;
  const reset = readStep(snapshot, `gates.${scan}.reset`, t);
  return reset && before.map((value, k) => value * reset[k]);
}

function readStep(snapshot: Snapshot, name: string, t: number): readonly number[] | null {
  const tensor = findTensor(snapshot, name);
  if (tensor === undefined) return null;
  const [, T, H] = tensor.shape;
  return t < 0 || t >= T ? Array.from({ length: H }, () => 0) : Array.from(tensor.data.slice(t * H, (t + 1) * H));
}

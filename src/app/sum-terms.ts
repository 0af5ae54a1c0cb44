/** The terms of the sum that a gate takes its nonlinearity of: each weight times what it weighs, and both biases, from a snapshot's own weights. */
import { equationsOf } from '../model/equations/cells';
import { layoutParameters } from '../model/parameters';
import type { Snapshot } from '../model/snapshot';
import type { FocusedQuantity } from '../store/cursor';
import { DECODER } from '../views/scan-names';
import { findTensor } from '../views/series';
import { readHiddenBefore, readInput, readStep, type Vector } from './step-vectors';
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
  const nameOf = (part: string): string => (scan === DECODER ? `decoder.cell.${part}` : `encoder.${part}_${scan}`);
  const weigh = (name: string, read: readonly { readonly name: string; readonly value: number }[], letter: string): Term[] => {
    const from = byName.get(nameOf(`weight_${name}`))?.offset ?? Number.NaN;
    const bias = byName.get(nameOf(`bias_${name}`))?.offset ?? Number.NaN;
    const terms = read.map(({ name: what, value }, k) => ({
      label: `W_${letter}${gate}·${what}`,
      value: parameters[from + row * read.length + k] * value,
    }));
    return [...terms, { label: `b_${letter}${gate}`, value: parameters[bias + row] }];
  };
  const list = (name: string, values: Vector) => values.map((value, k) => ({ name: `${name}[${String(k)}]`, value }));
  return {
    input: weigh(
      'ih',
      x.flatMap(({ name, values }) => list(name, values)),
      'i',
    ),
    recurrent: weigh('hh', list(vector === 'h' ? 'h' : '(r⊙h)', states), 'h'),
  };
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

/** The state before a step, reset where the cell resets it itself. */
function readState(snapshot: Snapshot, scan: string, t: number, vector: string): Vector | null {
  const before = readHiddenBefore(snapshot, scan, t);
  if (before === null || vector === 'h') return before;
  const reset = readStep(snapshot, `gates.${scan}.reset`, t);
  return reset && before.map((value, k) => value * reset[k]);
}

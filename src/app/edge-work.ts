/** What a selected edge of the network carries for one unit: forward the number that it brings and what that adds, backward the gradient that returns on it. */
import { equationsOf } from '../model/equations/cells';
import type { Snapshot } from '../model/snapshot';
import type { FocusedQuantity } from '../store/cursor';
import type { NetworkPart } from '../views/network-parts';
import { stepBefore } from '../views/network-parts';
import { placeOfScan } from '../views/scan-names';
import { readCellBefore, readHiddenBefore, readInput, readStep, type Vector } from './step-vectors';
import { sumsOf, total } from './sum-terms';
import type { Place } from './worked-equations';

/** One number of an edge: `name` for tests and tools, `symbol` as it is written. */
export interface EdgeNumber {
  readonly name: string;
  readonly symbol: string;
  readonly value: number;
}

/** Null for the node and for attention, which have sections of their own. Numbers that the snapshot does not tell are left out. */
export function workEdge(snapshot: Snapshot, place: Place, part: NetworkPart, quantity: FocusedQuantity): readonly EdgeNumber[] | null {
  switch (part) {
    case 'recurrent':
      return workRecurrent(snapshot, place, quantity);
    case 'road':
      return workRoad(snapshot, place);
    case 'input':
      return workInput(snapshot, place, quantity);
    case 'node':
    case 'attention':
      return null;
    default:
      return part satisfies never;
  }
}

function workRecurrent(snapshot: Snapshot, place: Place, quantity: FocusedQuantity): readonly EdgeNumber[] {
  const { scan, t, unit } = place;
  const before = readHiddenBefore(snapshot, scan, t);
  const gradient = readStep(snapshot, `hiddenGradient.${scan}`, stepBefore(scan, t));
  const sum = sumOf(snapshot, place, quantity);
  return list([
    ['edge.value', `h[${String(unit)}]`, before?.[unit]],
    ['edge.norm', '‖h‖', before && norm(before)],
    ['edge.adds', sum && `W_h${sum.gate}·h`, sum && total(sum.recurrent.slice(0, -1))],
    ['edge.gradient', `∂L/∂h[${String(unit)}]`, gradient?.[unit]],
    ['edge.gradientNorm', '‖∂L/∂h‖', gradient && norm(gradient)],
  ]);
}

/** The road multiplies by one gate, forward and backward alike. */
function workRoad(snapshot: Snapshot, { scan, t, unit }: Place): readonly EdgeNumber[] {
  const before = readCellBefore(snapshot, scan, t);
  const forget = readStep(snapshot, `gates.${scan}.forget`, t);
  const arrives = readStep(snapshot, `cellGradient.${scan}`, t);
  const gradient = readStep(snapshot, `cellGradient.${scan}`, stepBefore(scan, t));
  return list([
    ['edge.value', `c[${String(unit)}]`, before?.[unit]],
    ['edge.gate', `f[${String(unit)}]`, forget?.[unit]],
    ['edge.kept', 'f·c', before && forget && forget[unit] * before[unit]],
    ['edge.arrives', `∂L/∂c'[${String(unit)}]`, arrives?.[unit]],
    ['edge.returned', "∂L/∂c'·f", arrives && forget && arrives[unit] * forget[unit]],
    ['edge.gradient', `∂L/∂c[${String(unit)}]`, gradient?.[unit]],
  ]);
}

function workInput(snapshot: Snapshot, place: Place, quantity: FocusedQuantity): readonly EdgeNumber[] {
  const read = readInput(snapshot, place.scan, place.t)?.flatMap(({ values }) => [...values]);
  const sum = sumOf(snapshot, place, quantity);
  const below = placeOfScan(place.scan).layer;
  return list([
    ['edge.count', below === null || below === 0 ? 'n(x)' : 'n(h)', read?.length],
    ['edge.norm', '‖x‖', read && norm(read)],
    ['edge.adds', sum && `W_i${sum.gate}·x`, sum && total(sum.input.slice(0, -1))],
  ]);
}

/** The sum of the gate in focus; of states the candidate's, or of a plain cell the only one. */
function sumOf(snapshot: Snapshot, place: Place, quantity: FocusedQuantity) {
  const { nodes, gates } = equationsOf(snapshot.model.encoder);
  const roleOf = (gate: string) => nodes.find(({ symbol }) => symbol === gate)?.role;
  const gate = gates.find((each) => roleOf(each) === quantity) ?? gates.find((each) => roleOf(each) === 'candidate') ?? gates[0];
  const preact = nodes.find((node) => node.gate === gate);
  const vector = preact?.inputs.at(-1);
  const sums = vector === undefined ? null : sumsOf(snapshot, place, gate, vector);
  return sums && { gate, ...sums };
}

function norm(vector: Vector): number {
  return Math.hypot(...vector);
}

function list(entries: readonly (readonly [name: string, symbol: string | null, value: number | null | undefined])[]): readonly EdgeNumber[] {
  return entries.flatMap(([name, symbol, value]) => (symbol === null || value === null || value === undefined ? [] : [{ name, symbol, value }]));
}

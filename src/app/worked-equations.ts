/** The equations of a cell with the numbers of one unit at one step put in: from the declaration that the reference engine runs, and a snapshot's own values. */
import { equationsOf } from '../model/equations/cells';
import { type CellEquations, formulaOf, projectionOf, type VectorNode } from '../model/equations/equation';
import { operations } from '../model/equations/operations';
import { orderForReading } from '../model/equations/walk';
import type { Snapshot } from '../model/snapshot';
import { readCellBefore, readHiddenBefore, readStep } from './step-vectors';
import { sumsOf, total } from './sum-terms';

/** One equation. `values` has the number of every input, in order, or is null where an input is a sum over all units. */
export interface WorkedLine {
  readonly symbol: string;
  /** What the node means: a gate, a state, a part on the way, or what flows back. */
  readonly role: VectorNode['role'] | 'gradient';
  readonly formula: string;
  readonly inputs: readonly string[];
  readonly values: readonly number[] | null;
  /** Of a sum over all units the input's share, the states' share and the bias, in the formula's order; null without the weights. */
  readonly parts: readonly number[] | null;
  /** Null where the snapshot does not tell it. */
  readonly result: number | null;
}

/** The place of a unit in a snapshot. */
export interface Place {
  /** Which layer and direction: `l0`, `l0_reverse`, … */
  readonly scan: string;
  readonly t: number;
  readonly unit: number;
}

/** Every node of the cell's equations, each after its inputs and as near to them as can be. */
export function workEquations(snapshot: Snapshot, place: Place): readonly WorkedLine[] {
  const equations = equationsOf(snapshot.model.encoder);
  const known = readKnown(equations, snapshot, place);
  return orderForReading(equations).map((node): WorkedLine => {
    const values = node.gate === undefined ? readAll(node.inputs, known) : null;
    const parts = readParts(node, snapshot, place, known);
    const computed = parts === null ? values && evaluate(node, values) : parts.reduce((sum, part) => sum + part, 0);
    const result = known.get(node.symbol) ?? computed;
    if (result !== null) known.set(node.symbol, result);
    return { symbol: node.symbol, role: node.role, formula: formulaOf(node), inputs: node.inputs, values, parts, result };
  });
}

/** The parts of an affine or linear node's sum; a gate's share of the input is known from then on. */
function readParts(node: VectorNode, snapshot: Snapshot, place: Place, known: Map<string, number>): readonly number[] | null {
  const sums = node.gate === undefined ? null : sumsOf(snapshot, place, node.gate, node.inputs[node.inputs.length - 1]);
  if (node.gate === undefined || sums === null) return null;
  const share = total(sums.input);
  known.set(projectionOf(node.gate), share);
  const recurrent = [total(sums.recurrent.slice(0, -1)), sums.recurrent[sums.recurrent.length - 1].value];
  return node.operation === 'affine' ? [share, ...recurrent] : recurrent;
}

/** What the snapshot tells: the gates, the states before the step in the scan's own order (0 before an encoder's first) and after it. */
function readKnown(equations: CellEquations, snapshot: Snapshot, { scan, t, unit }: Place): Map<string, number> {
  const read = (name: string): number | undefined => readStep(snapshot, name, t)?.[unit];
  const { previous, next } = equations;
  const found: (readonly [string, number | undefined])[] = [
    [previous.hidden, readHiddenBefore(snapshot, scan, t)?.[unit]],
    [next.hidden, read(`hidden.${scan}`)],
    ...(previous.cell === null ? [] : [[previous.cell, readCellBefore(snapshot, scan, t)?.[unit]] as const]),
    ...(next.cell === null ? [] : [[next.cell, read(`cell.${scan}`)] as const]),
    ...equations.nodes.map((node) => [node.symbol, read(`gates.${scan}.${node.role}`)] as const),
  ];
  const known = new Map<string, number>();
  for (const [symbol, value] of found) if (value !== undefined && !known.has(symbol)) known.set(symbol, value);
  return known;
}

function readAll(symbols: readonly string[], known: ReadonlyMap<string, number>): readonly number[] | null {
  const values = symbols.map((symbol) => known.get(symbol));
  return values.every((value) => value !== undefined) ? values : null;
}

const scalar = { rows: 1, width: 1, weight: new Float64Array(1), weightAt: 0, bias: new Float64Array(1), biasAt: 0 };

function evaluate(node: VectorNode, values: readonly number[]): number {
  const out = new Float64Array(1);
  operations[node.operation].forward(
    out,
    values.map((value) => Float64Array.of(value)),
    scalar,
  );
  return out[0];
}

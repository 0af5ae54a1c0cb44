/** One step of a cell, forward and backward, run from its equations; looked up once, nothing allocated per step. */
import { type CellEquations, projectionOf, type VectorNode } from '../model/equations/equation';
import { type Block, type Operation, operations } from '../model/equations/operations';
import { gateNames } from '../model/gates';
import { NOT_HELD } from '../model/held';

/** A cell's values and adjoints at the step at hand, each [rows, width] in an array of the capacity. */
export interface CellStep {
  /** dL/d(symbol), added up by `backward`. */
  adjoint(symbol: string): Float64Array;
  value(symbol: string): Float64Array;
  /** The weights that `forward` and `backward` read; set `rows` before a scan. */
  readonly block: Block;
  /** Every node's value, from the projections and the previous states. */
  forward(): void;
  /** The values that adjoints read and that `given` lacks, from those it has. */
  recompute(): void;
  /** All adjoints, from those that were set in nodes; projections and previous states receive theirs. */
  backward(): void;
  /** Sets every adjoint to 0. */
  clear(): void;
}

interface BoundNode {
  readonly operation: Operation;
  readonly out: Float64Array;
  readonly dout: Float64Array;
  readonly inputs: readonly Float64Array[];
  readonly dinputs: readonly Float64Array[];
  readonly weightAt: number;
  readonly biasAt: number;
  /** What takes the place of its value, and where its adjoint without that of held elements goes; null where nothing is ever held. */
  readonly hold: { readonly held: Float64Array; readonly dfree: Float64Array } | null;
}

export interface CellWeights {
  readonly width: number; // H
  readonly weightHh: Float64Array; // [G·H, H]
  readonly biasHh: Float64Array; // [G·H]
}

/**
 * @param given symbols whose values the backward scan loads; whatever else adjoints read is recomputed from them.
 * @param capacity the largest number of rows.
 * @param held by symbol what takes the place of a node's value where it is below NOT_HELD, [rows, width]; the caller loads it before each step.
 */
export function createCellStep(
  equations: CellEquations,
  weights: CellWeights,
  given: ReadonlySet<string>,
  capacity: number,
  held: ReadonlyMap<string, Float64Array> = new Map(),
): CellStep {
  const { width } = weights;
  const values = new Map<string, Float64Array>();
  const adjoints = new Map<string, Float64Array>();
  for (const symbol of symbolsOf(equations)) {
    values.set(symbol, new Float64Array(capacity * width));
    adjoints.set(symbol, new Float64Array(capacity * width));
  }
  const value = (symbol: string): Float64Array => getArray(values, symbol);
  const adjoint = (symbol: string): Float64Array => getArray(adjoints, symbol);
  const bind = (node: VectorNode): BoundNode => {
    const gate = node.gate === undefined ? 0 : equations.gates.indexOf(node.gate);
    const holding = held.get(node.symbol);
    return {
      operation: operations[node.operation],
      out: value(node.symbol),
      dout: adjoint(node.symbol),
      inputs: node.inputs.map(value),
      dinputs: node.inputs.map(adjoint),
      weightAt: gate * width * width,
      biasAt: gate * width,
      hold: holding ? { held: holding, dfree: new Float64Array(capacity * width) } : null,
    };
  };
  const nodes = equations.nodes.map(bind);
  const reversed = nodes.toReversed();
  const recomputed = nodesToRecompute(equations, given).map(bind);
  const block: Block = { rows: capacity, width, weight: weights.weightHh, weightAt: 0, bias: weights.biasHh, biasAt: 0 };
  const allAdjoints = [...adjoints.values()];
  const run = (list: readonly BoundNode[]): void => {
    for (const node of list) {
      block.weightAt = node.weightAt;
      block.biasAt = node.biasAt;
      node.operation.forward(node.out, node.inputs, block);
      if (node.hold) replaceHeld(node.out, node.hold.held, block);
    }
  };
  return {
    adjoint,
    value,
    block,
    forward: () => {
      run(nodes);
    },
    recompute: () => {
      run(recomputed);
    },
    backward: () => {
      for (const node of reversed) {
        block.weightAt = node.weightAt;
        block.biasAt = node.biasAt;
        const dout = node.hold ? dropHeld(node.hold.dfree, node.dout, node.hold.held, block) : node.dout;
        node.operation.backward(node.dinputs, dout, node.inputs, node.out, block);
      }
    },
    clear: () => {
      for (const array of allAdjoints) array.fill(0, 0, block.rows * width);
    },
  };
}

function replaceHeld(out: Float64Array, held: Float64Array, { rows, width }: Block): void {
  for (let k = 0; k < rows * width; k++) if (held[k] < NOT_HELD) out[k] = held[k];
}

/** dfree = dout, 0 where held: what made a held value has no part in it. */
function dropHeld(dfree: Float64Array, dout: Float64Array, held: Float64Array, { rows, width }: Block): Float64Array {
  for (let k = 0; k < rows * width; k++) dfree[k] = held[k] < NOT_HELD ? 0 : dout[k];
  return dfree;
}

/** The symbols of what can be held, in the order of the rows of a plan's tensor of it (model/held). */
export function listHeld({ cell, nodes, next }: CellEquations): readonly string[] {
  const gates = gateNames[cell].map((gate) => nodes.find(({ role }) => role === gate)?.symbol ?? '');
  return [...gates, next.hidden, ...(next.cell === null ? [] : [next.cell])];
}

/** Every symbol of a cell: projections, previous states, nodes. */
function symbolsOf(equations: CellEquations): readonly string[] {
  const { gates, previous, nodes } = equations;
  const states = previous.cell === null ? [previous.hidden] : [previous.hidden, previous.cell];
  return [...gates.map(projectionOf), ...states, ...nodes.map((node) => node.symbol)];
}

/** The nodes, in order, whose values some adjoint rule reads, directly or through another recomputed node, and that are not given. */
function nodesToRecompute(equations: CellEquations, given: ReadonlySet<string>): readonly VectorNode[] {
  const needed = new Set<string>();
  for (const node of equations.nodes) {
    const { reads } = operations[node.operation];
    if (reads === 'output') needed.add(node.symbol);
    if (reads === 'inputs') for (const input of node.inputs) needed.add(input);
  }
  const list: VectorNode[] = [];
  for (const node of equations.nodes.toReversed()) {
    if (!needed.has(node.symbol) || given.has(node.symbol)) continue;
    list.unshift(node);
    for (const input of node.inputs) needed.add(input);
  }
  return list;
}

function getArray(arrays: ReadonlyMap<string, Float64Array>, symbol: string): Float64Array {
  const array = arrays.get(symbol);
  if (!array) throw new Error(`equations: no vector is called ${symbol}`);
  return array;
}

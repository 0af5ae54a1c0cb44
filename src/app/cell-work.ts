/**
 * One step of a cell worked out for one unit, forward and backward: every value, and what every operation sends back to each of its inputs,
 * by the rules that the reference engine runs, from a snapshot's states, gates, gradients and weights.
 */
import { equationsOf } from '../model/equations/cells';
import { adjointsOf, type CellEquations, projectionOf, type VectorNode } from '../model/equations/equation';
import { type Block, operations } from '../model/equations/operations';
import { type CellOperation, operationsOf } from '../model/equations/walk';
import type { Snapshot } from '../model/snapshot';
import { DECODER, placeOfScan } from '../views/scan-names';
import { findTensor, readScan } from '../views/series';
import { layoutOf, readCellBefore, readHiddenBefore, readInput, readStep } from './step-vectors';
import { type Place, workEquations, type WorkedLine } from './worked-equations';

/** What one operation sends back to one input. */
export interface Flow {
  /** Null: from outside the cell. */
  readonly from: string | null;
  readonly to: string;
  /** The adjoint rule, such as `∂c' ⊙ f`; empty for what arrives from outside. */
  readonly rule: string;
  /** The numbers of the rule's symbols; null where it sums over all units. */
  readonly numbers: ReadonlyMap<string, number> | null;
  /** Null where the snapshot does not tell it. */
  readonly value: number | null;
}

export interface CellWork {
  readonly equations: CellEquations;
  readonly operations: readonly CellOperation[];
  /** Of the unit, by symbol; what the snapshot does not tell is left out. */
  readonly values: ReadonlyMap<string, number>;
  readonly lines: ReadonlyMap<string, WorkedLine>;
  /** At `arrive` and at each backward operation, in the order of `operations`. */
  readonly flows: ReadonlyMap<CellOperation, readonly Flow[]>;
  /** How many numbers the cell reads as its input; null where the snapshot does not tell. */
  readonly inputSize: number | null;
}

/** A vector over the units, or null where it cannot be known. */
type Known = Float64Array | null;

/** `∂f` stands for ∂L/∂f. */
export function gradientSymbol(symbol: string): string {
  return `∂${symbol}`;
}

export function workCell(snapshot: Snapshot, place: Place): CellWork {
  const equations = equationsOf(snapshot.model.encoder);
  const walk = operationsOf(equations);
  const bench = createBench(snapshot, place, equations);
  const lines = new Map(workEquations(snapshot, place).map((line) => [line.symbol, line] as const));
  const values = new Map<string, number>();
  for (const [symbol, vector] of bench.values) if (vector !== null) values.set(symbol, vector[place.unit]);
  for (const [symbol, { result }] of lines) if (result !== null) values.set(symbol, result);
  return { equations, operations: walk, values, lines, flows: goBack(bench, walk, snapshot, place), inputSize: bench.inputSize };
}

/** The vectors of a step, and the weights that its operations read. */
interface Bench {
  readonly equations: CellEquations;
  readonly H: number;
  readonly values: ReadonlyMap<string, Known>;
  readonly blockOf: (node: VectorNode) => Block | null;
  readonly inputSize: number | null;
}

function createBench(snapshot: Snapshot, { scan, t }: Place, equations: CellEquations): Bench {
  const { previous, next, gates, nodes } = equations;
  const H = findTensor(snapshot, `hidden.${scan}`)?.shape[2] ?? 0;
  const toVector = (numbers: readonly number[] | null): Known => numbers && Float64Array.from(numbers);
  const parameters = readWeights(snapshot, scan);
  const input = readInput(snapshot, scan, t)?.flatMap((part) => part.values) ?? null;
  const values = new Map<string, Known>([[previous.hidden, toVector(readHiddenBefore(snapshot, scan, t))]]);
  if (previous.cell !== null) values.set(previous.cell, toVector(readCellBefore(snapshot, scan, t)));
  gates.forEach((gate, k) => {
    values.set(projectionOf(gate), parameters && input && project(parameters, input, k, H));
  });
  const blockOf = (node: VectorNode): Block | null => {
    const bare = { rows: 1, width: H, weight: new Float64Array(0), weightAt: 0, bias: new Float64Array(0), biasAt: 0 };
    if (node.gate === undefined) return bare;
    const gate = gates.indexOf(node.gate);
    return parameters && { ...bare, weight: parameters.weightHh, weightAt: gate * H * H, bias: parameters.biasHh, biasAt: gate * H };
  };
  for (const node of nodes) {
    const states = new Map([
      [next.hidden, `hidden.${scan}`],
      [next.cell, `cell.${scan}`],
    ]);
    const told = readStep(snapshot, states.get(node.symbol) ?? `gates.${scan}.${node.role}`, t);
    values.set(node.symbol, toVector(told) ?? compute(node, values, blockOf(node), H));
  }
  return { equations, H, values, blockOf, inputSize: input?.length ?? null };
}

function compute(node: VectorNode, values: ReadonlyMap<string, Known>, block: Block | null, H: number): Known {
  const inputs = node.inputs.map((symbol) => values.get(symbol) ?? null);
  if (block === null || !isAllKnown(inputs)) return null;
  const out = new Float64Array(H);
  operations[node.operation].forward(out, inputs, block);
  return out;
}

function isAllKnown(vectors: readonly Known[]): vectors is readonly Float64Array[] {
  return vectors.every((vector) => vector !== null);
}

interface Weights {
  readonly weightIh: Float64Array; // [G·H, I]
  readonly weightHh: Float64Array; // [G·H, H]
  readonly biasIh: Float64Array; // [G·H]
  readonly biasHh: Float64Array;
}

function readWeights({ model, parameters }: Snapshot, scan: string): Weights | null {
  if (parameters === undefined) return null;
  const { byName } = layoutOf(model);
  const read = (part: string): Float64Array => {
    const name = scan === DECODER ? `decoder.cell.${part}` : `encoder.${part}_${scan}`;
    const found = byName.get(name);
    if (found === undefined) throw new Error(`parameters: ${name} must be there, got nothing`);
    return Float64Array.from(parameters.subarray(found.offset, found.offset + found.size));
  };
  return { weightIh: read('weight_ih'), weightHh: read('weight_hh'), biasIh: read('bias_ih'), biasHh: read('bias_hh') };
}

/** W_i{gate} x + b_i{gate}, [H] */
function project({ weightIh, biasIh }: Weights, x: readonly number[], gate: number, H: number): Float64Array {
  const I = x.length;
  return Float64Array.from({ length: H }, (_, unit) => {
    const row = gate * H + unit;
    let sum = biasIh[row];
    for (let k = 0; k < I; k++) sum += weightIh[row * I + k] * x[k];
    return sum;
  });
}

function goBack(bench: Bench, walk: readonly CellOperation[], snapshot: Snapshot, place: Place): CellWork['flows'] {
  const { next } = bench.equations;
  const flows = new Map<CellOperation, readonly Flow[]>();
  const adjoints = new Map<string, Known>();
  const arrive = (to: string, vector: Known): Flow => {
    adjoints.set(to, vector);
    return { from: null, to, rule: '', numbers: new Map(), value: vector && vector[place.unit] };
  };
  for (const operation of walk) {
    if (operation.phase === 'arrive') {
      const hidden = toVector(readStep(snapshot, `hiddenGradient.${place.scan}`, place.t), bench.H);
      const arrivals = [arrive(next.hidden, hidden)];
      if (next.cell !== null) arrivals.push(arrive(next.cell, readLater(bench, snapshot, place, hidden)));
      flows.set(operation, arrivals);
    }
    if (operation.phase === 'backward') flows.set(operation, sendBack(bench, operation.node, adjoints, place.unit));
  }
  return flows;
}

function toVector(numbers: readonly number[] | null, H: number): Known {
  return numbers?.length === H ? Float64Array.from(numbers) : null;
}

/** What a node sends to its inputs, and adds to their adjoints. */
function sendBack({ H, values, blockOf }: Bench, node: VectorNode, adjoints: Map<string, Known>, unit: number): readonly Flow[] {
  const d = adjoints.get(node.symbol) ?? null;
  const rule = operations[node.operation];
  const block = blockOf(node);
  const readValue = (symbol: string): Known => values.get(symbol) ?? null;
  const nothing = new Float64Array(H);
  const inputs = node.inputs.map((symbol) => (rule.reads === 'inputs' ? readValue(symbol) : nothing));
  const out = rule.reads === 'output' ? readValue(node.symbol) : nothing;
  const sent = node.inputs.map(() => new Float64Array(H));
  const known = d !== null && out !== null && block !== null && isAllKnown(inputs);
  if (known) rule.backward(sent, d, inputs, out, block);
  const rules = adjointsOf(node, gradientSymbol(node.symbol));
  const numbers = new Map<string, number>();
  for (const symbol of [node.symbol, ...node.inputs]) {
    const value = readValue(symbol);
    if (value !== null) numbers.set(symbol, value[unit]);
  }
  if (d !== null) numbers.set(gradientSymbol(node.symbol), d[unit]);
  return node.inputs.map((to, k): Flow => {
    // What an affine node hands to its projection is its own gradient, whatever the weights.
    const passes = d !== null && node.operation === 'affine' && k === 0;
    const vector = known ? sent[k] : passes ? d : null;
    const before = adjoints.get(to);
    adjoints.set(to, before === undefined ? vector : before && vector && vector.map((value, each) => value + before[each]));
    const sums = rules[k].includes('ᵀ');
    return { from: node.symbol, to, rule: rules[k], numbers: sums ? null : numbers, value: vector && vector[unit] };
  });
}

/**
 * What reaches the cell state past the new hidden state: f ⊙ ∂c' of the step that comes after in the scan's own order. After its last step
 * nothing, or, where a decoder begins with the state, what is left of the whole ∂L/∂c.
 */
function readLater(bench: Bench, snapshot: Snapshot, { scan, t }: Place, hidden: Known): Known {
  const { H, equations } = bench;
  const after = placeOfScan(scan).reverse ? t - 1 : t + 1;
  if (after >= 0 && after < readScan(snapshot, scan).length) {
    const [forget, cell] = [readStep(snapshot, `gates.${scan}.forget`, after), readStep(snapshot, `cellGradient.${scan}`, after)];
    return forget && cell && Float64Array.from(forget, (value, unit) => value * cell[unit]);
  }
  const whole = toVector(readStep(snapshot, `cellGradient.${scan}`, t), H);
  if (snapshot.model.output.kind !== 'decoder' || scan === DECODER) return whole && new Float64Array(H);
  const adjoints = new Map<string, Known>([[equations.next.hidden, hidden]]);
  for (const operation of operationsOf(equations)) {
    if (operation.phase === 'backward' && operation.node.symbol !== equations.next.cell) sendBack(bench, operation.node, adjoints, 0);
    if (operation.phase === 'backward' && operation.node.symbol === equations.next.cell) break;
  }
  const through = adjoints.get(equations.next.cell ?? '') ?? null;
  return whole && through && whole.map((value, unit) => value - through[unit]);
}

/** What a picture of the cell shows when its clock stands at an operation. */
export interface CellMoment {
  readonly operation: CellOperation;
  /** Values computed so far. */
  readonly values: ReadonlyMap<string, number>;
  /** ∂L/∂ of each symbol as far as it has come together; null: the snapshot does not tell. */
  readonly gradients: ReadonlyMap<string, number | null>;
  /** What goes back on each wire so far. */
  readonly flows: readonly Flow[];
  /** What this very operation sends. */
  readonly now: readonly Flow[];
}

/** A pure function of the work and the clock. */
export function momentOf(work: CellWork, at: number): CellMoment {
  const { operations: walk, equations } = work;
  const index = Math.max(0, Math.min(walk.length - 1, at));
  const operation = walk[index];
  const done = walk.slice(0, index + 1);
  const isForward = operation.phase === 'forward';
  const computed = new Set(done.flatMap((each) => (each.phase === 'forward' ? [each.node.symbol] : [])));
  const isComing = (symbol: string): boolean => isForward && !computed.has(symbol) && equations.nodes.some((node) => node.symbol === symbol);
  const flows = done.flatMap((each) => work.flows.get(each) ?? []);
  const gradients = new Map<string, number | null>();
  for (const { to, value } of flows) {
    const before = gradients.get(to);
    gradients.set(to, before === undefined ? value : before === null || value === null ? null : before + value);
  }
  return {
    operation,
    values: new Map([...work.values].filter(([symbol]) => !isComing(symbol))),
    gradients,
    flows,
    now: work.flows.get(operation) ?? [],
  };
}

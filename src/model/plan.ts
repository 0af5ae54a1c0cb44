/** Turns a ModelSpec and a capacity into named tensors and segments of passes: one plan that every executor walks. */
import { InputError } from '../core/errors';
import { directionSuffix, gateCount, layoutParameters, type ParameterLayout } from './parameters';
import { type Dim, type Matrix, ONES, type Pass, type Product, type Sizes, slotCount, type TensorSpec } from './passes';
import { type HeadSpec, inputWidth, type ModelSpec } from './spec';
import { type ClipSpec, defaultTraining, type OptimizerSpec } from './training';

/** encode: inputs to states; decode: states to outputs; loss; backward: all gradients; update: norm, clip, optimizer. */
export type Segment = 'encode' | 'decode' | 'loss' | 'backward' | 'update';

export interface PlanOptions {
  /** The largest batch that the plan will be fed. */
  readonly capacity: Sizes;
  readonly optimizer: OptimizerSpec;
  readonly clip: ClipSpec;
  /** Keep the gates and record dL/dh_t and dL/dc_t: what a probe needs and training does not. */
  readonly record: boolean;
  /** An input `weights` multiplies each row's loss: what itemised gradients need. */
  readonly weighted: boolean;
}

export interface Plan {
  readonly model: ModelSpec;
  readonly options: PlanOptions;
  readonly parameters: ParameterLayout;
  readonly tensors: ReadonlyMap<string, TensorSpec>;
  readonly segments: Readonly<Record<Segment, readonly Pass[]>>;
}

/** Flat optimizer state, each [parameters.length]: momentum or first moment, and second moment. */
export const MOMENT_1 = 'optimizer.moment1';
export const MOMENT_2 = 'optimizer.moment2';

/** Everything of one plan while it is being written down. */
interface Draft {
  readonly model: ModelSpec;
  readonly options: PlanOptions;
  readonly parameters: ParameterLayout;
  readonly tensors: Map<string, TensorSpec>;
  readonly segments: Record<Segment, Pass[]>;
}

/** @throws InputError for a network that the engines cannot run yet. */
export function createPlan(model: ModelSpec, options: Pick<PlanOptions, 'capacity'> & Partial<PlanOptions>): Plan {
  const draft: Draft = {
    model,
    options: { optimizer: defaultTraining.optimizer, clip: null, record: false, weighted: false, ...options },
    parameters: layoutParameters(model),
    tensors: new Map(),
    segments: { encode: [], decode: [], loss: [], backward: [], update: [] },
  };
  const { output } = model;
  if (output.kind === 'decoder') throw new InputError('output.kind', 'the engines run "last" and "every"', output.kind);
  refuseWhatIsNotRun(model);
  declareParameters(draft);
  declare(draft, 'lengths', ['B'], 'i32', 'input');
  const input = planInput(draft);
  const layer = planLayer(draft, input, output);
  planHead(draft, layer.outputs, layer.dheadInput, output);
  draft.segments.backward.push(...layer.backward());
  draft.segments.update.push(
    { kernel: 'norm', label: 'norm' },
    { kernel: 'update', label: 'update', optimizer: draft.options.optimizer, clip: draft.options.clip },
  );
  return draft;
}

function refuseWhatIsNotRun(model: ModelSpec): void {
  const { encoder, output } = model;
  if (encoder.hiddenSizes.length !== 1) throw new InputError('encoder.hiddenSizes', 'the engines run one layer', encoder.hiddenSizes);
  if (encoder.bidirectional) throw new InputError('encoder.bidirectional', 'the engines run one direction', true);
  if (output.kind !== 'decoder' && output.hidden.length > 0)
    throw new InputError('output.hidden', 'the engines run no hidden dense layers', output.hidden);
  if (output.kind !== 'decoder' && output.dropout > 0) throw new InputError('output.dropout', 'the engines run no dropout', output.dropout);
}

function declare(draft: Draft, name: string, shape: readonly Dim[], type: 'f32' | 'i32', role: TensorSpec['role']): string {
  draft.tensors.set(name, { name, shape, type, role });
  return name;
}

const activation = (draft: Draft, name: string, shape: readonly Dim[]): string => declare(draft, name, shape, 'f32', 'activation');

function declareParameters(draft: Draft): void {
  for (const { name, shape } of draft.parameters.list) {
    declare(draft, name, shape, 'f32', 'parameter');
    declare(draft, gradientOf(name), shape, 'f32', 'gradient');
  }
  for (const name of [MOMENT_1, MOMENT_2]) declare(draft, name, [draft.parameters.length], 'f32', 'optimizer');
}

/** The name of a parameter's gradient. */
export function gradientOf(parameter: string): string {
  return `gradient.${parameter}`;
}

/** A parameter or its gradient as the matrix that it is; a vector is one column. */
function parameterMatrix(draft: Draft, name: string, gradient = false): Matrix {
  const { shape } = getParameter(draft, name);
  const columns = shape.length === 1 ? 1 : shape[1];
  return { tensor: gradient ? gradientOf(name) : name, rows: [shape[0]], columns, stride: columns, offset: 0, steps: 0 };
}

function getParameter(draft: Draft, name: string): { readonly shape: readonly number[] } {
  const parameter = draft.parameters.byName.get(name);
  if (!parameter) throw new Error(`plan: no parameter is called ${name}`);
  return parameter;
}

/** A tensor whose last dimension is contiguous, as a matrix of that width. */
function matrix(tensor: string, rows: readonly Dim[], columns: number, rest: Partial<Pick<Matrix, 'stride' | 'offset' | 'steps'>> = {}): Matrix {
  return { tensor, rows, columns, stride: columns, offset: 0, steps: 0, ...rest };
}

/** Rows `first` to `first + count` of a matrix. */
function rowsOf(whole: Matrix, first: number, count: number): Matrix {
  return { ...whole, rows: [count], offset: whole.offset + first * whole.stride };
}

interface PlannedInput {
  /** What enters the layer, [T·B, I]. */
  readonly x: Matrix;
  /** Where dL/dx goes, or null where nothing below learns. */
  readonly dx: Matrix | null;
  /** Passes to run once dL/dx is there. */
  readonly backward: readonly Pass[];
}

function planInput(draft: Draft): PlannedInput {
  const { input } = draft.model;
  const width = inputWidth(input);
  if (input.kind === 'values') {
    declare(draft, 'inputs', ['T', 'B', width], 'f32', 'input');
    return { x: matrix('inputs', ['T', 'B'], width), dx: null, backward: [] };
  }
  const tokens = declare(draft, 'inputs', ['T', 'B'], 'i32', 'input');
  const out = activation(draft, 'embedded', ['T', 'B', width]);
  const dout = activation(draft, 'dembedded', ['T', 'B', width]);
  const table = 'embedding.weight';
  draft.segments.encode.push({ kernel: 'embed', label: 'embed', table, tokens, out });
  return {
    x: matrix(out, ['T', 'B'], width),
    dx: matrix(dout, ['T', 'B'], width),
    backward: [{ kernel: 'embedBackward', label: 'embed backward', tokens, dout, dtable: gradientOf(table) }],
  };
}

interface PlannedLayer {
  /** What the head reads. */
  readonly outputs: Matrix;
  /** Where the head puts dL/d(what it reads). */
  readonly dheadInput: Matrix;
  /** Passes to run after the head's backward passes. */
  readonly backward: () => readonly Pass[];
}

function planLayer(draft: Draft, input: PlannedInput, head: HeadSpec): PlannedLayer {
  const { encoder } = draft.model;
  const { cell } = encoder;
  const H = encoder.hiddenSizes[0];
  const suffix = directionSuffix(0, false);
  const { record } = draft.options;
  const every = head.kind === 'every';
  const gates = activation(draft, `gates.${suffix}`, ['T', 'B', slotCount[cell], H]);
  const hidden = activation(draft, `hidden.${suffix}`, ['T+1', 'B', H]);
  const cellState = cell === 'lstm' ? activation(draft, `cell.${suffix}`, ['T+1', 'B', H]) : null;
  const dhidden = every || record ? activation(draft, `dhidden.${suffix}`, ['T', 'B', H]) : null;
  const dfinal = every ? null : activation(draft, `dfinal.${suffix}`, ['B', 2, H]);
  const dcell = record && cellState !== null ? activation(draft, `dcell.${suffix}`, ['T', 'B', H]) : null;
  const weightHh = `encoder.weight_hh_${suffix}`;
  const shared = {
    cell,
    nonlinearity: encoder.nonlinearity,
    resetAfter: encoder.resetAfter,
    hiddenSize: H,
    reverse: false,
    gates,
    hidden,
    cellState,
    weightHh,
    lengths: 'lengths',
  };
  draft.segments.encode.push(
    { kernel: 'product', label: `project ${suffix}`, products: [projection(draft, suffix, input.x, gates)] },
    { kernel: 'scan', label: `scan ${suffix}`, ...shared, biasHh: `encoder.bias_hh_${suffix}` },
  );
  if (record) {
    const kept = activation(draft, keptGates(suffix), ['T', 'B', slotCount[cell], H]);
    draft.segments.encode.push({ kernel: 'copy', label: `keep gates ${suffix}`, from: gates, to: kept });
  }
  const steps = every ? matrix(hidden, ['T', 'B'], H, { steps: 1 }) : matrix(hidden, ['B'], H, { steps: 'T' });
  const dheadInput = every && dhidden !== null ? matrix(dhidden, ['T', 'B'], H) : matrix(dfinal ?? '', ['B'], H, { stride: 2 * H });
  const backward = (): Pass[] => [
    { kernel: 'scanBackward', label: `scan backward ${suffix}`, ...shared, dhidden, readsDhidden: every, dfinal, record, dcell },
    { kernel: 'product', label: `weight gradients ${suffix}`, products: weightGradients(draft, suffix, input.x, gates, hidden) },
    ...(input.dx ? [{ kernel: 'product' as const, label: `dx ${suffix}`, products: [inputGradient(draft, suffix, input.dx, gates)] }] : []),
    ...input.backward,
  ];
  return { outputs: steps, dheadInput, backward };
}

/** Where a recording plan keeps the gates that the backward scan overwrites, [T, B, slots, H]. */
export function keptGates(suffix: string): string {
  return `gates.kept.${suffix}`;
}

/** The slots `first` to `first + count` of every step, as a matrix [T·B, count·H]. */
function slots(draft: Draft, gates: string, first: number, count: number): Matrix {
  const H = draft.model.encoder.hiddenSizes[0];
  return matrix(gates, ['T', 'B'], count * H, { stride: slotCount[draft.model.encoder.cell] * H, offset: first * H });
}

/** W_ih x + b_ih into the first G slots. */
function projection(draft: Draft, suffix: string, x: Matrix, gates: string): Product {
  const c = slots(draft, gates, 0, gateCount[draft.model.encoder.cell]);
  return { form: 'nt', a: x, b: parameterMatrix(draft, `encoder.weight_ih_${suffix}`), c, bias: `encoder.bias_ih_${suffix}`, accumulate: false };
}

/** dL/dx = dpreact·W_ih */
function inputGradient(draft: Draft, suffix: string, dx: Matrix, gates: string): Product {
  const a = slots(draft, gates, 0, gateCount[draft.model.encoder.cell]);
  return { form: 'nn', a, b: parameterMatrix(draft, `encoder.weight_ih_${suffix}`), c: dx, bias: null, accumulate: false };
}

/** dW = dpreactᵀ·[x | h | 1]. A GRU's candidate differs: after the reset its recurrent part has its own slot, before it reads r⊙h. */
function weightGradients(draft: Draft, suffix: string, x: Matrix, gates: string, hidden: string): Product[] {
  const { cell, resetAfter, hiddenSizes } = draft.model.encoder;
  const H = hiddenSizes[0];
  const G = gateCount[cell];
  const previous = matrix(hidden, ['T', 'B'], H);
  const into = (name: string) => parameterMatrix(draft, `encoder.${name}_${suffix}`, true);
  const product = (a: Matrix, b: Matrix | typeof ONES, c: Matrix): Product => ({ form: 'tn', a, b, c, bias: null, accumulate: false });
  const all = slots(draft, gates, 0, G);
  const products = [product(all, x, into('weight_ih')), product(all, ONES, into('bias_ih'))];
  if (cell !== 'gru') return [...products, product(all, previous, into('weight_hh')), product(all, ONES, into('bias_hh'))];
  const resetUpdate = slots(draft, gates, 0, 2);
  const candidate = slots(draft, gates, resetAfter ? 3 : 2, 1);
  const candidateInput = resetAfter ? previous : slots(draft, gates, 3, 1);
  return [
    ...products,
    product(resetUpdate, previous, rowsOf(into('weight_hh'), 0, 2 * H)),
    product(candidate, candidateInput, rowsOf(into('weight_hh'), 2 * H, H)),
    product(resetUpdate, ONES, rowsOf(into('bias_hh'), 0, 2 * H)),
    product(candidate, ONES, rowsOf(into('bias_hh'), 2 * H, H)),
  ];
}

function planHead(draft: Draft, x: Matrix, dx: Matrix, head: HeadSpec): void {
  const every = head.kind === 'every';
  const rows: readonly Dim[] = every ? ['T', 'B'] : ['B'];
  const outputs = activation(draft, 'outputs', [...rows, head.size]);
  const doutputs = activation(draft, 'doutputs', [...rows, head.size]);
  const rowLoss = activation(draft, 'rowLoss', rows);
  const targets =
    head.loss === 'crossEntropy' ? declare(draft, 'targets', rows, 'i32', 'input') : declare(draft, 'targets', [...rows, head.size], 'f32', 'input');
  const weights = draft.options.weighted ? declare(draft, 'weights', rows, 'f32', 'input') : null;
  const weight = parameterMatrix(draft, 'head.output.weight');
  const y = matrix(outputs, rows, head.size);
  const dy = matrix(doutputs, rows, head.size);
  draft.segments.decode.push({
    kernel: 'product',
    label: 'head',
    products: [{ form: 'nt', a: x, b: weight, c: y, bias: 'head.output.bias', accumulate: false }],
  });
  const lengths = every ? 'lengths' : null;
  draft.segments.loss.push({
    kernel: 'loss',
    label: 'loss',
    loss: head.loss,
    size: head.size,
    rows,
    outputs,
    targets,
    lengths,
    weights,
    doutputs,
    rowLoss,
  });
  draft.segments.backward.push(
    { kernel: 'product', label: 'head dx', products: [{ form: 'nn', a: dy, b: weight, c: dx, bias: null, accumulate: false }] },
    {
      kernel: 'product',
      label: 'head gradients',
      products: [
        { form: 'tn', a: dy, b: x, c: parameterMatrix(draft, 'head.output.weight', true), bias: null, accumulate: false },
        { form: 'tn', a: dy, b: ONES, c: parameterMatrix(draft, 'head.output.bias', true), bias: null, accumulate: false },
      ],
    },
  );
}

/** A plan while it is being written down: declaring tensors, seeing them as matrices, and the stages that its parts hand to each other. */
import type { ParameterLayout } from './parameters';
import type { Accumulate, Dim, Matrix, ONES, Pass, Product, ProductPass, TensorSpec } from './passes';
import type { PlanOptions, Segment } from './plan';
import { gradientOf, MOMENT_1, MOMENT_2 } from './plan-names';
import type { ModelSpec } from './spec';

/** Everything of one plan so far. */
export interface Draft {
  readonly model: ModelSpec;
  readonly options: PlanOptions;
  readonly parameters: ParameterLayout;
  readonly tensors: Map<string, TensorSpec>;
  readonly segments: Record<Segment, Pass[]>;
}

/** Columns of what a stage gives. */
export interface Part {
  readonly value: Matrix;
  /** Where dL/d(value) goes; null where nothing in or below it learns. */
  readonly gradient: Matrix | null;
}

/** A piece of the network as what lies above sees it. */
export interface Stage {
  /** What it gives, side by side in columns. */
  readonly parts: readonly Part[];
  /** What to run once that gradient is complete: its own backward passes, then those of everything below. */
  readonly backward: readonly Pass[];
}

export function declare(draft: Draft, name: string, shape: readonly Dim[], type: 'f32' | 'i32', role: TensorSpec['role']): string {
  draft.tensors.set(name, { name, shape, type, role });
  return name;
}

export function activation(draft: Draft, name: string, shape: readonly Dim[]): string {
  return declare(draft, name, shape, 'f32', 'activation');
}

/** Every parameter with its gradient, and the optimizer's state. */
export function declareParameters(draft: Draft): void {
  for (const { name, shape } of draft.parameters.list) {
    declare(draft, name, shape, 'f32', 'parameter');
    declare(draft, gradientOf(name), shape, 'f32', 'gradient');
  }
  for (const name of [MOMENT_1, MOMENT_2]) declare(draft, name, [draft.parameters.length], 'f32', 'optimizer');
}

/** A parameter as the matrix that it is; a vector is one column. */
export function parameterMatrix(draft: Draft, name: string): Matrix {
  const parameter = draft.parameters.byName.get(name);
  if (!parameter) throw new Error(`plan: no parameter is called ${name}`);
  const [rows, columns = 1] = parameter.shape;
  return matrix(name, [rows], columns);
}

/** A parameter's gradient as a matrix. */
export function gradientMatrix(draft: Draft, name: string): Matrix {
  return { ...parameterMatrix(draft, name), tensor: gradientOf(name) };
}

/** A tensor whose last dimension is contiguous, as a matrix of that width. */
export function matrix(
  tensor: string,
  rows: readonly Dim[],
  columns: number,
  rest: Partial<Pick<Matrix, 'stride' | 'offset' | 'steps'>> = {},
): Matrix {
  return { tensor, rows, columns, stride: columns, offset: 0, steps: 0, ...rest };
}

/** What a view of all steps shows of the step at hand of a loop; a view that is shifted by one shows the step after. */
export function atStep(all: Matrix): Matrix {
  return { ...all, rows: all.rows.slice(1), steps: all.steps === 1 ? 'u+1' : 'u' };
}

/** What a view of all steps shows of the window at hand. @throws Error for a view that is shifted by other than 0 or 1. */
export function atWindow(all: Matrix): Matrix {
  if (all.steps !== 0 && all.steps !== 1) throw new Error(`plan: a window must be of a view of all steps, got one shifted by ${all.steps}`);
  return { ...all, steps: all.steps === 1 ? 'w+1' : 'w' };
}

/** to = from, rows of the batch. */
export function copyRows(label: string, from: Matrix, to: Matrix): Pass {
  return {
    kernel: 'join',
    label,
    reading: 'last',
    hiddenSize: from.columns,
    lengths: 'lengths',
    forward: from,
    reverse: null,
    x: null,
    y: to,
  };
}

/** What a stage gives as one matrix. @throws Error where it is of several parts. */
export function onlyPart({ parts }: Stage): Part {
  if (parts.length !== 1) throw new Error(`plan: a stage must be in one part, got ${String(parts.length)}`);
  return parts[0];
}

/** The columns of a weight that each of these meets, which lie side by side. */
export function meet(values: readonly Pick<Matrix, 'columns'>[], weight: Matrix): readonly Matrix[] {
  let first = 0;
  return values.map(({ columns }) => {
    first += columns;
    return columnsOf(weight, first - columns, columns);
  });
}

/** c = Σ x·Wᵀ + bias over what lies side by side. */
export function linearSum(values: readonly Matrix[], weight: Matrix, c: Matrix, bias: string | null): readonly Product[] {
  return meet(values, weight).map((each, k) => linear(values[k], each, c, k === 0 ? bias : null, k > 0));
}

/** A pass of products. */
export function productPass(label: string, ...products: readonly Product[]): ProductPass {
  return { kernel: 'product', label, products };
}

/** Rows `first` to `first + count` of a matrix. */
export function rowsOf(whole: Matrix, first: number, count: number): Matrix {
  return { ...whole, rows: [count], offset: whole.offset + first * whole.stride };
}

/** Columns `first` to `first + count` of a matrix. */
export function columnsOf(whole: Matrix, first: number, count: number): Matrix {
  return { ...whole, columns: count, offset: whole.offset + first };
}

/** c = x·Wᵀ + bias, or added to c */
export function linear(x: Matrix, weight: Matrix, c: Matrix, bias: string | null, accumulate = false): Product {
  return { form: 'nt', a: x, b: weight, c, bias, accumulate };
}

/** dx = dy·W */
export function linearInput(dy: Matrix, weight: Matrix, dx: Matrix, accumulate: Accumulate = false): Product {
  return { form: 'nn', a: dy, b: weight, c: dx, bias: null, accumulate };
}

/** dW = dyᵀ·x; with ones for x, the gradient of a bias. */
export function linearWeight(dy: Matrix, x: Matrix | typeof ONES, dweight: Matrix, accumulate: Accumulate = false): Product {
  return { form: 'tn', a: dy, b: x, c: dweight, bias: null, accumulate };
}

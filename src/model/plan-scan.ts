/** One direction of a layer: its input projected, scanned through time, and the passes that bring its gradient back. */
import { gateCount } from './parameters';
import {
  type Dim,
  type Matrix,
  ONES,
  type Product,
  type ProductPass,
  type ScanBackwardPass,
  type ScanPass,
  type CopyPass,
  slotCount,
} from './passes';
import {
  activation,
  columnsOf,
  declare,
  type Draft,
  gradientMatrix,
  linear,
  linearInput,
  linearWeight,
  matrix,
  parameterMatrix,
  rowsOf,
} from './plan-draft';
import { heldOf, heldRows } from './held';
import { keptGates } from './plan-names';

export interface ScanChoice {
  /** `l{k}`, `l{k}_reverse`, `decoder`: ends the names of tensors. */
  readonly suffix: string;
  /** The names of its parameters. */
  readonly weights: Readonly<Record<'weightIh' | 'weightHh' | 'biasIh' | 'biasHh', string>>;
  /** Steps of its sequences and where their lengths are. */
  readonly over: 'T' | 'U';
  readonly lengths: string;
  /** Where the scan begins: state 0, or a state that is written before, whose gradient goes to the tensor `gradient` [B, 2, H], where one is named; `looped`: a step at a time. */
  readonly initial: { readonly gradient: string | null; readonly looped: boolean } | null;
  readonly hiddenSize: number;
  readonly reverse: boolean;
  /** [T·B, in]; meets the first columns of the input's weight. */
  readonly x: Matrix;
  /** Whether a gradient arrives at every step, and at the final states. */
  readonly arrives: { readonly steps: boolean; readonly final: boolean };
}

export interface PlannedScan {
  readonly project: ProductPass;
  readonly scan: ScanPass;
  /** Where the plan records. */
  readonly keep: CopyPass | null;
  readonly scanBackward: ScanBackwardPass;
  readonly weightGradients: ProductPass;
  /** dx = dpreact·W_ih */
  readonly inputGradient: (dx: Matrix, accumulate: boolean) => ProductPass;
  /** What the cell reads at every step, and what becomes its gradient, [T·B, G·H]. */
  readonly preact: Matrix;
  /** h at every step, [T·B, H]; the final h and, of an lstm, c, [B, H]. */
  readonly steps: Matrix;
  readonly final: Matrix;
  readonly finalCell: Matrix | null;
  /** Where their gradients go; null where none arrives. */
  readonly dsteps: Matrix | null;
  readonly dfinal: Matrix | null;
  readonly dfinalCell: Matrix | null;
}

export function planScan(draft: Draft, choice: ScanChoice): PlannedScan {
  const { suffix, weights, over, lengths, initial, hiddenSize: H, reverse, x, arrives } = choice;
  const { weightHh, biasIh, biasHh } = weights;
  const { cell, nonlinearity, resetAfter } = draft.model.encoder;
  const { record, edits } = draft.options;
  const G = gateCount[cell];
  const states = over === 'T' ? 'T+1' : 'U+1';
  const gates = activation(draft, `gates.${suffix}`, [over, 'B', slotCount[cell], H]);
  const hidden = activation(draft, `hidden.${suffix}`, [states, 'B', H]);
  const cellState = cell === 'lstm' ? activation(draft, `cell.${suffix}`, [states, 'B', H]) : null;
  const dhidden = arrives.steps || record ? activation(draft, `dhidden.${suffix}`, [over, 'B', H]) : null;
  const dfinal = arrives.final ? activation(draft, `dfinal.${suffix}`, ['B', 2, H]) : null;
  const dcell = record && cellState !== null ? activation(draft, `dcell.${suffix}`, [over, 'B', H]) : null;
  if (record) activation(draft, keptGates(suffix), [over, 'B', slotCount[cell], H]);
  const held = edits ? declare(draft, heldOf(suffix), [over, 'B', heldRows[cell], H], 'f32', 'input') : null;
  const looped = initial !== null && initial.looped;
  const steps = looped ? ('u' as const) : over;
  const shared = {
    steps,
    initial: initial !== null,
    cell,
    nonlinearity,
    resetAfter,
    hiddenSize: H,
    reverse,
    gates,
    hidden,
    cellState,
    lengths,
    held,
  };
  const weightIh = columnsOf(parameterMatrix(draft, weights.weightIh), 0, x.columns);
  const rows: readonly Dim[] = [over, 'B'];
  const preact = slots(gates, rows, cell, H, 0, G);
  const last = { steps: reverse ? (0 as const) : over };
  return {
    project: { kernel: 'product', label: `project ${suffix}`, products: [linear(x, weightIh, preact, biasIh)] },
    scan: { kernel: 'scan', label: `scan ${suffix}`, ...shared, weightHh, biasHh },
    keep: record ? { kernel: 'copy', label: `keep gates ${suffix}`, from: gates, to: keptGates(suffix) } : null,
    scanBackward: {
      kernel: 'scanBackward',
      label: `scan backward ${suffix}`,
      ...shared,
      weightHh,
      dhidden,
      readsDhidden: arrives.steps,
      dfinal: looped ? initial.gradient : dfinal,
      dinitial: initial && initial.gradient,
      record,
      dcell,
    },
    weightGradients: { kernel: 'product', label: `weight gradients ${suffix}`, products: planWeightGradients(draft, choice, gates, hidden) },
    inputGradient: (dx, accumulate) => ({
      kernel: 'product',
      label: `dx ${suffix}`,
      products: [linearInput(preact, weightIh, dx, accumulate)],
    }),
    preact,
    steps: matrix(hidden, rows, H, { steps: reverse ? 0 : 1 }),
    final: matrix(hidden, ['B'], H, last),
    finalCell: cellState === null ? null : matrix(cellState, ['B'], H, last),
    dsteps: arrives.steps && dhidden !== null ? matrix(dhidden, rows, H) : null,
    dfinal: dfinal === null ? null : matrix(dfinal, ['B'], H, { stride: 2 * H }),
    dfinalCell: dfinal === null || cellState === null ? null : matrix(dfinal, ['B'], H, { stride: 2 * H, offset: H }),
  };
}

/** The slots `first` to `first + count` of every step, as a matrix [T·B, count·H]. */
function slots(gates: string, rows: readonly Dim[], cell: ScanPass['cell'], H: number, first: number, count: number): Matrix {
  return matrix(gates, rows, count * H, { stride: slotCount[cell] * H, offset: first * H });
}

/** dW = dpreactᵀ·[x | h | 1]. A GRU's candidate differs: after the reset its recurrent part has its own slot, before it reads r⊙h. */
function planWeightGradients(draft: Draft, { weights, over, hiddenSize: H, reverse, x }: ScanChoice, gates: string, hidden: string): Product[] {
  const { cell, resetAfter } = draft.model.encoder;
  const rows: readonly Dim[] = [over, 'B'];
  const previous = matrix(hidden, rows, H, { steps: reverse ? 1 : 0 });
  const slot = (first: number, count: number): Matrix => slots(gates, rows, cell, H, first, count);
  const all = slot(0, gateCount[cell]);
  const dweightHh = gradientMatrix(draft, weights.weightHh);
  const dbiasHh = gradientMatrix(draft, weights.biasHh);
  const products = [
    linearWeight(all, x, columnsOf(gradientMatrix(draft, weights.weightIh), 0, x.columns)),
    linearWeight(all, ONES, gradientMatrix(draft, weights.biasIh)),
  ];
  if (cell !== 'gru') return [...products, linearWeight(all, previous, dweightHh), linearWeight(all, ONES, dbiasHh)];
  const resetUpdate = slot(0, 2);
  const candidate = slot(resetAfter ? 3 : 2, 1);
  const candidateInput = resetAfter ? previous : slot(3, 1);
  return [
    ...products,
    linearWeight(resetUpdate, previous, rowsOf(dweightHh, 0, 2 * H)),
    linearWeight(candidate, candidateInput, rowsOf(dweightHh, 2 * H, H)),
    linearWeight(resetUpdate, ONES, rowsOf(dbiasHh, 0, 2 * H)),
    linearWeight(candidate, ONES, rowsOf(dbiasHh, 2 * H, H)),
  ];
}

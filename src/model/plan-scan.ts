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
import { activation, type Draft, gradientMatrix, linear, linearInput, linearWeight, matrix, parameterMatrix, rowsOf } from './plan-draft';
import { keptGates } from './plan-names';

export interface ScanChoice {
  /** `l{k}`, `l{k}_reverse`: ends the names of tensors and parameters. */
  readonly suffix: string;
  readonly hiddenSize: number;
  readonly reverse: boolean;
  /** [T·B, in] */
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
  /** h at every step, [T·B, H], and the final h, [B, H]. */
  readonly steps: Matrix;
  readonly final: Matrix;
  /** Where their gradients go; null where none arrives. */
  readonly dsteps: Matrix | null;
  readonly dfinal: Matrix | null;
}

export function planScan(draft: Draft, choice: ScanChoice): PlannedScan {
  const { suffix, hiddenSize: H, reverse, x, arrives } = choice;
  const { cell, nonlinearity, resetAfter } = draft.model.encoder;
  const { record } = draft.options;
  const G = gateCount[cell];
  const gates = activation(draft, `gates.${suffix}`, ['T', 'B', slotCount[cell], H]);
  const hidden = activation(draft, `hidden.${suffix}`, ['T+1', 'B', H]);
  const cellState = cell === 'lstm' ? activation(draft, `cell.${suffix}`, ['T+1', 'B', H]) : null;
  const dhidden = arrives.steps || record ? activation(draft, `dhidden.${suffix}`, ['T', 'B', H]) : null;
  const dfinal = arrives.final ? activation(draft, `dfinal.${suffix}`, ['B', 2, H]) : null;
  const dcell = record && cellState !== null ? activation(draft, `dcell.${suffix}`, ['T', 'B', H]) : null;
  if (record) activation(draft, keptGates(suffix), ['T', 'B', slotCount[cell], H]);
  const shared = { cell, nonlinearity, resetAfter, hiddenSize: H, reverse, gates, hidden, cellState, lengths: 'lengths' };
  const weightHh = `encoder.weight_hh_${suffix}`;
  const weightIh = parameterMatrix(draft, `encoder.weight_ih_${suffix}`);
  const preact = slots(gates, cell, H, 0, G);
  const rows: readonly Dim[] = ['T', 'B'];
  return {
    project: {
      kernel: 'product',
      label: `project ${suffix}`,
      products: [linear(x, weightIh, preact, `encoder.bias_ih_${suffix}`)],
    },
    scan: { kernel: 'scan', label: `scan ${suffix}`, ...shared, weightHh, biasHh: `encoder.bias_hh_${suffix}` },
    keep: record ? { kernel: 'copy', label: `keep gates ${suffix}`, from: gates, to: keptGates(suffix) } : null,
    scanBackward: {
      kernel: 'scanBackward',
      label: `scan backward ${suffix}`,
      ...shared,
      weightHh,
      dhidden,
      readsDhidden: arrives.steps,
      dfinal,
      record,
      dcell,
    },
    weightGradients: { kernel: 'product', label: `weight gradients ${suffix}`, products: planWeightGradients(draft, choice, gates, hidden) },
    inputGradient: (dx, accumulate) => ({
      kernel: 'product',
      label: `dx ${suffix}`,
      products: [linearInput(preact, weightIh, dx, accumulate)],
    }),
    steps: matrix(hidden, rows, H, { steps: reverse ? 0 : 1 }),
    final: matrix(hidden, ['B'], H, { steps: reverse ? 0 : 'T' }),
    dsteps: arrives.steps && dhidden !== null ? matrix(dhidden, rows, H) : null,
    dfinal: dfinal === null ? null : matrix(dfinal, ['B'], H, { stride: 2 * H }),
  };
}

/** The slots `first` to `first + count` of every step, as a matrix [T·B, count·H]. */
function slots(gates: string, cell: ScanPass['cell'], H: number, first: number, count: number): Matrix {
  return matrix(gates, ['T', 'B'], count * H, { stride: slotCount[cell] * H, offset: first * H });
}

/** dW = dpreactᵀ·[x | h | 1]. A GRU's candidate differs: after the reset its recurrent part has its own slot, before it reads r⊙h. */
function planWeightGradients(draft: Draft, { suffix, hiddenSize: H, reverse, x }: ScanChoice, gates: string, hidden: string): Product[] {
  const { cell, resetAfter } = draft.model.encoder;
  const previous = matrix(hidden, ['T', 'B'], H, { steps: reverse ? 1 : 0 });
  const into = (name: string): Matrix => gradientMatrix(draft, `encoder.${name}_${suffix}`);
  const all = slots(gates, cell, H, 0, gateCount[cell]);
  const products = [linearWeight(all, x, into('weight_ih')), linearWeight(all, ONES, into('bias_ih'))];
  if (cell !== 'gru') return [...products, linearWeight(all, previous, into('weight_hh')), linearWeight(all, ONES, into('bias_hh'))];
  const resetUpdate = slots(gates, cell, H, 0, 2);
  const candidate = slots(gates, cell, H, resetAfter ? 3 : 2, 1);
  const candidateInput = resetAfter ? previous : slots(gates, cell, H, 3, 1);
  return [
    ...products,
    linearWeight(resetUpdate, previous, rowsOf(into('weight_hh'), 0, 2 * H)),
    linearWeight(candidate, candidateInput, rowsOf(into('weight_hh'), 2 * H, H)),
    linearWeight(resetUpdate, ONES, rowsOf(into('bias_hh'), 0, 2 * H)),
    linearWeight(candidate, ONES, rowsOf(into('bias_hh'), 2 * H, H)),
  ];
}

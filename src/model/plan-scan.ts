/** One direction of a layer: its input projected, scanned through time, and the passes that bring its gradient back. */
import { gateCount } from './parameters';
import {
  type Accumulate,
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
  atWindow,
  declare,
  type Draft,
  gradientMatrix,
  linearInput,
  linearSum,
  linearWeight,
  matrix,
  meet,
  parameterMatrix,
  productPass,
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
  /** [T·B, …] each, side by side; they meet the first columns of the input's weight. null: `preact` is written by others, who then bring its gradient to the input's weight. */
  readonly x: readonly Matrix[] | null;
  /** Whether a gradient arrives at every step, and at the final states. */
  readonly arrives: { readonly steps: boolean; readonly final: boolean };
}

export interface PlannedScan extends Pick<ScanChoice, 'suffix' | 'weights'> {
  /** null without x. */
  readonly project: ProductPass | null;
  readonly scan: ScanPass;
  /** Where the plan keeps gates. */
  readonly keep: CopyPass | null;
  readonly scanBackward: ScanBackwardPass;
  readonly weightGradients: ProductPass;
  /** dx = dpreact·W_ih for each part of x, where there is one. */
  readonly inputGradient: (dx: readonly Matrix[], accumulate: boolean) => readonly Product[];
  /** Where the states before the first step are written: h and, of an lstm, c, [B, H]. */
  readonly begin: Matrix;
  readonly beginCell: Matrix | null;
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
  const { edits } = draft.options;
  const record = draft.options.record !== false;
  const keeps = draft.options.record === true;
  const G = gateCount[cell];
  const states = over === 'T' ? 'T+1' : 'U+1';
  const W = over === 'T' ? draft.options.window : null;
  const window = W === null ? null : { hidden: !arrives.steps };
  const gates = activation(draft, `gates.${suffix}`, [W ?? over, 'B', slotCount[cell], H]);
  const hidden = activation(draft, `hidden.${suffix}`, [W === null || arrives.steps ? states : W + 1, 'B', H]);
  const cellState = cell === 'lstm' ? activation(draft, `cell.${suffix}`, [W === null ? states : W + 1, 'B', H]) : null;
  const endOf = (state: string): Matrix => matrix(activation(draft, `end.${state}.${suffix}`, ['B', H]), ['B'], H);
  const end = window?.hidden === true ? endOf('hidden') : null;
  const endCell = window === null || cellState === null ? null : endOf('cell');
  const dhidden = arrives.steps || record ? activation(draft, `dhidden.${suffix}`, [over, 'B', H]) : null;
  const dfinal = arrives.final ? activation(draft, `dfinal.${suffix}`, ['B', 2, H]) : null;
  const carried = window === null ? null : activation(draft, `dcarried.${suffix}`, ['B', 2, H]);
  const dcell = record && cellState !== null ? activation(draft, `dcell.${suffix}`, [over, 'B', H]) : null;
  if (keeps) activation(draft, keptGates(suffix), [over, 'B', slotCount[cell], H]);
  const held = edits ? declare(draft, heldOf(suffix), [over, 'B', heldRows[cell], H], 'f32', 'input') : null;
  const looped = initial !== null && initial.looped;
  const steps = looped ? ('u' as const) : over;
  const shared = {
    window,
    steps,
    initial: initial !== null || window !== null,
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
  const inputWeight = parameterMatrix(draft, weights.weightIh);
  const rows: readonly Dim[] = [over, 'B'];
  const preact = slots(gates, rows, cell, H, 0, G);
  const first = { steps: reverse ? over : (0 as const) };
  const last = { steps: reverse ? (0 as const) : over };
  const atHand = (all: Matrix): Matrix => (window === null ? all : atWindow(all));
  return {
    suffix,
    weights,
    project: x && productPass(`project ${suffix}`, ...linearSum(x.map(atHand), inputWeight, preact, biasIh)),
    scan: { kernel: 'scan', label: `scan ${suffix}`, ...shared, weightHh, biasHh },
    keep: keeps ? { kernel: 'copy', label: `keep gates ${suffix}`, from: gates, to: keptGates(suffix) } : null,
    scanBackward: {
      kernel: 'scanBackward',
      label: `scan backward ${suffix}`,
      ...shared,
      weightHh,
      dhidden,
      readsDhidden: arrives.steps,
      dfinal: carried ?? (looped ? initial.gradient : dfinal),
      dinitial: carried ?? (initial && initial.gradient),
      record,
      dcell,
    },
    weightGradients: {
      kernel: 'product',
      label: `weight gradients ${suffix}`,
      products: planWeightGradients(draft, choice, { gates, hidden, window }),
    },
    inputGradient: (dx, accumulate) => meet(dx, inputWeight).map((weight, k) => linearInput(preact, weight, atHand(dx[k]), accumulate)),
    preact,
    steps: matrix(hidden, rows, H, { steps: reverse ? 0 : 1 }),
    begin: end ?? matrix(hidden, ['B'], H, first),
    beginCell: endCell ?? (cellState === null ? null : matrix(cellState, ['B'], H, first)),
    final: end ?? matrix(hidden, ['B'], H, last),
    finalCell: endCell ?? (cellState === null ? null : matrix(cellState, ['B'], H, last)),
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
function planWeightGradients(
  draft: Draft,
  { weights, over, hiddenSize: H, reverse, x: input }: ScanChoice,
  { gates, hidden, window }: Pick<ScanPass, 'gates' | 'hidden' | 'window'>,
): Product[] {
  const { cell, resetAfter } = draft.model.encoder;
  const rows: readonly Dim[] = [over, 'B'];
  const x = input && (window === null ? input : input.map(atWindow));
  const states = matrix(hidden, rows, H, { steps: reverse ? 1 : 0 });
  const previous = window === null || window.hidden ? states : atWindow(states);
  // The gradient comes to a scan's last window first, and what the others give is added.
  const accumulate: Accumulate = window !== null && (reverse ? 'unlessFirst' : 'unlessLast');
  const gradientOf = (dpreact: Matrix, of: Matrix | typeof ONES, into: Matrix): Product => linearWeight(dpreact, of, into, accumulate);
  const slot = (first: number, count: number): Matrix => slots(gates, rows, cell, H, first, count);
  const all = slot(0, gateCount[cell]);
  const dweightHh = gradientMatrix(draft, weights.weightHh);
  const [dbiasIh, dbiasHh] = [gradientMatrix(draft, weights.biasIh), gradientMatrix(draft, weights.biasHh)];
  const ofInput = x === null ? [] : meet(x, gradientMatrix(draft, weights.weightIh)).map((into, k) => gradientOf(all, x[k], into));
  const ofInputBias = gradientOf(all, ONES, dbiasIh);
  // Products of the same dpreact are neighbours: an engine may read it once for all of them.
  if (cell !== 'gru') return [...ofInput, ofInputBias, gradientOf(all, previous, dweightHh), gradientOf(all, ONES, dbiasHh)];
  const [resetUpdate, inputSide] = [slot(0, 2), slot(2, 1)];
  const candidate = resetAfter ? slot(3, 1) : inputSide;
  const candidateInput = resetAfter ? previous : slot(3, 1);
  return [
    ...(x === null ? [] : [...ofInput, ofInputBias]),
    gradientOf(resetUpdate, previous, rowsOf(dweightHh, 0, 2 * H)),
    gradientOf(resetUpdate, ONES, rowsOf(dbiasHh, 0, 2 * H)),
    ...(x === null ? [gradientOf(resetUpdate, ONES, rowsOf(dbiasIh, 0, 2 * H))] : []),
    gradientOf(candidate, candidateInput, rowsOf(dweightHh, 2 * H, H)),
    gradientOf(candidate, ONES, rowsOf(dbiasHh, 2 * H, H)),
    ...(x === null ? [gradientOf(inputSide, ONES, rowsOf(dbiasIh, 2 * H, H))] : []),
  ];
}

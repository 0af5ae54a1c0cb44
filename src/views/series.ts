/** Reads a snapshot for drawing: one scan's quantities as [T, H] arrays of the example at hand, and the norms over units. */
import type { Numbers, Tensor } from '../core/tensor';
import type { Snapshot } from '../model/snapshot';
import { DECODER, encoderScanNames, placeOfScan } from './scan-names';
import { type Quantity, quantitiesOf, type QuantityName, tensorName } from './quantity';

/** Values of one quantity, unit u of step t at `t * H + u`. */
export interface Grid {
  readonly T: number;
  readonly H: number;
  readonly values: Numbers;
}

export interface Scan {
  /** `l0`, `l0_reverse`, …, `decoder` */
  readonly name: string;
  readonly T: number;
  readonly H: number;
  /** Steps before the padding. */
  readonly length: number;
  readonly quantities: readonly Quantity[];
  readonly grids: ReadonlyMap<QuantityName, Grid>;
  /** dL/dh_t and, of an LSTM, dL/dc_t. */
  readonly hiddenGradient: Grid;
  readonly cellGradient: Grid | null;
}

/** One scan of a snapshot. Throws where a tensor that its cell must have is missing. */
export function readScan(snapshot: Snapshot, name = 'l0'): Scan {
  const quantities = quantitiesOf(snapshot.model.encoder);
  const hidden = readGrid(snapshot, tensorName('hidden', name));
  return {
    name,
    T: hidden.T,
    H: hidden.H,
    length: name === DECODER ? readTargetLength(snapshot, hidden.T) : readLength(snapshot, hidden.T),
    quantities,
    grids: new Map(quantities.map((quantity) => [quantity.name, readGrid(snapshot, tensorName(quantity.name, name))])),
    hiddenGradient: readGrid(snapshot, `hiddenGradient.${name}`),
    cellGradient: snapshot.model.encoder.cell === 'lstm' ? readGrid(snapshot, `cellGradient.${name}`) : null,
  };
}

/** A tensor of a snapshot, its inputs and targets included, or undefined. */
export function findTensor(snapshot: Snapshot, name: string): Tensor | undefined {
  if (name in snapshot.tensors) return snapshot.tensors[name];
  return name in snapshot.batch ? snapshot.batch[name] : undefined;
}

/** The value of unit u at step t. */
export function valueAt(grid: Grid, t: number, unit: number): number {
  return grid.values[t * grid.H + unit];
}

/** ‖·‖ over the units of each step, [T]. */
export function normsOf(grid: Grid): Float64Array {
  const norms = new Float64Array(grid.T);
  for (let t = 0; t < grid.T; t++) {
    let sum = 0;
    for (let unit = 0; unit < grid.H; unit++) sum += valueAt(grid, t, unit) ** 2;
    norms[t] = Math.sqrt(sum);
  }
  return norms;
}

/** The steps whose answer is compared with a target: every valid one whose weight is not 0, or the last; with a decoder none of the source's. */
export function lossSteps(snapshot: Snapshot, T: number): readonly number[] {
  const length = readLength(snapshot, T);
  if (snapshot.model.output.kind === 'decoder') return [];
  if (snapshot.model.output.kind !== 'every') return [length - 1];
  const weights = findTensor(snapshot, 'weights');
  return Array.from({ length }, (_, t) => t).filter((t) => weights === undefined || weights.data[t] !== 0);
}

/** A state that the output reads. */
export interface ReadPlace {
  readonly t: number;
  readonly scan: string;
}

/** The states of the last layer that the output reads, where the loss comes in: at its steps, but once a sequence the reverse scan's at step 0. */
export function readPlaces(snapshot: Snapshot, T: number): readonly ReadPlace[] {
  const { output, encoder } = snapshot.model;
  if (output.kind === 'decoder') return [];
  const last = encoderScanNames(snapshot).filter((name) => placeOfScan(name).layer === encoder.hiddenSizes.length - 1);
  const steps = lossSteps(snapshot, T);
  return last.flatMap((scan) => (output.kind === 'last' && placeOfScan(scan).reverse ? [0] : steps).map((t) => ({ t, scan })));
}

/** Steps of the example before its padding. */
export function readLength(snapshot: Snapshot, T: number): number {
  return findTensor(snapshot, 'lengths')?.data[0] ?? T;
}

function readTargetLength(snapshot: Snapshot, T: number): number {
  return findTensor(snapshot, 'targetLengths')?.data[0] ?? T;
}

function readGrid(snapshot: Snapshot, name: string): Grid {
  const tensor = findTensor(snapshot, name);
  if (tensor === undefined) throw new Error(`snapshot.${name}: this tensor must be there to be drawn, got nothing`);
  const [, T, H] = tensor.shape;
  return { T, H, values: tensor.data };
}

/** Eigenvalues in the complex plane: one square a gate's block, all on the same scale, with the unit circle. */
import type { TensorMap } from '../../core/tensor';
import type { Eigenvalues } from '../../model/instruments';
import type { GateName } from '../quantity';

export interface EigenvalueSquare {
  /** null for the rnn, which has one block. */
  readonly gate: GateName | null;
  /** The largest magnitude: the spectral radius. */
  readonly radius: number;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface EigenvalueMarks {
  /** CSS pixels. */
  readonly side: number;
  /** The number at the edge of every square. */
  readonly reach: number;
  /** The unit circle's radius in CSS pixels. */
  readonly circle: number;
  readonly squares: readonly EigenvalueSquare[];
}

const WIDEST = 168;
const GAP = 12;

/** The squares of a scan in a plot of `width` pixels; none where the scan was not measured. */
export function layoutEigenvalues({ tensors }: Eigenvalues, scan: string, width: number): EigenvalueMarks {
  const found = blocksOf(tensors, scan).map(({ name, gate }) => ({ gate, values: readPairs(tensors, name) }));
  const sizes = found.flatMap(({ values }) => values.map(([re, im]) => Math.hypot(re, im))).filter(Number.isFinite);
  const reach = Math.ceil(Math.max(1.25, ...sizes) * 4) / 4;
  const perRow = Math.max(1, Math.min(found.length, Math.floor((width + GAP) / (110 + GAP))));
  const side = Math.max(60, Math.min(WIDEST, (width + GAP) / perRow - GAP));
  const scale = side / 2 / reach;
  return {
    side,
    reach,
    circle: scale,
    squares: found.map(({ gate, values }) => ({
      gate,
      radius: values.reduce((largest, [re, im]) => Math.max(largest, Math.hypot(re, im)), 0),
      points: values.map(([re, im]) => ({ x: side / 2 + re * scale, y: side / 2 - im * scale })),
    })),
  };
}

/** A scan's blocks of W_hh, in the order of the packed matrix. */
export function blocksOf(tensors: TensorMap, scan: string): readonly { readonly name: string; readonly gate: GateName | null }[] {
  const whole = `eigenvalues.${scan}`;
  const names = Object.keys(tensors).filter((name) => name === whole || name.startsWith(`${whole}.`));
  return names.map((name) => ({ name, gate: name === whole ? null : (name.slice(whole.length + 1) as GateName) }));
}

/** A tensor [H, 2] as pairs. */
export function readPairs(tensors: TensorMap, name: string): readonly (readonly [number, number])[] {
  const { shape, data } = tensors[name];
  return Array.from({ length: shape[0] }, (_, k) => [data[2 * k], data[2 * k + 1]] as const);
}

/** A layer's two directions and its residual put together, and their gradient taken apart. */
import type { JoinBackwardPass, JoinPass, JoinTensors, Matrix, Sizes } from '../model/passes';
import { resolveOffset } from '../model/resolve';
import { getFloats, getIntegers, type Store } from './store';

/** y = [forward, reverse] + x at valid steps, 0 past them; or, `last`, each half at the step where its direction ends. */
export function bindJoin(store: Store, pass: JoinPass): (sizes: Sizes) => void {
  const { y } = pass;
  const out = getFloats(store, y.tensor);
  const parts = partsOf(pass, pass.forward, pass.reverse).map((part) => ({ ...part, data: getFloats(store, part.matrix.tensor) }));
  const x = pass.x;
  const residual = x && getFloats(store, x.tensor);
  const lengths = getIntegers(store, pass.lengths);
  const H = pass.hiddenSize;
  return (sizes) => {
    forEachRow(pass, sizes, (m, b, t) => {
      for (const { matrix, data, column, reverse } of parts) {
        const to = rowOf(y, m, sizes) + column;
        const from = rowOf(matrix, m, sizes);
        const valid = t < lengths[b];
        for (let u = 0; u < H; u++) out[to + u] = valid ? data[from + u] : 0;
        if (!x || !residual || !valid) continue;
        const below = rowOf(x, stepRead(pass, reverse, t, lengths[b]) * sizes.B + b, sizes) + column;
        for (let u = 0; u < H; u++) out[to + u] += residual[below + u];
      }
    });
  };
}

/** The same places, the other way: dy to both halves, and to dx, which is 0 wherever y did not read x. */
export function bindJoinBackward(store: Store, pass: JoinBackwardPass): (sizes: Sizes) => void {
  const { dy, dx } = pass;
  const dout = getFloats(store, dy.tensor);
  const parts = partsOf(pass, pass.dforward, pass.dreverse).map((part) => ({ ...part, data: getFloats(store, part.matrix.tensor) }));
  const dresidual = dx && getFloats(store, dx.tensor);
  const lengths = getIntegers(store, pass.lengths);
  const H = pass.hiddenSize;
  return (sizes) => {
    if (dx && dresidual) {
      for (let m = 0; m < sizes.T * sizes.B; m++) dresidual.fill(0, rowOf(dx, m, sizes), rowOf(dx, m, sizes) + dx.columns);
    }
    forEachRow(pass, sizes, (m, b, t) => {
      for (const { matrix, data, column, reverse } of parts) {
        const from = rowOf(dy, m, sizes) + column;
        const to = rowOf(matrix, m, sizes);
        const valid = t < lengths[b];
        for (let u = 0; u < H; u++) data[to + u] = valid ? dout[from + u] : 0;
        if (!dx || !dresidual || !valid) continue;
        const below = rowOf(dx, stepRead(pass, reverse, t, lengths[b]) * sizes.B + b, sizes) + column;
        for (let u = 0; u < H; u++) dresidual[below + u] = dout[from + u];
      }
    });
  };
}

interface Part {
  readonly matrix: Matrix;
  /** First column of y that it fills. */
  readonly column: number;
  readonly reverse: boolean;
}

function partsOf({ hiddenSize }: JoinTensors, forward: Matrix, reverse: Matrix | null): readonly Part[] {
  const first = { matrix: forward, column: 0, reverse: false };
  return reverse === null ? [first] : [first, { matrix: reverse, column: hiddenSize, reverse: true }];
}

/** Every row m of y: batch row b at step t; one a sequence stands at step 0, which is always valid. */
function forEachRow({ reading }: JoinTensors, { T, B }: Sizes, visit: (m: number, b: number, t: number) => void): void {
  const rows = reading === 'every' ? T * B : B;
  for (let m = 0; m < rows; m++) visit(m, m % B, Math.floor(m / B));
}

/** The step of x that a half of y adds. */
function stepRead({ reading }: JoinTensors, reverse: boolean, t: number, length: number): number {
  if (reading === 'every') return t;
  return reverse ? 0 : length - 1;
}

function rowOf(matrix: Matrix, m: number, sizes: Sizes): number {
  return resolveOffset(matrix, sizes) + m * matrix.stride;
}

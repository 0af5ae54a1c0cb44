/** What lies between scans and dense layers: dropout, nonlinearities and joins, each as calls of its kernel. */
import { dropoutKey, dropoutThreshold } from '../model/dropout';
import type { Feed } from '../model/executor';
import type {
  ActivateBackwardPass,
  ActivatePass,
  ClearPass,
  DropoutPass,
  JoinBackwardPass,
  JoinPass,
  JoinTensors,
  KeepPass,
  Matrix,
  Sizes,
} from '../model/passes';
import { resolveCount, resolveOffset } from '../model/resolve';
import type { Activation } from '../model/spec';
import { getPointer, type Machine } from './machine';

/** First byte of a matrix. */
export function getMatrix(machine: Machine, matrix: Matrix, sizes: Sizes): number {
  return getPointer(machine, matrix.tensor) + 4 * resolveOffset(matrix, sizes);
}

export function bindDropout(machine: Machine, { from, to, rate, site }: DropoutPass, sizes: Sizes): (feed: Feed) => void {
  const { kernels } = machine;
  const [source, target] = [getMatrix(machine, from, sizes), getMatrix(machine, to, sizes)];
  const grid = [resolveCount(from.rows, sizes), from.columns, from.stride, to.stride];
  const threshold = dropoutThreshold(rate);
  return ({ dropout, update }) => {
    const key = dropout === null ? 0 : dropoutKey(dropout, update, site);
    kernels.dropout(source, target, ...grid, Number(dropout !== null), key, threshold, 1 / (1 - rate));
  };
}

export function bindClear(machine: Machine, { values }: ClearPass, sizes: Sizes): () => void {
  const numbers = [getMatrix(machine, values, sizes), resolveCount(values.rows, sizes), values.columns, values.stride];
  return () => {
    machine.kernels.clearRows(...numbers);
  };
}

/** Few numbers once an update: copied without a kernel. */
export function bindKeep(machine: Machine, { from, to }: KeepPass, sizes: Sizes): () => void {
  const [source, target] = [getMatrix(machine, from, sizes) / 4, getMatrix(machine, to, sizes) / 4];
  const rows = resolveCount(from.rows, sizes);
  const { floats, progress } = machine;
  return () => {
    if (!progress.finite) return;
    for (let m = 0; m < rows; m++) {
      const at = source + m * from.stride;
      floats.copyWithin(target + m * to.stride, at, at + from.columns);
    }
  };
}

/** The kernel's numbers for the nonlinearities. */
const activations: Readonly<Record<Activation, number>> = { relu: 0, sigmoid: 1, tanh: 2 };

export function bindActivate(machine: Machine, { activation, values }: ActivatePass, sizes: Sizes): () => void {
  const { kernels } = machine;
  const numbers = [activations[activation], getMatrix(machine, values, sizes), resolveCount(values.rows, sizes), values.columns, values.stride];
  return () => {
    kernels.activate(...numbers);
  };
}

export function bindActivateBackward(machine: Machine, { activation, values, dvalues }: ActivateBackwardPass, sizes: Sizes): () => void {
  const { kernels } = machine;
  const at = [getMatrix(machine, values, sizes), getMatrix(machine, dvalues, sizes)];
  const grid = [resolveCount(values.rows, sizes), values.columns, values.stride, dvalues.stride];
  return () => {
    kernels.activateBackward(activations[activation], ...at, ...grid);
  };
}

export function bindJoin(machine: Machine, pass: JoinPass, sizes: Sizes): () => void {
  return bindHalves(machine, 'join', pass, { whole: pass.y, halves: [pass.forward, pass.reverse], x: pass.x }, sizes);
}

export function bindJoinBackward(machine: Machine, pass: JoinBackwardPass, sizes: Sizes): () => void {
  return bindHalves(machine, 'joinBackward', pass, { whole: pass.dy, halves: [pass.dforward, pass.dreverse], x: pass.dx }, sizes);
}

interface Joined {
  readonly whole: Matrix;
  readonly halves: readonly [forward: Matrix, reverse: Matrix | null];
  readonly x: Matrix | null;
}

/** One call for each direction, on its columns of the whole. */
function bindHalves(
  machine: Machine,
  kernel: 'join' | 'joinBackward',
  { reading, hiddenSize: H, lengths }: JoinTensors,
  { whole, halves, x }: Joined,
  sizes: Sizes,
): () => void {
  const calls = halves.flatMap((half, which) => {
    if (half === null) return [];
    const column = 4 * which * H;
    const below = x === null ? [0, 0] : [getMatrix(machine, x, sizes) + column, x.stride];
    const tensors = [getMatrix(machine, whole, sizes) + column, whole.stride, getMatrix(machine, half, sizes), half.stride, ...below];
    return [[...tensors, getPointer(machine, lengths), sizes.T, sizes.B, H, Number(reading === 'every'), which]];
  });
  return () => {
    for (const numbers of calls) machine.kernels[kernel](...numbers);
  };
}

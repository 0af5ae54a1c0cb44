/** Attention passes, each as one call of its kernel. */
import type { AttendBackwardPass, AttendKeysBackwardPass, AttendPass, AttentionTensors, HoldPass, Matrix, Sizes } from '../model/passes';
import { resolveCount } from '../model/resolve';
import { getMatrix } from './layers';
import { getPointer, type Machine } from './machine';

export function bindAttend(machine: Machine, pass: AttendPass, sizes: Sizes): () => void {
  const numbers = [...shared(machine, pass, sizes), getGrid(machine, pass, pass.scores, sizes), ...view(machine, pass.context, sizes)];
  return () => {
    machine.kernels.attend(...numbers);
  };
}

export function bindHold(machine: Machine, pass: HoldPass, sizes: Sizes): () => void {
  const grids = [pass.held, pass.attention, pass.free].map((tensor) => getGrid(machine, pass, tensor, sizes));
  const matrices = [...view(machine, pass.values, sizes), getPointer(machine, pass.lengths), ...view(machine, pass.context, sizes)];
  const numbers = [...grids, ...matrices, resolveCount(pass.context.rows, sizes), sizes.T, sizes.B, pass.values.columns];
  return () => {
    machine.kernels.holdAttention(...numbers);
  };
}

export function bindAttendBackward(machine: Machine, pass: AttendBackwardPass, sizes: Sizes): () => void {
  const rest = [...view(machine, pass.dcontext, sizes), getGrid(machine, pass, pass.dscores, sizes), ...view(machine, pass.dquery, sizes)];
  const numbers = [...shared(machine, pass, sizes), ...rest, Number(pass.accumulate)];
  return () => {
    machine.kernels.attendBackward(...numbers);
  };
}

export function bindAttendKeysBackward(machine: Machine, pass: AttendKeysBackwardPass, sizes: Sizes): () => void {
  const came = [...view(machine, pass.dcontext, sizes), getGrid(machine, pass, pass.dscores, sizes)];
  const goes = [pass.dkeys, pass.dvalues, pass.dweight].flatMap((matrix) => view(machine, matrix, sizes));
  const numbers = [...shared(machine, pass, sizes), ...came, ...goes];
  return () => {
    machine.kernels.attendKeysBackward(...numbers);
  };
}

/** What every kernel of attention takes first. */
function shared(machine: Machine, pass: AttentionTensors, sizes: Sizes): readonly number[] {
  const matrices = [pass.query, pass.keys, pass.values].flatMap((matrix) => view(machine, matrix, sizes));
  const rest = [getPointer(machine, pass.weight), getPointer(machine, pass.lengths), getGrid(machine, pass, pass.attention, sizes)];
  return [...matrices, ...rest, resolveCount(pass.query.rows, sizes), sizes.T, sizes.B, pass.query.columns, pass.values.columns];
}

/** First byte and stride; zeros for null. */
function view(machine: Machine, matrix: Matrix | null, sizes: Sizes): readonly number[] {
  return matrix === null ? [0, 0] : [getMatrix(machine, matrix, sizes), matrix.stride];
}

/** Where the rows at hand begin in a grid [U, B, T]. */
function getGrid(machine: Machine, { steps }: Pick<AttentionTensors, 'steps'>, tensor: string, { B, T, u = 0 }: Sizes): number {
  return getPointer(machine, tensor) + 4 * (steps === 'u' ? u * B * T : 0);
}

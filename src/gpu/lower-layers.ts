/** What lies between scans and dense layers, to dispatches: dropout, nonlinearities, joins. */
import { dropoutThreshold } from '../model/dropout';
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
} from '../model/passes';
import { resolveCount } from '../model/resolve';
import type { Activation } from '../model/spec';
import { blocksOf, type Dispatch, Range } from './dispatch';

/** Steps that a view is shifted by, as the shaders are told. */
export const SHIFT_CODES = { 0: 0, 1: 1, T: 2, U: 3, u: 4, 'u+1': 5, w: 6, 'w+1': 7, n: 8 } as const;
const ROW_CODES: Readonly<Record<string, number>> = { B: 0, 'T,B': 1, 'U,B': 2 };
const activationCodes: Readonly<Record<Activation, number>> = { relu: 0, sigmoid: 1, tanh: 2 };

type Constants = Readonly<Record<string, number>>;

/** Where a matrix begins and how far its rows are apart. */
export function viewConstants(prefix: string, { offset, stride, steps }: Matrix): Constants {
  return { [`${prefix}OFFSET`]: offset, [`${prefix}STRIDE`]: stride, [`${prefix}SHIFT`]: SHIFT_CODES[steps] };
}

/** @throws Error for rows that the kernels cannot count. */
function gridConstants({ rows, columns }: Matrix): Constants {
  const key = rows.join();
  if (!(key in ROW_CODES)) throw new Error(`layers: rows must be B, T·B or U·B, got ${rows.join('·')}`);
  return { ROWS: ROW_CODES[key], COLUMNS: columns };
}

/** One thread an element. */
function workgroupsOf({ rows, columns }: Pick<Matrix, 'rows' | 'columns'>): Dispatch['workgroups'] {
  return (sizes) => blocksOf(resolveCount(rows, sizes) * columns);
}

export function lowerDropout({ label, from, to, rate, site }: DropoutPass): Dispatch {
  const mask = { SITE: site, THRESHOLD: dropoutThreshold(rate), SCALE: 1 / (1 - rate) };
  const constants = { ...gridConstants(from), ...viewConstants('FROM_', from), ...viewConstants('TO_', to), ...mask };
  const ranges = { source: from.tensor, dropped: to.tensor };
  return { label, variant: { entry: 'dropout_apply', constants }, ranges, workgroups: workgroupsOf(from) };
}

export function lowerActivate({ label, activation, values }: ActivatePass): Dispatch {
  const constants = { KIND: activationCodes[activation], ...gridConstants(values), ...viewConstants('', values) };
  return {
    label,
    variant: { entry: 'activate_forward', constants },
    ranges: { values: values.tensor },
    workgroups: workgroupsOf(values),
  };
}

export function lowerClear({ label, values }: ClearPass): Dispatch {
  const constants = { ...gridConstants(values), ...viewConstants('', values) };
  return {
    label,
    variant: { entry: 'activate_clear', constants },
    ranges: { values: values.tensor },
    workgroups: workgroupsOf(values),
  };
}

export function lowerActivateBackward({ label, activation, values, dvalues }: ActivateBackwardPass): Dispatch {
  const views = { ...viewConstants('', values), ...viewConstants('D_', dvalues) };
  return {
    label,
    variant: { entry: 'activate_backward', constants: { KIND: activationCodes[activation], ...gridConstants(values), ...views } },
    ranges: { outputs: values.tensor, values: dvalues.tensor },
    workgroups: workgroupsOf(values),
  };
}

export function lowerKeep({ label, from, to }: KeepPass): Dispatch {
  const constants = { COLUMNS: from.columns, ...viewConstants('FROM_', from), ...viewConstants('TO_', to) };
  return {
    label,
    variant: { entry: 'copy_keep', constants },
    ranges: { source: from.tensor, target_: to.tensor, firstBad: Range.firstBad },
    workgroups: workgroupsOf(from),
  };
}

export function lowerJoin(pass: JoinPass): Dispatch {
  const { label, lengths, forward, reverse, x, y } = pass;
  return {
    label,
    variant: { entry: 'join_forward', constants: joinConstants(pass, pass) },
    ranges: {
      lengths,
      forward: forward.tensor,
      reverse: reverse?.tensor ?? Range.spareRead,
      x: x?.tensor ?? Range.spareRead,
      y: y.tensor,
    },
    workgroups: workgroupsOf(y),
  };
}

/** Two final states that are handed over alike; null where they are not that. */
export function lowerStates(one: JoinPass, other: JoinPass): Dispatch | null {
  const isPlain = [one, other].every(({ reading, reverse, x }) => reading === 'last' && reverse === null && x === null);
  const viewsOf = (pass: JoinPass): string => JSON.stringify(joinConstants(pass, pass));
  const isChain = other.forward.tensor === one.y.tensor || one.forward.tensor === other.y.tensor;
  if (!isPlain || isChain || viewsOf(one) !== viewsOf(other)) return null;
  return {
    label: `${one.label}, ${other.label}`,
    variant: { entry: 'join_states', constants: joinConstants(one, one) },
    ranges: { forward: one.forward.tensor, y: one.y.tensor, cell: other.forward.tensor, yCell: other.y.tensor },
    workgroups: workgroupsOf(one.y),
  };
}

export function lowerJoinBackward(pass: JoinBackwardPass): Dispatch {
  const { label, lengths, dy, dforward, dreverse, dx } = pass;
  return {
    label,
    variant: { entry: 'join_backward', constants: joinConstants(pass, { y: dy, forward: dforward, reverse: dreverse, x: dx }) },
    ranges: {
      lengths,
      dy: dy.tensor,
      dforward: dforward.tensor,
      dreverse: dreverse?.tensor ?? Range.spareA,
      dx: dx?.tensor ?? Range.spareB,
    },
    workgroups: workgroupsOf({ rows: ['T', 'B'], columns: dy.columns }),
  };
}

interface Joined {
  readonly y: Matrix;
  readonly forward: Matrix;
  readonly reverse: Matrix | null;
  readonly x: Matrix | null;
}

function joinConstants({ reading, hiddenSize }: JoinTensors, { y, forward, reverse, x }: Joined): Constants {
  return {
    H: hiddenSize,
    BOTH: reverse === null ? 0 : 1,
    RESIDUAL: x === null ? 0 : 1,
    EVERY: reading === 'every' ? 1 : 0,
    ...viewConstants('Y_', y),
    ...viewConstants('FORWARD_', forward),
    ...(reverse === null ? {} : viewConstants('REVERSE_', reverse)),
    ...(x === null ? {} : viewConstants('X_', x)),
  };
}

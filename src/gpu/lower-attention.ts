/** Attention passes to dispatches: a workgroup looks for one query, a thread adds up one number of a key or value. */
import {
  type AttendBackwardPass,
  type AttendKeysBackwardPass,
  type AttendPass,
  type AttentionTensors,
  flattenPasses,
  type HoldPass,
  type Pass,
  type Sizes,
} from '../model/passes';
import type { Plan } from '../model/plan';
import { resolveCount } from '../model/resolve';
import { type Besides, fitOneBinding } from './directions';
import { blocksOf, bothName, type Dispatch, Range } from './dispatch';
import { isSameMatrix } from './group-products';
import { viewConstants } from './lower-layers';
import { DEFAULT_STORAGE_BUFFERS, MOST_ROW_STEPS, MOST_ROW_WORK, type Target, WANTED_STORAGE_BUFFERS } from './tuning';

type Constants = Readonly<Record<string, number>>;
type Ranges = Dispatch['ranges'];

export function lowerAttend(pass: AttendPass): Dispatch {
  const { label, query, keys, values, weight, lengths, scores, attention, context } = pass;
  return {
    label,
    variant: { entry: 'attention_look', constants: { ...shared(pass), ...viewConstants('CONTEXT_', context) } },
    ranges: {
      lengths,
      query: query.tensor,
      keys: keys.tensor,
      values: values.tensor,
      weight: weight ?? Range.spareRead,
      scores,
      attention,
      context: context.tensor,
    },
    workgroups: (sizes) => resolveCount(query.rows, sizes),
  };
}

export function lowerHold({ label, steps, held, values, lengths, attention, free, context }: HoldPass): Dispatch {
  const views = { ...viewConstants('VALUES_', values), ...viewConstants('CONTEXT_', context) };
  return {
    label,
    variant: { entry: 'attention_hold', constants: { D: values.columns, LOOPED: steps === 'u' ? 1 : 0, ...views } },
    ranges: { lengths, values: values.tensor, attention, context: context.tensor, held, free },
    workgroups: (sizes) => resolveCount(context.rows, sizes),
  };
}

export function lowerAttendBackward(pass: AttendBackwardPass): Dispatch {
  return {
    label: pass.label,
    variant: { entry: 'attention_gradients_query', constants: { ...shared(pass), ...queryConstants(pass) } },
    ranges: queryRanges(pass),
    workgroups: (sizes) => resolveCount(pass.query.rows, sizes),
  };
}

/** Gradients of keys and of the score's weight, where there are such and both fit one binding: they are to lie side by side. */
export function listKeyPairs(plan: Plan, target: Target): readonly (readonly [string, string])[] {
  const passes = flattenPasses(plan.segments.backward).filter((pass) => pass.kernel === 'attendKeysBackward');
  const pairs = passes.flatMap(({ dkeys, dweight }) => (dweight === null ? [] : [[dkeys.tensor, dweight.tensor] as const]));
  return pairs.filter((pair) => fitOneBinding(plan, pair, target));
}

/** @throws Error for a gradient of the score's weight that is not laid out as that of the keys. */
export function lowerAttendKeysBackward(pass: AttendKeysBackwardPass, besides: Besides): readonly Dispatch[] {
  const { label, query, values, dkeys, dweight } = pass;
  const isSame = areSame(pass);
  const dispatch = (written: string, more: Constants): Dispatch => ({
    label,
    variant: { entry: 'attention_gradients_key', constants: { ...shared(pass), ...keyConstants(pass), ...more } },
    ranges: { ...keyRanges(pass), dkeys: written },
    workgroups: ({ T, B }) => blocksOf(T * B * (values.columns + (isSame ? 0 : query.columns))),
  });
  const written = findWritten(pass, besides);
  if (written) return [dispatch(written.range, written.constants)];
  return [dispatch(dkeys.tensor, { PART: 1 }), ...(dweight ? [dispatch(dweight.tensor, { PART: 2 })] : [])];
}

/** What comes back to queries and to keys, a workgroup for each row of the batch; null where these are not that, or a GPU had better spread them. */
export function lowerAttendRows(one: Pass, other: Pass, besides: Besides, { T, U }: Sizes, target: Target): Dispatch | null {
  if (one.kernel !== 'attendBackward' || other.kernel !== 'attendKeysBackward' || one.steps === 'u') return null;
  const isSmall = T <= MOST_ROW_STEPS && T * U * (one.query.columns + one.values.columns) <= MOST_ROW_WORK;
  if (target.software || !isSmall || (target.storageBuffers ?? DEFAULT_STORAGE_BUFFERS) < WANTED_STORAGE_BUFFERS) return null;
  const written = findWritten(other, besides);
  // Where an intervention holds attention, keys are reached by what was held and queries by what was free.
  const ranges = unite(queryRanges(one), keyRanges(other));
  const constants = unite({ ...shared(one), ...queryConstants(one) }, { ...shared(other), ...keyConstants(other) });
  if (written === null || ranges === null || constants === null) return null;
  return {
    label: `${one.label}, ${other.label}`,
    variant: { entry: 'attention_gradients_row', constants: { ...constants, ...written.constants } },
    ranges: { ...ranges, dkeys: written.range },
    workgroups: ({ B }) => B,
  };
}

/** Both, where they agree on what both say. */
function unite<Value>(one: Readonly<Record<string, Value>>, other: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> | null {
  const isSame = Object.entries(other).every(([name, value]) => !(name in one) || one[name] === value);
  return isSame ? { ...one, ...other } : null;
}

function queryConstants({ dcontext, dquery, accumulate }: AttendBackwardPass): Constants {
  return { ...viewConstants('CONTEXT_', dcontext), ...viewConstants('DQUERY_', dquery), ADD: accumulate ? 1 : 0 };
}

function queryRanges({ query, keys, values, weight, attention, dcontext, dscores, dquery }: AttendBackwardPass): Ranges {
  return {
    query: query.tensor,
    keys: keys.tensor,
    values: values.tensor,
    weight: weight ?? Range.spareRead,
    alpha: attention,
    dcontext: dcontext.tensor,
    dscores,
    dquery: dquery.tensor,
  };
}

function keyConstants(pass: AttendKeysBackwardPass): Constants {
  const { dcontext, dkeys, dvalues } = pass;
  return {
    ...viewConstants('CONTEXT_', dcontext),
    ...viewConstants('DVALUES_', dvalues),
    ...viewConstants('DKEYS_', dkeys),
    SAME: areSame(pass) ? 1 : 0,
  };
}

/** All but where keys' gradients go. */
function keyRanges({ query, keys, weight, attention, dcontext, dscores, dvalues }: AttendKeysBackwardPass): Ranges {
  return {
    query: query.tensor,
    keys: keys.tensor,
    weight: weight ?? Range.spareRead,
    alpha: attention,
    dcontext: dcontext.tensor,
    dscores,
    dvalues: dvalues.tensor,
  };
}

/** Whether what reaches keys and values goes to one place. */
function areSame({ dkeys, dvalues }: AttendKeysBackwardPass): boolean {
  return dkeys.tensor === dvalues.tensor;
}

/**
 * Where the gradients of keys go, and with them those of the score's weight; null where these lie apart.
 * @throws Error for a gradient of the score's weight that is not laid out as that of the keys.
 */
function findWritten(pass: AttendKeysBackwardPass, besides: Besides): { readonly range: string; readonly constants: Constants } | null {
  const { label, dkeys, dweight } = pass;
  if (dweight === null) return { range: areSame(pass) ? Range.spareA : dkeys.tensor, constants: {} };
  if (!isSameMatrix({ ...dweight, tensor: dkeys.tensor }, dkeys)) throw new Error(`webgpu: ${label} must lay dweight out as dkeys`);
  const beside = besides.get(dkeys.tensor);
  return beside?.second === dweight.tensor ? { range: bothName(dkeys.tensor), constants: { DWEIGHT_SPAN: beside.span } } : null;
}

function shared({ score, steps, query, keys, values }: AttentionTensors): Constants {
  return {
    H: query.columns,
    D: values.columns,
    ADDITIVE: score === 'additive' ? 1 : 0,
    LOOPED: steps === 'u' ? 1 : 0,
    ...viewConstants('QUERY_', query),
    ...viewConstants('KEYS_', keys),
    ...viewConstants('VALUES_', values),
  };
}

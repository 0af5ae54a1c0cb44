/** Attention passes to dispatches: a workgroup looks for one query, a thread adds up one number of a key or value. */
import {
  type AttendBackwardPass,
  type AttendKeysBackwardPass,
  type AttendPass,
  type AttentionTensors,
  flattenPasses,
  type HoldPass,
} from '../model/passes';
import type { Plan } from '../model/plan';
import { resolveCount } from '../model/resolve';
import { type Besides, fitOneBinding } from './directions';
import { blocksOf, bothName, type Dispatch, Range } from './dispatch';
import { isSameMatrix } from './group-products';
import { viewConstants } from './lower-layers';
import type { Target } from './tuning';

type Constants = Readonly<Record<string, number>>;

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
  const { label, query, keys, values, weight, attention, dcontext, dscores, dquery, accumulate } = pass;
  const views = { ...viewConstants('CONTEXT_', dcontext), ...viewConstants('DQUERY_', dquery) };
  return {
    label,
    variant: { entry: 'attention_back', constants: { ...shared(pass), ...views, ADD: accumulate ? 1 : 0 } },
    ranges: {
      query: query.tensor,
      keys: keys.tensor,
      values: values.tensor,
      weight: weight ?? Range.spareRead,
      alpha: attention,
      dcontext: dcontext.tensor,
      dscores,
      dquery: dquery.tensor,
    },
    workgroups: (sizes) => resolveCount(query.rows, sizes),
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
  const { label, query, keys, values, weight, attention, dcontext, dscores, dkeys, dvalues, dweight } = pass;
  const isSame = dkeys.tensor === dvalues.tensor;
  if (dweight && !isSameMatrix({ ...dweight, tensor: dkeys.tensor }, dkeys)) throw new Error(`webgpu: ${label} must lay dweight out as dkeys`);
  const constants = {
    ...shared(pass),
    ...viewConstants('CONTEXT_', dcontext),
    ...viewConstants('DVALUES_', dvalues),
    ...viewConstants('DKEYS_', dkeys),
    SAME: isSame ? 1 : 0,
  };
  const dispatch = (written: string, more: Constants): Dispatch => ({
    label,
    variant: { entry: 'attention_keys', constants: { ...constants, ...more } },
    ranges: {
      query: query.tensor,
      keys: keys.tensor,
      weight: weight ?? Range.spareRead,
      alpha: attention,
      dcontext: dcontext.tensor,
      dvalues: dvalues.tensor,
      dsources: dscores,
      dkeys: written,
    },
    workgroups: ({ T, B }) => blocksOf(T * B * (values.columns + (isSame ? 0 : query.columns))),
  });
  if (dweight === null) return [dispatch(isSame ? Range.spareA : dkeys.tensor, {})];
  const beside = besides.get(dkeys.tensor);
  if (beside?.second === dweight.tensor) return [dispatch(bothName(dkeys.tensor), { DWEIGHT_SPAN: beside.span })];
  return [dispatch(dkeys.tensor, { PART: 1 }), dispatch(dweight.tensor, { PART: 2 })];
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

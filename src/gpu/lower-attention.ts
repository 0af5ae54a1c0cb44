/** Attention passes to dispatches: a workgroup looks for one query, a thread adds up one number of a key or value. */
import type { AttendBackwardPass, AttendKeysBackwardPass, AttendPass, AttentionTensors, HoldPass, Matrix } from '../model/passes';
import { resolveCount } from '../model/resolve';
import { blocksOf, type Dispatch, Range } from './dispatch';
import { viewConstants } from './lower-layers';

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
    uniform: null,
    workgroups: (sizes) => resolveCount(query.rows, sizes),
  };
}

export function lowerHold({ label, steps, held, values, lengths, attention, free, context }: HoldPass): Dispatch {
  const views = { ...viewConstants('VALUES_', values), ...viewConstants('CONTEXT_', context) };
  return {
    label,
    variant: { entry: 'attention_hold', constants: { D: values.columns, LOOPED: steps === 'u' ? 1 : 0, ...views } },
    ranges: { lengths, values: values.tensor, attention, context: context.tensor, held, free },
    uniform: null,
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
    uniform: null,
    workgroups: (sizes) => resolveCount(query.rows, sizes),
  };
}

/** First what reaches the values, then what reaches the keys, added where these are the same. */
export function lowerAttendKeysBackward(pass: AttendKeysBackwardPass): readonly Dispatch[] {
  const { label, query, keys, values, weight, attention, dcontext, dscores, dkeys, dvalues, dweight } = pass;
  const constants = { ...shared(pass), ...viewConstants('CONTEXT_', dcontext) };
  const perElement =
    ({ columns }: Matrix): Dispatch['workgroups'] =>
    ({ T, B }) =>
      blocksOf(T * B * columns);
  return [
    {
      label: `${label}: values`,
      variant: { entry: 'attention_values', constants: { ...constants, ...viewConstants('DVALUES_', dvalues) } },
      ranges: { alpha: attention, dcontext: dcontext.tensor, dvalues: dvalues.tensor },
      uniform: null,
      workgroups: perElement(values),
    },
    {
      label: `${label}: keys`,
      variant: {
        entry: 'attention_keys',
        constants: {
          ...constants,
          ...viewConstants('DKEYS_', dkeys),
          ...(dweight === null ? {} : viewConstants('DWEIGHT_', dweight)),
          ADD: dkeys.tensor === dvalues.tensor ? 1 : 0,
        },
      },
      ranges: {
        query: query.tensor,
        keys: keys.tensor,
        weight: weight ?? Range.spareRead,
        dsources: dscores,
        dkeys: dkeys.tensor,
        dweight: dweight?.tensor ?? Range.spareA,
      },
      uniform: null,
      workgroups: perElement(query),
    },
  ];
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

/** Lookups by token, and gradients collected by token, to dispatches. */
import type { EmbedBackwardPass, EmbedPass, Matrix, Pass } from '../model/passes';
import type { Plan } from '../model/plan';
import { resolveCount, resolveSteps } from '../model/resolve';
import type { Besides } from './directions';
import { blocksOf, bothName, type Dispatch, isInput, orderName } from './dispatch';
import { viewConstants } from './lower-layers';
import { STEPS_CODES } from './lower-scan';
import { cutLookup, type Target } from './tuning';

export function lowerEmbed(pass: EmbedPass, target: Target): Dispatch {
  const { label, steps, table, tokens, out } = pass;
  const E = table.columns;
  const constants = { E, OVER: STEPS_CODES[steps], TABLE_OFFSET: table.offset, ...viewConstants('', out) };
  const isWhole = inWholeVectors(table, out);
  const SPAN = cutLookup(target);
  const threads = isWhole ? Math.ceil(E / 4 / SPAN) : E;
  return {
    label,
    variant: isWhole ? { entry: 'embed_block_gather', constants: { ...constants, SPAN } } : { entry: 'embed_gather', constants },
    ranges: { tokens, table: table.tensor, found: out.tensor },
    uniform: null,
    workgroups: (sizes) => blocksOf(resolveSteps(pass, sizes).count * sizes.B * threads),
  };
}

/** Columns that a workgroup of `embed_share` adds up. */
const SHARED_COLUMNS = 16;

/** The host orders tokens that it sends; those made on the device are ordered there. */
export function lowerEmbedBackward(plan: Plan, { label, tokens, dout, dtable }: EmbedBackwardPass, target: Target): readonly Dispatch[] {
  const [V, E] = [tableRows(plan, dtable), dtable.columns];
  const constants = { V, E, TABLE_OFFSET: dtable.offset, OFFSET: dout.offset, STRIDE: dout.stride };
  const ranges = { order: orderName(tokens), dfound: dout.tensor, dtable: dtable.tensor };
  const dispatch = (entry: Dispatch['variant']['entry'], workgroups: number): Dispatch => ({
    label,
    variant: { entry, constants },
    ranges,
    uniform: null,
    workgroups: () => workgroups,
  });
  const alone = inWholeVectors(dtable, dout) ? dispatch('embed_block_collect', blocksOf((V * E) / 4)) : dispatch('embed_collect', blocksOf(V * E));
  const collect = target.software ? alone : dispatch('embed_share', V * Math.ceil(E / SHARED_COLUMNS));
  if (isInput(plan, tokens)) return [collect];
  const OVER = plan.tensors.get(tokens)?.shape[0] === 'U' ? STEPS_CODES.U : STEPS_CODES.T;
  const order: Dispatch = {
    label: `order ${tokens}`,
    variant: { entry: 'embed_order', constants: { V, OVER } },
    ranges: { tokens, ordered: orderName(tokens) },
    uniform: null,
    workgroups: () => blocksOf(V + 1),
  };
  return [order, collect];
}

/** Two lookups of the same tokens, or what comes back from them, for both directions of a layer in one dispatch; null where they are not that. */
export function lowerLookups(plan: Plan, besides: Besides, one: Pass, other: Pass, target: Target): Dispatch | null {
  const [first, second] = [lookupOf(plan, one, target), lookupOf(plan, other, target)];
  if (first === null || second === null || first.tokens !== second.tokens || one.kernel !== other.kernel) return null;
  const beside = besides.get(first.out.tensor);
  const isBoth = beside?.first === first.out.tensor && beside.second === second.out.tensor;
  if (!isBoth || first.table.tensor !== second.table.tensor || first.out.offset !== second.out.offset) return null;
  const { dispatch } = first;
  const spans = { TABLE_SPAN: second.table.offset - first.table.offset, FOUND_SPAN: beside.span };
  return {
    ...dispatch,
    directions: 2,
    ranges: Object.fromEntries(Object.entries(dispatch.ranges).map(([name, range]) => [name, range === beside.first ? bothName(range) : range])),
    variant: { ...dispatch.variant, constants: { ...dispatch.variant.constants, ...spans } },
  };
}

interface Lookup {
  readonly tokens: string;
  readonly table: Matrix;
  readonly out: Matrix;
  readonly dispatch: Dispatch;
}

/** null for what is no lookup, or takes more than one dispatch. */
function lookupOf(plan: Plan, pass: Pass, target: Target): Lookup | null {
  if (pass.kernel === 'embed') return { tokens: pass.tokens, table: pass.table, out: pass.out, dispatch: lowerEmbed(pass, target) };
  if (pass.kernel !== 'embedBackward') return null;
  const dispatches = lowerEmbedBackward(plan, pass, target);
  return dispatches.length === 1 ? { tokens: pass.tokens, table: pass.dtable, out: pass.dout, dispatch: dispatches[0] } : null;
}

/** Rows of a table, which no batch changes. */
export function tableRows({ options }: Plan, { rows }: Matrix): number {
  return resolveCount(rows, options.capacity);
}

/** Whether every row begins and ends between vec4s; tensors begin where vec4s may. */
function inWholeVectors(...matrices: readonly Matrix[]): boolean {
  return matrices.every(({ columns, stride, offset }) => columns % 4 === 0 && stride % 4 === 0 && offset % 4 === 0);
}

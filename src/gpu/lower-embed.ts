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
    workgroups: (sizes) => blocksOf(resolveSteps(pass, sizes).count * sizes.B * threads),
  };
}

/** Columns that a workgroup of `embed_share` adds up. */
export const SHARED_COLUMNS = 16;

/** The host orders tokens that it sends; those made on the device are ordered there. */
export function lowerEmbedBackward(plan: Plan, { label, tokens, dout, dtable }: EmbedBackwardPass, target: Target): readonly Dispatch[] {
  const [V, E] = [tableRows(plan, dtable), dtable.columns];
  const constants = { V, E, TABLE_OFFSET: dtable.offset, OFFSET: dout.offset, STRIDE: dout.stride };
  const ranges = { order: orderName(tokens), dfound: dout.tensor, dtable: dtable.tensor };
  const dispatch = (entry: Dispatch['variant']['entry'], workgroups: number): Dispatch => ({
    label,
    variant: { entry, constants },
    ranges,
    workgroups: () => workgroups,
  });
  const alone = inWholeVectors(dtable, dout) ? dispatch('embed_block_collect', blocksOf((V * E) / 4)) : dispatch('embed_collect', blocksOf(V * E));
  const collect = target.software ? alone : dispatch('embed_share', V * Math.ceil(E / SHARED_COLUMNS));
  if (isInput(plan, tokens)) return [collect];
  return [lowerOrder(plan, tokens, V), collect];
}

/** The places of tokens that were made on the device, by token. */
export function lowerOrder(plan: Plan, tokens: string, V: number): Dispatch {
  const OVER = plan.tensors.get(tokens)?.shape[0] === 'U' ? STEPS_CODES.U : STEPS_CODES.T;
  return {
    label: `order ${tokens}`,
    variant: { entry: 'embed_order', constants: { V, OVER } },
    ranges: { tokens, ordered: orderName(tokens) },
    workgroups: () => blocksOf(V + 1),
  };
}

/** Two lookups of the same tokens, or what comes back from them, for both directions of a layer in one dispatch; null where they are not that. */
export function lowerLookups(plan: Plan, besides: Besides, one: Pass, other: Pass, target: Target): Dispatch | null {
  if (one.kernel !== other.kernel) return null;
  const [first, second] = [lookupOf(one), lookupOf(other)];
  const spans = first && second && spansOf(besides, first, second);
  const dispatches =
    spans && (one.kernel === 'embed' ? [lowerEmbed(one, target)] : one.kernel === 'embedBackward' ? lowerEmbedBackward(plan, one, target) : []);
  if (dispatches?.length !== 1) return null;
  const [dispatch] = dispatches;
  return {
    ...dispatch,
    depth: 2,
    ranges: Object.fromEntries(Object.entries(dispatch.ranges).map(([name, range]) => [name, range === first?.out.tensor ? bothName(range) : range])),
    variant: { ...dispatch.variant, constants: { ...dispatch.variant.constants, ...spans } },
  };
}

/** A lookup forward or backward: a table, and what lies where. */
export interface Lookup {
  readonly tokens: string;
  readonly table: Matrix;
  readonly out: Matrix;
}

/** null for what is none. */
export function lookupOf(pass: Pass): Lookup | null {
  if (pass.kernel === 'embed') return pass;
  return pass.kernel === 'embedBackward' ? { tokens: pass.tokens, table: pass.dtable, out: pass.dout } : null;
}

/** How far what two directions look up lies apart; null where they do not read the same tokens, or not from one table. */
export function spansOf(besides: Besides, first: Lookup, second: Lookup): { readonly TABLE_SPAN: number; readonly FOUND_SPAN: number } | null {
  const beside = besides.get(first.out.tensor);
  const isBoth = beside?.first === first.out.tensor && beside.second === second.out.tensor && first.out.offset === second.out.offset;
  if (!isBoth || first.tokens !== second.tokens || first.table.tensor !== second.table.tensor) return null;
  return { TABLE_SPAN: second.table.offset - first.table.offset, FOUND_SPAN: beside.span };
}

/** Rows of a table, which no batch changes. */
export function tableRows({ options }: Plan, { rows }: Matrix): number {
  return resolveCount(rows, options.capacity);
}

/** Whether every row begins and ends between vec4s; tensors begin where vec4s may. */
function inWholeVectors(...matrices: readonly Matrix[]): boolean {
  return matrices.every(({ columns, stride, offset }) => columns % 4 === 0 && stride % 4 === 0 && offset % 4 === 0);
}

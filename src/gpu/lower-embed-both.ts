/** An encoder's lookups together with those of a decoder that hears its teacher, and what comes back to both tables together. */
import { type CopyPass, type EmbedBackwardPass, type EmbedPass, flattenPasses, type Pass } from '../model/passes';
import type { Plan } from '../model/plan';
import type { Besides } from './directions';
import { blocksOf, bothName, type Dispatch, isInput, orderName, Range } from './dispatch';
import { type Lookup, lookupOf, SHARED_COLUMNS, spansOf, tableRows } from './lower-embed';
import { viewConstants } from './lower-layers';

/** What a decoder hears, looked up. */
export interface Heard {
  readonly source: readonly EmbedPass[];
  readonly teacher: CopyPass;
  readonly target: EmbedPass;
  /** Leaves the places of the target's tokens too, where they are wanted. */
  readonly dispatch: Dispatch;
}

/** Of a decoder alone where its encoder looks nothing up; null where the decoder looks nothing up, or does so in a loop. */
export function lowerHeard(plan: Plan, besides: Besides): Heard | null {
  const { encode, decode, backward } = plan.segments;
  const source = encode.filter((pass) => pass.kernel === 'embed');
  const target = decode.find((pass) => pass.kernel === 'embed');
  const teacher = decode.find((pass) => pass.kernel === 'copy');
  const both = findBoth(plan, besides, source, target);
  if (!both || !target || teacher?.to !== target.tokens) return null;
  const isOrdered = flattenPasses(backward).some((pass) => pass.kernel === 'embedBackward' && pass.tokens === target.tokens);
  const [own, other] = [both.source?.table.columns ?? 0, target.table.columns];
  const dispatch: Dispatch = {
    label: 'look up',
    variant: { entry: 'embed_both_gather', constants: both.constants },
    ranges: {
      sourceTokens: both.source?.tokens ?? teacher.from,
      sourceTable: both.source?.table.tensor ?? Range.spareRead,
      sourceFound: both.sourceOut,
      tokens: teacher.from,
      table: target.table.tensor,
      found: target.out.tensor,
      heard: teacher.to,
      ordered: isOrdered ? orderName(target.tokens) : Range.spareA,
    },
    workgroups: ({ B, T, U }) => blocksOf(Math.max(T * B * own, U * B * other, isOrdered ? tableRows(plan, target.table) + 1 : 0)),
    depth: source.length + (isOrdered ? 2 : 1),
  };
  return { source, teacher, target, dispatch };
}

/** What comes back to both tables. */
export interface Collected {
  readonly target: EmbedBackwardPass;
  readonly source: readonly EmbedBackwardPass[];
  /** Reads the places of the target's tokens. */
  readonly dispatch: Dispatch;
}

/** null where not both have a table that gradients are collected for. */
export function lowerCollected(plan: Plan, besides: Besides): Collected | null {
  const passes = plan.segments.backward.filter((pass) => pass.kernel === 'embedBackward');
  const source = passes.filter(({ tokens }) => isInput(plan, tokens));
  const target = passes.find(({ tokens }) => !isInput(plan, tokens));
  const both = findBoth(plan, besides, source, target);
  if (!both?.source || !target) return null;
  const workgroups = [both.source.table, target.dtable].map((table) => tableRows(plan, table) * Math.ceil(table.columns / SHARED_COLUMNS));
  const dispatch: Dispatch = {
    label: 'collect',
    variant: { entry: 'embed_both_collect', constants: both.constants },
    ranges: {
      sourceOrder: orderName(both.source.tokens),
      order: orderName(target.tokens),
      sourceDfound: both.sourceOut,
      dfound: target.dout.tensor,
      sourceDtable: both.source.table.tensor,
      dtable: target.dtable.tensor,
    },
    workgroups: () => Math.max(...workgroups),
    depth: source.length + 1,
  };
  return { target, source, dispatch };
}

interface BothLookups {
  readonly source: Lookup | null;
  /** The range that holds what each of the source's directions looks up. */
  readonly sourceOut: string;
  readonly constants: Readonly<Record<string, number>>;
}

function findBoth(plan: Plan, besides: Besides, sources: readonly Pass[], targetPass: Pass | undefined): BothLookups | null {
  const lookups = sources.flatMap((pass) => lookupOf(pass) ?? []);
  const target = targetPass && lookupOf(targetPass);
  if (!target || lookups.length > 2) return null;
  const own = { E: target.table.columns, V: tableRows(plan, target.table), TABLE_OFFSET: target.table.offset, ...viewConstants('', target.out) };
  const source = lookups.at(0);
  if (!source) return { source: null, sourceOut: Range.spareB, constants: { ...own, DIRECTIONS: 0 } };
  const reverse = lookups.at(1);
  const spans = reverse ? spansOf(besides, source, reverse) : { TABLE_SPAN: 0, FOUND_SPAN: 0 };
  if (!spans) return null;
  const constants = {
    ...spans,
    DIRECTIONS: lookups.length,
    SOURCE_E: source.table.columns,
    SOURCE_V: tableRows(plan, source.table),
    SOURCE_TABLE_OFFSET: source.table.offset,
    ...viewConstants('SOURCE_', source.out),
    ...own,
  };
  return { source, sourceOut: reverse ? bothName(source.out.tensor) : source.out.tensor, constants };
}

/** A plan to dispatches: every pass lowered once, and the order in which a list of passes is run. */
import type { LoopPass, LossPass, Pass, ScanTensors, UpdatePass } from '../model/passes';
import { resolveCount } from '../model/resolve';
import type { Plan } from '../model/plan';
import type { ReductionBlock } from './blocks';
import { type Arenas, chooseArenas } from './arenas';
import { type Besides, besidesOf, findBoth } from './directions';
import { blocksOf, carryName, type Dispatch, flattenDispatches, isLoop, type Scheduled } from './dispatch';
import { fuseHandOvers, listStatePairs } from './hand-over';
import type { Entry } from './kernels';
import { lowerAttend, lowerAttendBackward, lowerAttendKeysBackward, lowerAttendRows, listKeyPairs, lowerHold } from './lower-attention';
import { lowerEmbed, lowerEmbedBackward } from './lower-embed';
import { fuseHeads, listHeadPairs } from './lower-head';
import { lowerActivate, lowerActivateBackward, lowerClear, lowerDropout, lowerJoin, lowerJoinBackward, lowerKeep } from './lower-layers';
import { lowerLoss } from './lower-loss';
import { lowerProducts, lowerReductions, type Slabs } from './lower-product';
import { fuseRuns } from './product-runs';
import { chooseFusions, type Fusion, fusePairs, fuseProducts, fuseScans, fuseStates, listGradients, listTablePairs, listTables } from './fusions';
import { fuseLookups } from './fuse-lookups';
import { listPacked } from './lower-block';
import { lowerByStrategy } from './lower-by-strategy';
import { listPacks, lowerPacks } from './lower-scan';
import { lowerReport, lowerUpdate } from './lower-update';
import { countRounds, type Rounds } from './rounds';
import { cutLoss, type Target } from './tuning';

export interface Lowered {
  /** Copies of the recurrent weights; to be run after a parameter was written. */
  readonly packs: readonly Dispatch[];
  /** The scans whose recurrent weights are copied. */
  readonly packed: readonly ScanTensors[];
  /** What scans in chunks carry their gradients in, by name: numbers. */
  readonly carries: ReadonlyMap<string, number>;
  readonly rounds: Rounds;
  /** What is to lie in one buffer. */
  readonly besides: Besides;
  readonly arenas: Arenas;
  /** Elements that split products need. */
  readonly slabLength: number;
  /** Dispatches of passes, in order, ending with one that writes the report. @throws Error for a pass that is not the plan's. */
  schedule(passes: readonly Pass[]): readonly Scheduled[];
}

/** Products that left their parts, under a label of their own. */
interface Split {
  readonly label: string;
  readonly reductions: readonly ReductionBlock[];
}

interface LoweredPass {
  readonly dispatches: readonly Scheduled[];
  readonly reductions: readonly ReductionBlock[];
}

export function lowerPlan(plan: Plan, target: Target): Lowered {
  const slabs: Slabs = { length: 0 };
  const passes = [...new Set(Object.values(plan.segments).flat())]; // some stand in two segments
  const packed = listPacked(plan, target);
  const packs = listPacks(plan, packed);
  const both = Object.values(plan.segments).flatMap((segment) => findBoth(plan, segment, target));
  const pairs = [listTablePairs, listStatePairs, listKeyPairs, listHeadPairs].flatMap((list) => list(plan, target));
  const besides = besidesOf(plan, both, pairs);
  const draft: Lowering = { plan, slabs, besides, target };
  const lowered = new Map<Pass, LoweredPass>();
  const gradients = listGradients(plan);
  const waiting: ReadonlySet<Pass> = new Set(gradients.flat());
  for (const pass of passes.filter((each) => !waiting.has(each))) lowered.set(pass, lowerPass(draft, pass));
  // Gradients run either one by one or together, and leave their parts in one place.
  const together: Slabs = { length: slabs.length };
  for (const pass of waiting) lowered.set(pass, lowerPass(draft, pass));
  const all = [...lowered.values()].flatMap(({ dispatches }) => dispatches);
  const apart = new Set([...waiting, ...listTables(plan)]);
  const runs = Object.values(plan.segments)
    .flatMap((segment) => findRuns(draft, segment, apart))
    .sort((a, b) => b.passes.length - a.passes.length); // segments share passes
  const alone = [
    ...fuseScans(plan, besides, both, target),
    ...fuseLookups(plan, besides, gradients, target),
    ...fuseHandOvers(plan, besides, target),
    ...fuseStates(plan),
    ...fusePairs(plan, (one, other) => lowerAttendRows(one, other, besides, plan.options.capacity, target)),
    ...fuseHeads(plan, besides, waiting, target),
    ...runs,
  ];
  const touching = flattenDispatches([...all, ...alone.flatMap(({ dispatches }) => dispatches)]);
  const arenas = chooseArenas(plan, gradients.flat(), touching, besides, target);
  const fusions = [...alone, ...fuseProducts({ plan, besides, arenas }, both, gradients, together, target)];

  const reports = new Map<LossPass | null, Dispatch>();
  const ends = new Map<string, readonly Dispatch[]>();
  const reportOf = (loss: LossPass | null): Dispatch => getOrMake(reports, loss, () => lowerReport(plan, loss, target));
  /** What completes gradients, and the update where one follows. */
  const endOf = (pending: readonly Split[], update: UpdatePass | null, loss: LossPass | null): readonly Dispatch[] => {
    const parts = pending.flatMap(({ reductions }) => reductions);
    const key = [update?.label, loss?.label, ...pending.map(({ label }) => label)].join('\n');
    return getOrMake(ends, key, () => (update ? lowerUpdate(plan, update, packs, parts, loss, target) : lowerReductions(parts)));
  };

  const schedule = (wanted: readonly Pass[]): readonly Scheduled[] => {
    const dispatches: Scheduled[] = [];
    let pending: Split[] = [];
    let loss: LossPass | null = null;
    let reported = false;
    const fused = chooseFusions(fusions, wanted);
    for (const pass of wanted) {
      const found = lowered.get(pass);
      if (!found) throw new Error(`webgpu: the pass "${pass.label}" must be one of the plan's`);
      if (pass.kernel === 'loss') {
        loss = pass;
        reported = false;
      }
      const fusion = fused.get(pass);
      if (fusion && pass !== fusion.passes.at(fusion.isEarly ? 0 : -1)) continue;
      const { dispatches: own, reductions } = fusion ?? found;
      dispatches.push(...own);
      if (reductions.length > 0) pending.push({ label: (fusion?.passes ?? [pass]).map(({ label }) => label).join(', '), reductions });
      if (pass.kernel !== 'update') continue;
      dispatches.push(...endOf(pending, pass, loss));
      pending = [];
      reported = true;
    }
    if (pending.length > 0) dispatches.push(...endOf(pending, null, null));
    if (!reported) dispatches.push(reportOf(loss));
    return dispatches;
  };
  const rounds = countRounds(all, plan.options.capacity);
  const carried = new Set(flattenDispatches(all.filter(isLoop)).map(({ ranges }) => ranges.dfinal));
  const carries = new Map(
    passes.flatMap((pass) => {
      const name = carryName(pass.label);
      return pass.kernel === 'scanBackward' && carried.has(name) ? [[name, 2 * plan.options.capacity.B * pass.hiddenSize] as const] : [];
    }),
  );
  return {
    packs: lowerPacks(packs),
    packed,
    carries,
    rounds,
    slabLength: Math.max(slabs.length, together.length),
    besides,
    arenas,
    schedule,
  };
}

/** What every pass is lowered with. */
interface Lowering {
  readonly plan: Plan;
  readonly slabs: Slabs;
  readonly besides: Besides;
  readonly target: Target;
}

function lowerPass(draft: Lowering, pass: Pass): LoweredPass {
  const { plan, slabs, besides, target } = draft;
  const only = (...dispatches: readonly Scheduled[]): LoweredPass => ({ dispatches, reductions: [] });
  switch (pass.kernel) {
    case 'product':
      return lowerProducts(plan, pass, slabs, target, { besides });
    case 'embed':
      return only(lowerEmbed(pass, target));
    case 'embedBackward':
      return only(...lowerEmbedBackward(plan, pass, target));
    case 'pick': {
      const LANES = cutLoss(pass.size, target);
      const ranges = { teacher: pass.teacher, logits: pass.logits, tokens: pass.tokens };
      return only(simple(pass, 'pick_token', { V: pass.size, LANES }, ranges, ({ B }) => blocksOf(B * LANES)));
    }
    case 'scan':
    case 'scanBackward':
      return only(lowerByStrategy(plan, pass, target));
    case 'loss':
      return only(lowerLoss(pass, target));
    case 'copy': {
      const count = countOf(plan, pass.from);
      return only(simple(pass, 'copy_all', {}, { source: pass.from, target_: pass.to }, () => blocksOf(count)));
    }
    case 'keep':
      return only(lowerKeep(pass));
    case 'update':
      return only(); // what it does depends on what ran before: `schedule` lowers it
    case 'dropout':
      return only(lowerDropout(pass));
    case 'activate':
      return only(lowerActivate(pass));
    case 'activateBackward':
      return only(lowerActivateBackward(pass));
    case 'join':
      return only(lowerJoin(pass));
    case 'joinBackward':
      return only(lowerJoinBackward(pass));
    case 'clear':
      return only(lowerClear(pass));
    case 'attend':
      return only(lowerAttend(pass));
    case 'hold':
      return only(lowerHold(pass));
    case 'attendBackward':
      return only(lowerAttendBackward(pass));
    case 'attendKeysBackward':
      return only(...lowerAttendKeysBackward(pass, besides));
    case 'loop':
      return lowerLoop(draft, pass);
    default:
      return pass satisfies never;
  }
}

function findRuns({ plan, slabs, besides, target }: Lowering, passes: readonly Pass[], apart: ReadonlySet<Pass>): readonly Fusion[] {
  if (target.software) return [];
  return fuseRuns(plan, passes, apart, (products) => lowerProducts(plan, products, slabs, target, { besides }));
}

function lowerLoop(draft: Lowering, { label, over, backwards, body }: LoopPass): LoweredPass {
  const isOverTargets = over === 'U';
  const { plan } = draft;
  const { options } = plan;
  const inside = isOverTargets ? plan : { ...plan, options: { ...options, capacity: { ...options.capacity, T: over.window } } };
  const fused = chooseFusions(findRuns({ ...draft, plan: inside }, body, new Set()), body);
  const lowered = body.flatMap((each) => {
    const fusion = fused.get(each);
    if (fusion && each !== fusion.passes.at(-1)) return [];
    return [fusion ?? lowerPass({ ...draft, plan: inside }, each)];
  });
  const dispatches = lowered.flatMap((each) => each.dispatches);
  const reductions = lowered.flatMap((each) => each.reductions);
  if (isOverTargets && reductions.length > 0) throw new Error(`webgpu: ${label} must hold no product that is split`);
  return { dispatches: [{ backwards, over: isOverTargets ? ({ U }) => U : over, body: dispatches }], reductions };
}

function simple(
  { label }: { readonly label: string },
  entry: Entry,
  constants: Readonly<Record<string, number>>,
  ranges: Readonly<Record<string, string>>,
  workgroups: Dispatch['workgroups'],
): Dispatch {
  return { label, variant: { entry, constants }, ranges, workgroups };
}

function getOrMake<Key, Value>(made: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = made.get(key) ?? make();
  made.set(key, value);
  return value;
}

function countOf(plan: Plan, tensor: string): number {
  const spec = plan.tensors.get(tensor);
  if (!spec) throw new Error(`copy: the plan declares no ${tensor}`);
  return resolveCount(spec.shape, plan.options.capacity);
}

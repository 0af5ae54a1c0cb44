/** Final states that a scan writes, besides, where the scan that goes on from them begins. */
import { flattenPasses, type JoinPass, type Matrix, type ScanPass } from '../model/passes';
import type { Plan } from '../model/plan';
import { chooseStrategy } from './choose-strategy';
import { type Besides, fitOneBinding } from './directions';
import { bothName, mapDispatches } from './dispatch';
import { fuse, type Fusion } from './fusions';
import { lowerScan } from './lower-scan';
import type { Target } from './tuning';

/** A scan, and what takes over its hidden state and, of an lstm, its cell state. */
interface HandOver {
  readonly scan: ScanPass;
  readonly hidden: JoinPass;
  readonly cell: JoinPass | null;
}

/** The states of lstms that go on from others, where one binding holds both: they are to lie side by side. */
export function listStatePairs(plan: Plan, target: Target): readonly (readonly [string, string])[] {
  const pairs = findHandOvers(plan, target).flatMap(({ hidden, cell }) => (cell ? [[hidden.y.tensor, cell.y.tensor] as const] : []));
  return pairs.filter((pair) => fitOneBinding(plan, pair, target));
}

export function fuseHandOvers(plan: Plan, besides: Besides, target: Target): readonly Fusion[] {
  return findHandOvers(plan, target).flatMap(({ scan, hidden, cell }): Fusion[] => {
    const beside = besides.get(hidden.y.tensor);
    if (cell !== null && beside?.second !== cell.y.tensor) return [];
    const handed = cell === null ? hidden.y.tensor : bothName(hidden.y.tensor);
    const constants = { HANDS_OVER: 1, HANDED_SPAN: cell === null ? 0 : (beside?.span ?? 0) };
    const dispatch = mapDispatches(lowerScan(scan, plan.options.capacity, target), ({ variant, ranges, ...rest }) => ({
      ...rest,
      variant: { ...variant, constants: { ...variant.constants, ...constants } },
      ranges: { ...ranges, handed },
    }));
    // At the scan's place: what stands between it and the joins, as lookups, projections and the encoder's own join, neither changes the states after its
    // last step nor touches those before the first of the scan that goes on.
    return [{ ...fuse([scan, hidden, ...(cell ? [cell] : [])], dispatch), isEarly: true }];
  });
}

function findHandOvers({ segments, options }: Plan, target: Target): readonly HandOver[] {
  const passes = [...new Set(flattenPasses(Object.values(segments).flat()))];
  const joins = passes.filter((pass): pass is JoinPass => pass.kernel === 'join' && isWhole(pass));
  const taker = (scan: ScanPass, tensor: string | null): JoinPass | null =>
    joins.find(({ forward }) => forward.tensor === tensor && forward.columns === scan.hiddenSize) ?? null;
  return passes.flatMap((scan): HandOver[] => {
    if (scan.kernel !== 'scan' || scan.reverse || scan.steps !== 'T' || scan.window !== null) return [];
    if (!['registers', 'streamed'].includes(chooseStrategy(scan, options.capacity, target))) return [];
    const hidden = taker(scan, scan.hidden);
    const cell = taker(scan, scan.cellState);
    return hidden === null || (cell === null) !== (scan.cellState === null) ? [] : [{ scan, hidden, cell }];
  });
}

/** Whether a join copies a scan's states after its last step to the first ones of another. */
function isWhole({ reading, reverse, x, forward, y }: JoinPass): boolean {
  const isPlain = ({ offset, stride, columns }: Matrix): boolean => offset === 0 && stride === columns;
  return reading === 'last' && reverse === null && x === null && isPlain(forward) && forward.steps === 'T' && isPlain(y) && y.steps === 0;
}

/**
 * Which activations share a buffer, an arena, so that one dispatch reads many of them by few bindings: the operands of the gradients of weights, all of
 * which are then computed together. A buffer may not be read and written in one dispatch, so that what any dispatch reads lies in another arena than what it writes.
 */
import type { ProductPass } from '../model/passes';
import type { Plan } from '../model/plan';
import { resolveCount } from '../model/resolve';
import type { Besides } from './directions';
import { bothName, type Dispatch } from './dispatch';
import { getKernel } from './kernels';
import { ALIGNMENT, MOST_BYTES_BOUND, type Target } from './tuning';

/** Where a tensor begins in an arena, in elements. */
export interface ArenaPlace {
  readonly arena: string;
  readonly base: number;
}

export interface Arenas {
  readonly places: ReadonlyMap<string, ArenaPlace>;
  /** Elements of each arena. */
  readonly lengths: ReadonlyMap<string, number>;
}

export const NO_ARENAS: Arenas = { places: new Map(), lengths: new Map() };

const NAMES = ['arena 0', 'arena 1', 'arena 2'] as const;

/** Tensors that lie one after the other, and the arenas to try in turn. */
interface Unit {
  readonly tensors: readonly string[];
  readonly names: readonly string[];
}

/**
 * @param gradients the passes to compute together: the left operand of a product prefers the first arena, the right one the second, so that even a kernel
 * that binds one range for each finds most of them there.
 * @param dispatches everything that may touch these tensors.
 */
export function chooseArenas(
  plan: Plan,
  gradients: readonly ProductPass[],
  dispatches: readonly Dispatch[],
  besides: Besides,
  target: Target,
): Arenas {
  const units = listUnits(plan, gradients, besides);
  const conflicts = findConflicts(dispatches, besides);
  const foesOf = ({ tensors }: Unit): ReadonlySet<string> => new Set(tensors.flatMap((tensor) => [...(conflicts.get(tensor) ?? [])]));
  const foes = new Map(units.map((unit) => [unit, foesOf(unit)]));
  const most = (target.bindingBytes ?? MOST_BYTES_BOUND) / 4;
  const first = placeUnits(plan, units, foes, most);
  if (target.software) return first; // whose kernels bind one arena for each operand: one more tensor in an arena may be one more dispatch
  // Those with most to keep apart from find a place more often where they come first.
  const crowded = units.toSorted((one, other) => (foes.get(other)?.size ?? 0) - (foes.get(one)?.size ?? 0));
  const second = placeUnits(plan, crowded, foes, most);
  return second.places.size > first.places.size ? second : first;
}

/** Each unit in the first arena of its list that holds none of its foes and has room; a unit without one stays alone. */
function placeUnits(plan: Plan, units: readonly Unit[], foes: ReadonlyMap<Unit, ReadonlySet<string>>, most: number): Arenas {
  const places = new Map<string, ArenaPlace>();
  const lengths = new Map<string, number>();
  for (const unit of units) {
    const { tensors, names } = unit;
    const own = foes.get(unit) ?? new Set();
    if (tensors.some((tensor) => own.has(tensor))) continue;
    const taken = new Set([...own].map((foe) => places.get(foe)?.arena));
    const size = tensors.reduce((sum, tensor) => sum + paddedCount(plan, tensor), 0);
    const arena = names.find((name) => !taken.has(name) && (lengths.get(name) ?? 0) + size <= most);
    if (arena === undefined) continue;
    for (const tensor of tensors) {
      const base = lengths.get(arena) ?? 0;
      places.set(tensor, { arena, base });
      lengths.set(arena, base + paddedCount(plan, tensor));
    }
  }
  return { places, lengths };
}

function listUnits(plan: Plan, gradients: readonly ProductPass[], besides: Besides): readonly Unit[] {
  const units = new Map<string, Unit>();
  const add = (tensor: string, names: readonly string[]): void => {
    if (plan.tensors.get(tensor)?.role !== 'activation') return;
    const beside = besides.get(tensor);
    const first = beside?.first ?? tensor;
    if (!units.has(first)) units.set(first, { tensors: beside ? [beside.first, beside.second] : [tensor], names });
  };
  const [zero, one, two] = NAMES;
  for (const { products } of gradients) {
    for (const { a, b } of products) {
      add(a.tensor, [zero, one, two]);
      if (b !== 'ones') add(b.tensor, [one, two, zero]);
    }
  }
  return [...units.values()];
}

/** For each tensor those that some dispatch writes where it reads this one, or reads where it writes it. */
function findConflicts(dispatches: readonly Dispatch[], besides: Besides): ReadonlyMap<string, ReadonlySet<string>> {
  const pairs = new Map([...besides.values()].map(({ first, second }) => [bothName(first), [first, second]]));
  const conflicts = new Map<string, Set<string>>();
  const add = (one: string, other: string): void => {
    const all = conflicts.get(one) ?? new Set();
    conflicts.set(one, all.add(other));
  };
  for (const { variant, ranges } of dispatches) {
    const { variables } = getKernel(variant.entry);
    const bound = (wanted: 'read' | 'write'): readonly string[] =>
      variables.flatMap(([name, { access }]) => (access === wanted && name in ranges ? (pairs.get(ranges[name]) ?? [ranges[name]]) : []));
    for (const read of bound('read')) {
      for (const written of bound('write')) {
        add(read, written);
        add(written, read);
      }
    }
  }
  return conflicts;
}

function paddedCount(plan: Plan, tensor: string): number {
  const spec = plan.tensors.get(tensor);
  if (!spec) throw new Error(`arenas: the plan declares no ${tensor}`);
  return Math.ceil(resolveCount(spec.shape, plan.options.capacity) / ALIGNMENT) * ALIGNMENT;
}

/**
 * In which order a layer's units stand in the heatmaps: by their number, by how alike their states run, or by how long they remember. An order is
 * found once, when it is asked for, and stays while the network trains, so that no row jumps.
 */
import { type Scan, valueAt } from './series';

export const orderKinds = ['index', 'similarity', 'memory'] as const;
export type OrderKind = (typeof orderKinds)[number];

/** The unit of each row. */
export type UnitOrder = readonly number[];

export function orderUnits(kind: OrderKind, scan: Scan): UnitOrder {
  const numbers = Array.from({ length: scan.H }, (_, unit) => unit);
  switch (kind) {
    case 'index':
      return numbers;
    case 'similarity':
      return orderBySimilarity(numbers.map((unit) => centred(courseOf(scan, unit))));
    case 'memory': {
      const lengths = numbers.map((unit) => memoryOf(courseOf(scan, unit)));
      return numbers.toSorted((a, b) => lengths[b] - lengths[a] || a - b);
    }
    default:
      return kind satisfies never;
  }
}

/** The unit's state over the valid steps: of the cell where there is one, else the hidden one. */
function courseOf(scan: Scan, unit: number): Float64Array {
  const grid = scan.grids.get('cell') ?? scan.grids.get('hidden');
  return Float64Array.from({ length: grid ? scan.length : 0 }, (_, t) => (grid ? finite(valueAt(grid, t, unit)) : 0));
}

function finite(value: number): number {
  return Number.isFinite(value) ? Math.max(-1e100, Math.min(1e100, value)) : 0;
}

/** Without its mean and of length 1; zeros where it never changes. */
function centred(course: Float64Array): Float64Array {
  const mean = course.reduce((sum, value) => sum + value, 0) / Math.max(1, course.length);
  const apart = course.map((value) => value - mean);
  const norm = Math.hypot(...apart);
  return norm > 1e-12 * (1 + Math.abs(mean)) ? apart.map((value) => value / norm) : apart.fill(0);
}

/** Steps until the autocorrelation of a course falls below 1/e, between steps along a straight line; of one that never changes all of them. */
export function memoryOf(course: Float64Array): number {
  const x = centred(course);
  const T = x.length;
  if (x.every((value) => value === 0)) return T;
  let before = 1;
  for (let lag = 1; lag < T; lag++) {
    let sum = 0;
    for (let t = lag; t < T; t++) sum += x[t] * x[t - lag];
    if (sum < 1 / Math.E) return lag - 1 + (before - 1 / Math.E) / (before - sum);
    before = sum;
  }
  return T;
}

/**
 * Clusters courses by average linkage of their correlation and reads the tree from left to right, each pair of branches joined at the ends that are
 * more alike; the branch with the smallest number stands first.
 */
export function orderBySimilarity(courses: readonly Float64Array[]): UnitOrder {
  const likeness = courses.map((a) => courses.map((b) => a.reduce((sum, value, t) => sum + value * b[t], 0)));
  let clusters = courses.map((_, unit): readonly number[] => [unit]);
  let between = likeness.map((row) => [...row]);
  while (clusters.length > 1) {
    const [i, j] = closest(between);
    const joined = join(clusters[i], clusters[j], likeness);
    const [n, m] = [clusters[i].length, clusters[j].length];
    const rest = clusters.map((_, k) => k).filter((k) => k !== i && k !== j);
    const mixed = rest.map((k) => (between[i][k] * n + between[j][k] * m) / (n + m));
    clusters = [...rest.map((k) => clusters[k]), joined];
    between = [...rest.map((k, row) => [...rest.map((l) => between[k][l]), mixed[row]]), [...mixed, 1]];
  }
  const [order = []] = clusters;
  return order[0] <= (order.at(-1) ?? 0) ? order : order.toReversed();
}

/** The two clusters that are most alike, the first of equals. */
function closest(between: readonly (readonly number[])[]): readonly [number, number] {
  let [best, from, to] = [-Infinity, 0, 1];
  for (let i = 0; i < between.length; i++) {
    for (let j = i + 1; j < between.length; j++) if (between[i][j] > best) [best, from, to] = [between[i][j], i, j];
  }
  return [from, to];
}

/** One after the other, either of them turned round where its ends then meet more alike. */
function join(a: readonly number[], b: readonly number[], likeness: readonly (readonly number[])[]): readonly number[] {
  const ways = [a, a.toReversed()].flatMap((left) => [b, b.toReversed()].map((right) => ({ left, right })));
  const meeting = ({ left, right }: (typeof ways)[number]): number => likeness[left[left.length - 1]][right[0]];
  const best = ways.reduce((one, other) => (meeting(other) > meeting(one) ? other : one));
  return [...best.left, ...best.right];
}

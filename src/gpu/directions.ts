/** Both directions of a layer in one dispatch: which scans go together, which of their tensors lie side by side in one buffer, and how far apart. */
import type { Pass, ScanBackwardPass, ScanPass, ScanTensors } from '../model/passes';
import type { Plan } from '../model/plan';
import { resolveCount } from '../model/resolve';
import { bothName, carryName, mapDispatches, packedName, type Scheduled } from './dispatch';
import { packedWidth } from './lower-scan';
import { ALIGNMENT, MOST_BYTES_BOUND, type Target } from './tuning';

/** Two ranges of one buffer: the second begins `span` elements after the first. */
export interface Beside {
  readonly first: string;
  readonly second: string;
  readonly span: number;
}

/** Ranges side by side, by the name of either. */
export type Besides = ReadonlyMap<string, Beside>;

/** The scans of a layer, forward in time and reverse. */
export interface Both<P extends ScanTensors = ScanPass | ScanBackwardPass> {
  readonly forward: P;
  readonly reverse: P;
}

/** Scans of two directions, one right after the other, that may share a dispatch. */
export function findBoth(plan: Plan, passes: readonly Pass[], { bindingBytes = MOST_BYTES_BOUND }: Target): readonly Both[] {
  return passes.flatMap((forward, index): Both[] => {
    const reverse = passes.at(index + 1);
    if (!isScan(forward) || !reverse || !isScan(reverse) || forward.kernel !== reverse.kernel) return [];
    if (forward.reverse || !reverse.reverse || forward.steps === 'u' || !isAlike(plan, forward, reverse, bindingBytes)) return [];
    return [{ forward, reverse }];
  });
}

function isScan(pass: Pass): pass is ScanPass | ScanBackwardPass {
  return pass.kernel === 'scan' || pass.kernel === 'scanBackward';
}

function isAlike(plan: Plan, a: ScanPass | ScanBackwardPass, b: ScanPass | ScanBackwardPass, most: number): boolean {
  if (a.held !== null || b.held !== null) return false;
  const isSame = a.cell === b.cell && a.hiddenSize === b.hiddenSize && a.lengths === b.lengths && a.steps === b.steps && a.initial === b.initial;
  const isSmall = 2 * 4 * countOf(plan, a.gates) <= most;
  const distance = spanBetween(plan, a.weightHh, b.weightHh);
  const biases = a.kernel === 'scan' && b.kernel === 'scan' ? spanBetween(plan, a.biasHh, b.biasHh) : distance;
  return isSame && isSmall && distance > 0 && biases === distance;
}

/**
 * What such scans read and write side by side. Parameters do lie so; the rest is to be allocated so.
 * @param others pairs of tensors that are to lie so too.
 */
export function besidesOf(plan: Plan, found: readonly Both[], others: readonly (readonly [string, string])[]): Besides {
  const { capacity } = plan.options;
  const besides = new Map<string, Beside>();
  const add = (first: string | null, second: string | null, span: number): void => {
    if (first === null || second === null || besides.has(first) || besides.has(second)) return;
    const beside = { first, second, span };
    besides.set(first, beside);
    besides.set(second, beside);
  };
  const addTensor = (first: string | null, second: string | null): void => {
    add(first, second, first === null ? 0 : padded(countOf(plan, first)));
  };
  for (const { forward, reverse } of found) {
    for (const key of ['gates', 'hidden', 'cellState'] as const) addTensor(forward[key], reverse[key]);
    const packed = padded(packedWidth(forward) * forward.hiddenSize ** 2);
    for (const direction of ['forward', 'backward'] as const)
      add(packedName(forward.weightHh, direction), packedName(reverse.weightHh, direction), packed);
    const distance = spanBetween(plan, forward.weightHh, reverse.weightHh);
    add(forward.weightHh, reverse.weightHh, distance);
    if (forward.kernel === 'scan' && reverse.kernel === 'scan') add(forward.biasHh, reverse.biasHh, distance);
    if (forward.kernel !== 'scanBackward' || reverse.kernel !== 'scanBackward') continue;
    for (const key of ['dhidden', 'dcell', 'dfinal', 'dinitial'] as const) addTensor(forward[key], reverse[key]);
    add(carryName(forward.label), carryName(reverse.label), padded(2 * capacity.B * forward.hiddenSize));
  }
  for (const [first, second] of others) addTensor(first, second);
  return besides;
}

/** The forward direction's dispatch, over both. */
export function inBothDirections(plan: Plan, besides: Besides, { forward, reverse }: Both, scheduled: Scheduled): Scheduled {
  const distance = spanBetween(plan, forward.weightHh, reverse.weightHh);
  return mapDispatches(scheduled, (dispatch) => {
    const { variant, ranges } = dispatch;
    const inBlocks = variant.entry.includes('_block_');
    const span = (range: string | undefined): number => (range === undefined ? 0 : (besides.get(range)?.span ?? 0)) / (inBlocks ? 4 : 1);
    return {
      ...dispatch,
      depth: 2,
      ranges: Object.fromEntries(Object.entries(ranges).map(([name, range]) => [name, besides.has(range) ? bothName(range) : range])),
      variant: {
        ...variant,
        constants: {
          ...variant.constants,
          GATES_SPAN: span(ranges.gates),
          STATES_SPAN: span(forward.hidden),
          STEPS_SPAN: span(ranges.dhidden),
          FINAL_SPAN: span(ranges.dfinal),
          WEIGHTS_SPAN: inBlocks ? distance / 4 : span(ranges.weights) / packedWidth(forward),
          PARAMETERS_SPAN: distance,
        },
      },
    };
  });
}

/** Elements from one parameter to another. */
export function spanBetween({ parameters }: Plan, first: string, second: string): number {
  const [a, b] = [parameters.byName.get(first), parameters.byName.get(second)];
  if (!a || !b) throw new Error(`directions: ${first} and ${second} must be parameters`);
  return b.offset - a.offset;
}

function padded(count: number): number {
  return Math.ceil(count / ALIGNMENT) * ALIGNMENT;
}

function countOf(plan: Plan, tensor: string): number {
  const spec = plan.tensors.get(tensor);
  if (!spec) throw new Error(`directions: the plan declares no ${tensor}`);
  return resolveCount(spec.shape, plan.options.capacity);
}

/** Whether tensors that lie side by side fit one binding. */
export function fitOneBinding(plan: Plan, tensors: readonly string[], { bindingBytes = MOST_BYTES_BOUND }: Target): boolean {
  return tensors.reduce((sum, tensor) => sum + 4 * countOf(plan, tensor), 4 * ALIGNMENT) <= bindingBytes;
}

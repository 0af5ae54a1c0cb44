/** What `learn` is asked and what it answers: the cases of a plan, and the rows that they come to. */
import * as v from 'valibot';
import { InputError } from '../core/errors';
import { MAX_SEED } from '../model/parse-run';
import { flag, integer, number, object, parseWith, word } from '../model/schema';
import type { Measure } from '../tasks/measures';
import { MAX_STEPS } from './train';

const shared = {
  name: v.string('must be a text'),
  /** As a saved run, its seed left out. */
  run: v.record(v.string(), v.unknown(), 'must be a run'),
  seeds: v.array(integer(0, MAX_SEED)),
};

const trainedCase = object({
  ...shared,
  /** The held-out loss to fall below, or the metric to reach; with neither, the run goes on to its limit, to be compared with. */
  below: v.optional(number(0, 1e6)),
  reach: v.optional(number(0, 1e6)),
  /** Whether missing the bound is a failure, or a comparison. */
  mustReach: flag(true),
  /** Updates to try at the most, and between two evaluations. */
  limit: integer(1, MAX_STEPS),
  every: integer(1, MAX_STEPS),
});

/** What is measured of the initial weights, without training. */
const measuredCase = object({ ...shared, measure: word('gradientRatio') });

const planSchema = v.array(
  v.lazy((given) => (typeof given === 'object' && given !== null && 'measure' in given ? measuredCase : trainedCase)),
  'must be a list of cases',
);

export type TrainedCase = v.InferOutput<typeof trainedCase>;
export type MeasuredCase = v.InferOutput<typeof measuredCase>;

interface Row {
  readonly name: string;
  readonly seed: number;
  readonly engine: string;
  readonly adapter: string;
}

/** What one seed of a case came to that trains. */
export interface TrainedRow extends Row {
  readonly kind: 'trained';
  /** The held-out loss to fall below, and the metric to reach; null where the case has no such bound. */
  readonly below: number | null;
  readonly reach: number | null;
  readonly mustReach: boolean;
  readonly limit: number;
  /** Updates at the first evaluation within the bounds; null where the limit, or a number that is not finite, came first. */
  readonly updates: number | null;
  /** At the last evaluation; null where a number was not finite. */
  readonly evalLoss: number | null;
  readonly metric: { readonly name: string; readonly value: number | null };
  /** What else the task measures, at the same evaluation; left out in rows from before it was noted. */
  readonly metrics?: readonly Measure[];
  /** The largest norm of the gradient that an update had before clipping; null in rows from before it was noted. */
  readonly largestGradNorm: number | null;
  /** The update whose numbers were not finite, and the pass where they ceased to be. */
  readonly nonFinite: { readonly update: number; readonly pass: string } | null;
  /** Of training alone. */
  readonly updatesPerSecond: number;
}

/** How much of the gradient at the last state reaches the first one: ‖dL/dh_1‖ / ‖dL/dh_T‖, and of an lstm the same of c. */
export interface MeasuredRow extends Row {
  readonly kind: 'measured';
  readonly measure: 'gradientRatio';
  readonly steps: number;
  readonly hiddenRatio: number;
  readonly cellRatio: number | null;
}

export type LearnRow = TrainedRow | MeasuredRow;

/** @param only the name of the one case wanted; null = all. @throws InputError for a plan with a wrong field, or without that case. */
export function parseLearnPlan(given: unknown, only: string | null): readonly (TrainedCase | MeasuredCase)[] {
  const cases = parseWith(planSchema, given, 'plan');
  if (only === null) return cases;
  const chosen = cases.filter(({ name }) => name === only);
  if (chosen.length === 0) throw new InputError('--only', `must be one of ${cases.map(({ name }) => JSON.stringify(name)).join(', ')}`, only);
  return chosen;
}

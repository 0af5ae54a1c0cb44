/** Turns what a link or a form holds into a race whose lanes can run, or says which field cannot be; the task's options are the task's to check. */
import * as v from 'valibot';
import { InputError } from '../core/errors';
import { parseRun } from './parse-run';
import { limits } from './parse-spec';
import { matchModel, type RaceLane, raceLimits, type RaceSpec } from './race';
import type { Run } from './run';
import { byKind, integer, object, parseWith } from './schema';

const mustHold = `must be a list of ${String(raceLimits.lanes.min)} to ${String(raceLimits.lanes.max)} lanes`;

const matchSchema = byKind('"own", "width", "parameters"', [
  object({ kind: v.literal('own') }),
  object({ kind: v.literal('width'), width: integer(limits.hiddenSize.min, limits.hiddenSize.max) }),
  object({ kind: v.literal('parameters'), count: integer(raceLimits.parameters.min, raceLimits.parameters.max) }),
]);

const raceSchema = object({
  task: v.unknown(),
  lanes: v.pipe(
    v.array(object({ model: v.unknown(), initialisation: v.optional(v.unknown(), {}) }), mustHold),
    v.minLength(raceLimits.lanes.min, mustHold),
    v.maxLength(raceLimits.lanes.max, mustHold),
  ),
  match: v.optional(matchSchema, { kind: 'own' }),
  training: v.optional(v.record(v.string(), v.unknown(), 'must be an object'), {}),
  seed: v.unknown(),
  seeds: v.optional(integer(raceLimits.seeds.min, raceLimits.seeds.max), 1),
});

/**
 * The race that `value` describes, every default filled in.
 * @throws InputError naming the field, as in `race.lanes.1.model.encoder.cell`; lanes are counted from 0.
 */
export function parseRace(value: unknown): RaceSpec {
  const { task, lanes, match, training, seed, seeds } = parseWith(raceSchema, value, 'race');
  if ('initialisation' in training) {
    throw new InputError('race.training.initialisation', 'must not be there: it is given for each lane', training.initialisation);
  }
  const runs = lanes.map(({ model, initialisation }, k) =>
    withinLane(k, () => parseRun({ model, task, training: { ...training, initialisation }, seed })),
  );
  runs.forEach((run, k) => {
    withinLane(k, () => parseRun({ ...run, model: matchModel(run.model, match) }));
  });
  const { initialisation: _own, ...shared } = runs[0].training;
  return { task: runs[0].task, lanes: runs.map(laneOf), match, training: shared, seed: runs[0].seed, seeds };
}

/** A run as a lane: its network and how its weights are drawn. */
export function laneOf({ model, training: { initialisation } }: Pick<Run, 'model' | 'training'>): RaceLane {
  return { model, initialisation };
}

/** Says in which lane an input cannot be. */
export function withinLane<Result>(lane: number, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(`race.lanes.${String(lane)}.${error.where}`, error.mustHold, error.got);
  }
}

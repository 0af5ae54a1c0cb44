/** Changes of a race that keep its lanes fitting the task and one another: what holds for one run is done to every lane. */
import { InputError } from '../core/errors';
import { laneOf, parseRace } from '../model/parse-race';
import { type RaceLane, raceLimits, type RaceMatch, type RaceSpec } from '../model/race';
import type { Run } from '../model/run';
import type { CellKind } from '../model/spec';
import { withEncoder } from './edit';

/** The kinds of cell that a lane can be given; the textbook's GRU resets the state before the product. */
export const laneKinds = ['rnn', 'lstm', 'gru', 'gruBefore'] as const;

export type LaneKind = (typeof laneKinds)[number];

export function kindOf({ model: { encoder } }: Pick<RaceLane, 'model'>): LaneKind {
  return encoder.cell === 'gru' && !encoder.resetAfter ? 'gruBefore' : encoder.cell;
}

function cellOf(kind: LaneKind): { readonly cell: CellKind; readonly resetAfter: boolean } {
  return { cell: kind === 'gruBefore' ? 'gru' : kind, resetAfter: kind !== 'gruBefore' };
}

/** A lane as a run of its own, at the race's first seed and before its width is matched. */
function runOfLane({ task, training, seed, lanes }: RaceSpec, lane: number): Run {
  const { model, initialisation } = lanes[lane];
  return { model, task, training: { ...training, initialisation }, seed };
}

/** What is changed in every lane alike: the task, its options, the training, the seed. @throws InputError where it cannot be */
export function withEveryLane(race: RaceSpec, edit: (run: Run) => Run): RaceSpec {
  const runs = race.lanes.map((_, lane) => edit(runOfLane(race, lane)));
  const [{ task, training, seed }] = runs;
  const { initialisation: _own, ...shared } = training;
  return parseRace({ ...race, task, training: shared, seed, lanes: runs.map(laneOf) });
}

/** What is changed in one lane: its network, how its weights are drawn. @throws InputError where it cannot be */
export function withLane(race: RaceSpec, lane: number, edit: (run: Run) => Run): RaceSpec {
  return parseRace({ ...race, lanes: race.lanes.map((each, k) => (k === lane ? laneOf(edit(runOfLane(race, k))) : each)) });
}

/** @throws InputError where the lane cannot be */
export function withLaneKind(race: RaceSpec, lane: number, kind: LaneKind): RaceSpec {
  return withLane(race, lane, (run) => withEncoder(run, cellOf(kind)));
}

/** One more lane, like the last one but of the first kind that none has yet. @throws InputError for a fifth */
export function withNewLane(race: RaceSpec): RaceSpec {
  const last = race.lanes.length - 1;
  const taken = race.lanes.map(kindOf);
  const kind = laneKinds.find((each) => !taken.includes(each)) ?? kindOf(race.lanes[last]);
  return parseRace({ ...race, lanes: [...race.lanes, laneOf(withEncoder(runOfLane(race, last), cellOf(kind)))] });
}

/** @throws InputError for the last one */
export function withoutLane(race: RaceSpec, lane: number): RaceSpec {
  return parseRace({ ...race, lanes: race.lanes.filter((_, k) => k !== lane) });
}

/** @throws InputError for a width or a number of parameters that cannot be */
export function withMatch(race: RaceSpec, match: RaceMatch): RaceSpec {
  return parseRace({ ...race, match });
}

/** @throws InputError where it is not 1 to 3 */
export function withSeeds(race: RaceSpec, seeds: number): RaceSpec {
  return parseRace({ ...race, seeds });
}

/** A run's own network beside the same with the other kinds of cell, on its task, trained as it is. */
export function raceOfRun(run: Run): RaceSpec {
  const own = kindOf(run);
  const rivals = (['rnn', 'lstm', 'gru'] as const).filter((kind) => kind !== own);
  const runs = [run, ...rivals.map((kind) => withEncoder(run, cellOf(kind)))].slice(0, raceLimits.lanes.max);
  const { initialisation: _own, ...training } = run.training;
  return parseRace({ task: run.task, lanes: runs.map(laneOf), match: { kind: 'own' }, training, seed: run.seed });
}

/** A lane's forget bias; null: as the initialisation draws it. @throws InputError where it cannot be */
export function withForgetBias(race: RaceSpec, lane: number, forgetBias: number | null): RaceSpec {
  if (race.lanes[lane].model.encoder.cell !== 'lstm') throw new InputError('forgetBias', 'must be given to a cell with a forget gate', forgetBias);
  return withLane(race, lane, (run) => {
    const { forgetBias: _before, ...rest } = run.training.initialisation;
    return { ...run, training: { ...run.training, initialisation: forgetBias === null ? rest : { ...rest, forgetBias } } };
  });
}

/** The races that can be opened by name: a task and networks worth comparing on it, each one row of the table. */
import type { RaceSpec } from '../model/race';
import type { Run } from '../model/run';
import { getTask } from '../tasks/table';
import { createDefaultRun } from './default-run';
import { withEncoder, withOptimizer, withOption, withTraining } from './edit';
import { laneOf } from '../model/parse-race';
import { completeRace } from './race-link';

export const wholeRaceNames = ['recallCells', 'forgetBias', 'resetGates'] as const;

export type WholeRaceName = (typeof wholeRaceNames)[number];

/** Makes the race of a name, complete. */
export const wholeRaces: Readonly<Record<WholeRaceName, () => RaceSpec>> = {
  // Gates drawn for the lag, as Tallec and Ollivier 2018 advise; without that the LSTM and the GRU do not begin to remember so long.
  recallCells: () => {
    const run = recall(40);
    const gated = withTraining(run, { initialisation: { kind: 'chrono', maxLag: 41 } });
    return raceOf([
      withTraining(withEncoder(run, { cell: 'rnn' }), { initialisation: { kind: 'pytorch' } }),
      gated,
      withEncoder(gated, { cell: 'gru' }),
    ]);
  },
  forgetBias: () => {
    const run = recall(10);
    return raceOf([1, 0].map((forgetBias) => withTraining(run, { initialisation: { kind: 'pytorch', forgetBias } })));
  },
  resetGates: () => {
    const task = getTask('adding');
    const run = withOption(createDefaultRun(task), task, 'length', 30);
    const gru = withEncoder(quick(run), { cell: 'gru', hiddenSizes: [24] });
    return raceOf([gru, withEncoder(gru, { resetAfter: false })]);
  },
};

function quick(run: Run): Run {
  return withOptimizer(run, { learningRate: 0.01 });
}

/** Delayed recall over so many steps, 16 units. */
function recall(lag: number): Run {
  const task = getTask('recall');
  return quick(withEncoder(withOption(createDefaultRun(task), task, 'lag', lag), { hiddenSizes: [16] }));
}

/** Runs that differ in their networks and how these are drawn alone. */
function raceOf(runs: readonly Run[]): RaceSpec {
  const [{ task, training, seed }] = runs;
  const { initialisation: _own, ...shared } = training;
  return completeRace({ task, lanes: runs.map(laneOf), training: shared, seed, seeds: 1 });
}

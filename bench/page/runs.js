/** The runs that the page is watched at while it trains, as the fragments of its address. */
import { initialCursor } from '../../src/store/cursor';
import { createDefaultRun } from '../../src/store/default-run';
import { withEncoder, withOption } from '../../src/store/edit';
import { writeLink } from '../../src/store/permalink';
import { withNewLane, raceOfRun, withMatch } from '../../src/store/race-edit';
import { writeRaceLink } from '../../src/store/race-link';
import { getTask } from '../../src/tasks/table';

function linkTo(run) {
  const { t, scan, unit, gate, direction } = initialCursor;
  return writeLink({ run, engine: 'wasm', ran: null, weights: 'initial', example: 0, view: { t, scan, unit, gate, direction } });
}

function createRun(name, length, encoder) {
  const task = getTask(name);
  const [key] = Object.keys(task.options);
  return withEncoder(withOption(createDefaultRun(task), task, key, length), encoder);
}

/** All four cells on the same task at the same width. */
function raceOfFour(run, width) {
  return writeRaceLink({ race: withMatch(withNewLane(raceOfRun(run)), { kind: 'width', width }), engine: 'wasm', example: 0, t: 0 });
}

/** `view`: what the page shows. */
export const runs = [
  { name: 'LSTM of 12 units, recall', view: 'lab', fragment: linkTo(createDefaultRun(getTask('recall'))) },
  { name: 'LSTM of 64 units, adding, 100 steps', view: 'lab', fragment: linkTo(createRun('adding', 100, { hiddenSizes: [64] })) },
  {
    name: 'two bidirectional GRU layers of 128 units, adding, 200 steps',
    view: 'lab',
    fragment: linkTo(createRun('adding', 200, { cell: 'gru', hiddenSizes: [128, 128], bidirectional: true })),
  },
  { name: 'LSTM of 32 units with an attention decoder, dates', view: 'lab', fragment: linkTo(createDefaultRun(getTask('dates'))) },
  { name: 'race of four cells of 32 units, adding, 50 steps', view: 'race', fragment: raceOfFour(createRun('adding', 50, {}), 32) },
];

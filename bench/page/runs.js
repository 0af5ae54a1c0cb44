/** The runs that the page is watched at while it trains, as the fragments of its address. */
import { initialCursor } from '../../src/store/cursor';
import { createDefaultRun } from '../../src/store/default-run';
import { withEncoder, withOption } from '../../src/store/edit';
import { writeLink } from '../../src/store/permalink';
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

export const runs = [
  { name: 'LSTM of 12 units, recall', fragment: linkTo(createDefaultRun(getTask('recall'))) },
  { name: 'LSTM of 64 units, adding, 100 steps', fragment: linkTo(createRun('adding', 100, { hiddenSizes: [64] })) },
  {
    name: 'two bidirectional GRU layers of 128 units, adding, 200 steps',
    fragment: linkTo(createRun('adding', 200, { cell: 'gru', hiddenSizes: [128, 128], bidirectional: true })),
  },
  { name: 'LSTM of 32 units with an attention decoder, dates', fragment: linkTo(createDefaultRun(getTask('dates'))) },
];

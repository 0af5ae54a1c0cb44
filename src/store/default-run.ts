/** The run that the page opens where nothing else is asked for. */
import { parseRun } from '../model/parse-run';
import type { Run } from '../model/run';
import { withTask } from './edit';
import type { Task } from '../tasks/task';

/**
 * An LSTM of 12 units on a task at its defaults; of 32 where it is to decode. Its forget gates start open (bias 1, as Jozefowicz et al. 2015 advise), since half open
 * ones, PyTorch's default, halve the cell state's gradient at every step.
 */
export function createDefaultRun(task: Task): Run {
  const run = parseRun({
    model: {
      input: { kind: 'values', size: 1 },
      encoder: { cell: 'lstm', hiddenSizes: [12] },
      output: { kind: 'last', size: 1, loss: 'mse' },
    },
    task: { name: task.name },
    training: { optimizer: { learningRate: 0.005 }, initialisation: { forgetBias: 1 } },
    seed: 1,
  });
  return withTask(run, task);
}

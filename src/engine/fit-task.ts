/** Whether a network can read and answer a task; a misfit is refused with the part that would fit. */
import { InputError } from '../core/errors';
import type { InputSpec, ModelSpec, OutputSpec } from '../model/spec';
import type { Options, Task } from '../tasks/task';

/**
 * What is the user's to choose (embedding sizes, attention, dense layers, dropout) may differ; the rest must be the task's.
 * @throws InputError naming `model.input` or `model.output`.
 */
export function checkModelFitsTask({ input, output }: ModelSpec, task: Task, options: Options): void {
  const neededInput = task.input(options);
  if (!sameInput(input, neededInput)) throw new InputError('model.input', `for task ${task.name} it must be ${JSON.stringify(neededInput)}`, input);
  const neededOutput = task.output(options);
  if (!sameOutput(output, neededOutput)) {
    throw new InputError('model.output', `for task ${task.name} it must be ${JSON.stringify(neededOutput)}`, output);
  }
}

function sameInput(given: InputSpec, needed: InputSpec): boolean {
  if (given.kind === 'tokens') return needed.kind === 'tokens' && given.vocabSize === needed.vocabSize;
  return needed.kind === 'values' && given.size === needed.size;
}

function sameOutput(given: OutputSpec, needed: OutputSpec): boolean {
  if (given.kind === 'decoder') return needed.kind === 'decoder' && given.vocabSize === needed.vocabSize;
  return needed.kind !== 'decoder' && given.kind === needed.kind && given.size === needed.size && given.loss === needed.loss;
}

/** What a kept run is called: its own name, or its task and network where the page kept it by itself. */
import type { KeptRun } from '../store/saved-runs';
import type { Messages } from './messages/en';

export function nameOfRun({ name, task, cell, hiddenSizes }: Pick<KeptRun, 'name' | 'task' | 'cell' | 'hiddenSizes'>, messages: Messages): string {
  if (name !== '') return name;
  return messages.runs.unnamed(messages.tasks[task]?.name ?? task, `${messages.experiment.cells[cell]} ${hiddenSizes.join(', ')}`);
}

/** What a card computes of its task: what guessing and the simple rule reach, and one held-out example. */
import type { Batch } from '../../model/feed';
import type { Options, ReadData, Rival, Task } from '../../tasks/task';
import { readSample, type Sample } from './sample';

export interface Facts {
  readonly baseline: { readonly name: string; readonly value: number };
  /** null where the task has no simple rule. */
  readonly rival: Rival | null;
  readonly sample: Sample;
}

/** Reads the task's data where it has some. @throws InputError naming a data file that cannot be used */
export async function computeFacts(task: Task, options: Options, seed: number, read: ReadData): Promise<Facts> {
  await task.load?.(read);
  const batch: Batch = task.sample(options, seed, 'heldOut', 0, 1);
  return {
    baseline: task.baseline(options),
    rival: task.rival?.(options) ?? null,
    sample: readSample({ batch, input: task.input(options), output: task.output(options), symbols: task.symbols(options) }),
  };
}

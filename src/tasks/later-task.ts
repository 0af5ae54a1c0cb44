/** Tasks whose examples are made by code that is loaded with their data: a page that only names and offers them goes without. */
import type { ReadData, Task } from './task';

/** What of a task needs its data. */
export type Examples = Pick<Task, 'baseline' | 'rival' | 'heldOutCount' | 'sample' | 'score' | 'measure'>;

/** A task that knows its name, options and shapes, and gets the rest with `load`; until then that throws. */
export function createLaterTask(known: Omit<Task, keyof Examples | 'load'>, loadExamples: (read: ReadData) => Promise<Examples>): Task {
  const refuse = (): never => {
    throw new Error(`task ${known.name}: load must have resolved before its examples are asked for`);
  };
  const task: Task = {
    ...known,
    baseline: refuse,
    sample: refuse,
    score: refuse,
    async load(read) {
      Object.assign(task, await loadExamples(read));
    },
  };
  return task;
}

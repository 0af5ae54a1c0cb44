/** A task whose examples, and the code that makes them, are fetched when it is chosen: until then it is no more than what a menu and a network must know. */
import type { ReadData, Task } from './task';

export type TaskOffer = Pick<Task, 'name' | 'options' | 'input' | 'output' | 'metric'>;

/** What a task can do once its data are there. */
export type TaskExamples = Pick<Task, 'baseline' | 'rival' | 'heldOutCount' | 'symbols' | 'sample' | 'score' | 'measure' | 'outlook'>;

/** @param open fails where the data cannot be had; it is asked again then. */
export function createLoadedTask(offer: TaskOffer, open: (read: ReadData) => Promise<TaskExamples>): Task {
  const refuse = (): never => {
    throw new Error(`task ${offer.name}: load must have resolved before its examples are asked for`);
  };
  let isOpen = false;
  const task: Task = {
    ...offer,
    ...{ baseline: refuse, symbols: refuse, sample: refuse, score: refuse },
    async load(read) {
      if (isOpen) return;
      Object.assign(task, await open(read));
      isOpen = true;
    },
  };
  return task;
}

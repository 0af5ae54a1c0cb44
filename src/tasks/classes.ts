/** What the tasks share that read a sequence out of a finite list and name its class: what each must say of itself. */
import type { InputSpec } from '../model/spec';
import { type DataFile, readDataFile } from './data-files';
import { createLoadedTask } from './loaded-task';
import type { Task } from './task';

export interface ClassTask {
  readonly name: string;
  readonly file: DataFile;
  /** Lines of the file are a class's code, a space, and the sequence. */
  readonly codes: readonly string[];
  /** What the classes are called, in the order of their codes. */
  readonly classes: readonly string[];
  /** The share, at the end of the file, that is held out. */
  readonly heldOutShare: number;
  readonly input: InputSpec;
  /** The name of each input channel, or of each token id. */
  readonly inputs: readonly string[];
  readonly steps: number;
  /** The numbers that a network reads, `steps` times the channels; of sequences that differ in length, each has its own number of steps. */
  readonly read: (text: string) => readonly number[];
  readonly varies?: boolean;
  /** Whether the rule of pairs of letters stands beside it. */
  readonly comparesPairs?: boolean;
}

export function createClassTask(task: ClassTask): Task {
  return createLoadedTask(
    {
      name: task.name,
      options: {},
      input: () => task.input,
      output: () => ({ kind: 'last', size: task.classes.length, loss: 'crossEntropy', dropout: 0, hidden: [] }),
      metric: { name: 'accuracy', better: 'higher' },
    },
    async (read) => (await import('./class-examples')).openClassExamples(task, await readDataFile(read, task.file)),
  );
}

/** What the tasks share that read a sequence out of a finite list and name its class: how the list is split, drawn from and scored. */
import type { InputSpec } from '../model/spec';
import { type DataFile, readDataFile } from './data-files';
import { measureEntropy } from './entropy';
import { scoreAccuracy } from './score';
import { rowOf } from './streams';
import type { Stream, Task } from './task';

interface Example {
  readonly label: number;
  /** As the data file writes it. */
  readonly text: string;
}

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
  /** The numbers that a network reads, `steps` times the channels. */
  readonly read: (text: string) => readonly number[];
}

export function createClassTask({ name, file, codes, classes, heldOutShare, input, inputs: names, steps: T, read }: ClassTask): Task {
  let parts: Readonly<Record<Stream, readonly Example[]>> | null = null;
  const getPart = (stream: Stream): readonly Example[] => {
    if (!parts) throw new Error(`task ${name}: load must have resolved before its examples are asked for`);
    return parts[stream];
  };
  const channels = input.kind === 'values' ? [input.size] : [];
  return {
    name,
    options: {},
    async load(readFile) {
      if (parts) return;
      const text = await readDataFile(readFile, file);
      const examples = text
        .trimEnd()
        .split('\n')
        .map((line): Example => {
          const [code, sequence] = line.split(' ');
          return { label: codes.indexOf(code), text: sequence };
        });
      const border = Math.round(examples.length * (1 - heldOutShare));
      parts = { train: examples.slice(0, border), heldOut: examples.slice(border) };
    },
    input: () => input,
    output: () => ({ kind: 'last', size: classes.length, loss: 'crossEntropy', dropout: 0, hidden: [] }),
    metric: { name: 'accuracy', better: 'higher' },
    /** The entropy of a class of the training part. */
    baseline: () => ({ name: 'class frequencies', value: measureEntropy(countLabels(getPart('train'), classes.length)) }),
    heldOutCount: () => getPart('heldOut').length,
    symbols: () => ({ inputs: names, outputs: classes }),

    sample(_, seed, stream, first, count) {
      const examples = getPart(stream);
      const width = T * (channels[0] ?? 1);
      const inputs = input.kind === 'values' ? new Float32Array(count * width) : new Int32Array(count * width);
      const targets = new Int32Array(count);
      for (let b = 0; b < count; b++) {
        const example = examples[rowOf(seed, stream, first + b, examples.length)];
        inputs.set(read(example.text), b * width);
        targets[b] = example.label;
      }
      return { inputs: { shape: [count, T, ...channels], data: inputs }, targets: { shape: [count], data: targets } };
    },

    score: (outputs, batch) => scoreAccuracy(outputs, batch.targets.data, classes.length),
  };
}

/** How many examples there are of each class. */
function countLabels(examples: readonly Example[], classes: number): Float64Array {
  const counts = new Float64Array(classes);
  for (const { label } of examples) counts[label]++;
  return counts;
}

/** What the tasks share that read a sequence out of a finite list and name its class: how the list is split, drawn from and scored. */
import type { InputSpec } from '../model/spec';
import { type DataFile, readDataFile } from './data-files';
import { measureEntropy } from './entropy';
import { scoreAccuracy } from './score';
import { rowOf } from './streams';
import type { Rival, Stream, Task } from './task';

export interface Example {
  readonly label: number;
  /** As the data file writes it. */
  readonly text: string;
}

/** A rule that is no network: what it learns from examples, and the class that it then gives a sequence. */
export interface ClassRule {
  readonly name: string;
  readonly learn: (examples: readonly Example[]) => (text: string) => number;
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
  /** The numbers that a network reads, `steps` times the channels; of sequences that differ in length, each has its own number of steps. */
  readonly read: (text: string) => readonly number[];
  readonly varies?: boolean;
  readonly rule?: ClassRule;
}

export function createClassTask({
  name,
  file,
  codes,
  classes,
  heldOutShare,
  input,
  inputs: names,
  steps: T,
  read,
  varies = false,
  rule,
}: ClassTask): Task {
  let parts: Readonly<Record<Stream, readonly Example[]>> | null = null;
  const getPart = (stream: Stream): readonly Example[] => {
    if (!parts) throw new Error(`task ${name}: load must have resolved before its examples are asked for`);
    return parts[stream];
  };
  const measureRule = ({ name: ruleName, learn }: ClassRule): Rival => {
    const answer = learn(getPart('train'));
    const heldOut = getPart('heldOut');
    return { name: ruleName, metric: heldOut.filter(({ label, text }) => answer(text) === label).length / heldOut.length };
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
    ...(rule ? { rival: () => measureRule(rule) } : {}),
    heldOutCount: () => getPart('heldOut').length,
    symbols: () => ({ inputs: names, outputs: classes }),

    sample(_, seed, stream, first, count) {
      const examples = getPart(stream);
      const width = T * (channels[0] ?? 1);
      const inputs = input.kind === 'values' ? new Float32Array(count * width) : new Int32Array(count * width);
      const lengths = new Int32Array(count);
      const targets = new Int32Array(count);
      for (let b = 0; b < count; b++) {
        const example = examples[rowOf(seed, stream, first + b, examples.length)];
        const numbers = read(example.text);
        inputs.set(numbers, b * width);
        lengths[b] = numbers.length / (channels[0] ?? 1);
        targets[b] = example.label;
      }
      return {
        inputs: { shape: [count, T, ...channels], data: inputs },
        ...(varies ? { lengths: { shape: [count], data: lengths } } : {}),
        targets: { shape: [count], data: targets },
      };
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

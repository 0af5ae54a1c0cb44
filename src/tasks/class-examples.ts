/** The examples of the tasks that name the class of a sequence: how their list is split, drawn from and scored. */
import { createBigramRule, type Example } from './bigrams';
import type { ClassTask } from './classes';
import { measureEntropy } from './entropy';
import type { TaskExamples } from './loaded-task';
import { scoreAccuracy } from './score';
import { rowOf } from './streams';
import type { Rival, Stream } from './task';

/** @param text the task's data file */
export function openClassExamples(task: ClassTask, text: string): TaskExamples {
  const { codes, classes, input, inputs: names, steps: T, read, varies = false } = task;
  const examples = text
    .trimEnd()
    .split('\n')
    .map((line): Example => {
      const [code, sequence] = line.split(' ');
      return { label: codes.indexOf(code), text: sequence };
    });
  const border = Math.round(examples.length * (1 - task.heldOutShare));
  const parts: Readonly<Record<Stream, readonly Example[]>> = { train: examples.slice(0, border), heldOut: examples.slice(border) };
  const measurePairs = (): Rival => {
    const { name, learn } = createBigramRule(classes.length);
    const answer = learn(parts.train);
    return { name, metric: parts.heldOut.filter(({ label, text: asked }) => answer(asked) === label).length / parts.heldOut.length };
  };
  const channels = input.kind === 'values' ? [input.size] : [];
  return {
    /** The entropy of a class of the training part. */
    baseline: () => ({ name: 'class frequencies', value: measureEntropy(countLabels(parts.train, classes.length)) }),
    ...(task.comparesPairs === true ? { rival: measurePairs } : {}),
    heldOutCount: () => parts.heldOut.length,
    symbols: () => ({ inputs: names, outputs: classes }),

    sample(_, seed, stream, first, count) {
      const width = T * (channels[0] ?? 1);
      const inputs = input.kind === 'values' ? new Float32Array(count * width) : new Int32Array(count * width);
      const lengths = new Int32Array(count);
      const targets = new Int32Array(count);
      for (let b = 0; b < count; b++) {
        const example = parts[stream][rowOf(seed, stream, first + b, parts[stream].length)];
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

/** How well the network does on examples that it has not trained on: the mean loss and the task's metric. */
import { type Batch, createFeed } from '../model/feed';
import type { Executor } from '../model/executor';
import { addScores, type Measure, readMeasures, type Scores } from '../tasks/measures';
import type { Options, Task } from '../tasks/task';
import { type Confusion, countConfusion } from './confusion';
import { sampleContinued } from './continued';
import { generate } from './generate';
import { readOutputs } from './probe';
import { writeCarried } from './weights';

export interface Evaluation {
  /** Teacher-forced, the mean over all valid elements. */
  readonly loss: number;
  /** Of a decoder, with greedy decoding. */
  readonly metric: number;
  /** What else the task measures, of the same answers. */
  readonly measures: readonly Measure[];
  readonly examples: number;
}

export interface EvaluationChoice {
  readonly task: Task;
  readonly options: Options;
  readonly seed: number;
  /** Held-out examples to take, from the first on. */
  readonly examples: number;
  /** Asked between batches; false abandons the evaluation. */
  readonly goOn?: () => Promise<boolean>;
  /** Where answers are counted in, class by class. */
  readonly confusion?: Confusion | null;
}

/**
 * Evaluates the executor's present weights, its capacity's rows at a time; null where it was abandoned. A plan that carries states, which must be
 * another than the one that trains, begins with state 0 and reads consecutive held-out windows in each row.
 */
export async function evaluate(
  executor: Executor,
  { task, options, seed, examples, goOn = () => Promise.resolve(true), confusion = null }: EvaluationChoice,
): Promise<Evaluation | null> {
  const total = { loss: 0, elements: 0, sum: 0, count: 0 };
  let scores: Scores = {};
  const rows = executor.plan.options.capacity.B;
  const decodes = executor.plan.model.output.kind === 'decoder';
  const { carry } = executor.plan.options;
  writeCarried(executor, null);
  for (let first = 0; first < examples; first += rows) {
    if (!(await goOn())) return null;
    const count = Math.min(rows, examples - first);
    const batch: Batch = carry
      ? sampleContinued(task, { options, seed, stream: 'heldOut' }, first / rows, count)
      : task.sample(options, seed, 'heldOut', first, count);
    const feed = createFeed(executor.plan.model, batch);
    const [[report], outputs] = await Promise.all([
      executor.enqueue([feed], ['encode', 'decode', 'loss', 'keep']),
      decodes ? generate(executor, batch).then((greedy) => greedy.outputs) : readOutputs(executor, feed.sizes),
    ]);
    if (confusion !== null) countConfusion(confusion, outputs.data, batch);
    const score = task.score(outputs.data, batch);
    if (task.measure) scores = addScores(scores, task.measure(outputs.data, batch));
    total.loss += report.loss / feed.lossScale;
    total.elements += 1 / feed.lossScale;
    total.sum += score.sum;
    total.count += score.count;
  }
  return { loss: total.loss / total.elements, metric: total.sum / total.count, measures: readMeasures(scores), examples };
}

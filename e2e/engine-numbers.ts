/** What the reference engine computes from the weights that a page exported: the watched example, taught and by itself, and the held-out examples. */
import { readFile } from 'node:fs/promises';
import { readSafetensors } from '../src/core/safetensors';
import type { TensorMap } from '../src/core/tensor';
import { evaluate, type Evaluation } from '../src/engine/evaluate';
import { generate } from '../src/engine/generate';
import { createProbePlan, probe } from '../src/engine/probe';
import { createTrainingPlan } from '../src/engine/training-plan';
import { writeParameters } from '../src/engine/weights';
import { sizesOf } from '../src/model/feed';
import { packParameters } from '../src/model/parameter-files';
import { layoutParameters } from '../src/model/parameters';
import type { Run } from '../src/model/run';
import type { GreedyAnswers } from '../src/model/snapshot';
import { createReferenceEngine } from '../src/reference/engine';
import { getTask } from '../src/tasks/table';

export interface EngineNumbers {
  readonly batch: TensorMap;
  /** Teacher-forced. */
  readonly tensors: TensorMap;
  readonly greedy: GreedyAnswers;
  /** Of as many held-out examples as the page takes. */
  readonly heldOut: Evaluation;
}

/** Held-out examples of one of the page's evaluations. */
const EXAMPLES = 256;

/** The numbers of a run with a decoder, from a file of its weights. */
export async function computeNumbers(run: Run, weights: string): Promise<EngineNumbers> {
  const { model, task: choice, seed } = run;
  const task = getTask(choice.name);
  const batch = task.sample(choice.options, seed, 'heldOut', 0, 1);
  const parameters = packParameters(layoutParameters(model), readSafetensors(await readFile(weights)));
  const engine = createReferenceEngine();
  const prober = await engine.createExecutor(createProbePlan(model, sizesOf(batch)));
  const evaluator = await engine.createExecutor(createTrainingPlan(run, task));
  writeParameters(prober, parameters);
  writeParameters(evaluator, parameters);
  const heldOut = await evaluate(evaluator, { task, options: choice.options, seed, examples: EXAMPLES });
  if (heldOut === null) throw new Error('evaluate: must come to an end, got nothing');
  return { batch, tensors: await probe(prober, batch), greedy: await generate(prober, batch), heldOut };
}

/** The largest logit of every step as the task writes it, in one word. */
export function writeAnswers({ task: { name, options } }: Run, outputs: GreedyAnswers['outputs']): string {
  const [, U, V] = outputs.shape;
  const { outputs: names } = getTask(name).symbols(options);
  return Array.from({ length: U }, (_, u) => {
    const logits = [...outputs.data.slice(u * V, (u + 1) * V)];
    return names[logits.indexOf(Math.max(...logits))];
  }).join('');
}

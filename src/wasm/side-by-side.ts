/** For tests: single passes with tensors of any shape, run on this engine and on the reference, and their results side by side. */
import { normal } from '../core/random';
import type { Numbers } from '../core/tensor';
import type { Engine, Executor, Feed } from '../model/executor';
import { layoutParameters } from '../model/parameters';
import type { Pass, Sizes, TensorSpec } from '../model/passes';
import { defaultPlanOptions, gradientOf, MOMENT_1, MOMENT_2, type Plan } from '../model/plan';
import { createExampleModel } from '../reference/example';

/** A plan of a few passes whose tensors are all declared by hand; what passes call parameters are activations like any other. */
export function createLonePlan(capacity: Sizes, tensors: readonly Omit<TensorSpec, 'role'>[], passes: readonly Pass[]): Plan {
  const model = createExampleModel();
  const parameters = layoutParameters(model);
  const declared = new Map<string, TensorSpec>();
  for (const { name, shape } of parameters.list) {
    declared.set(name, { name, shape, type: 'f32', role: 'parameter' });
    declared.set(gradientOf(name), { name: gradientOf(name), shape, type: 'f32', role: 'gradient' });
  }
  for (const name of [MOMENT_1, MOMENT_2]) declared.set(name, { name, shape: [parameters.length], type: 'f32', role: 'optimizer' });
  for (const tensor of tensors) declared.set(tensor.name, { ...tensor, role: 'activation' });
  return {
    model,
    options: { ...defaultPlanOptions, capacity },
    parameters,
    tensors: declared,
    segments: { encode: passes, decode: [], decodeFreely: [], loss: [], backward: [], update: [], keep: [] },
  };
}

/** A feed without inputs. */
export function createLoneFeed(sizes: Sizes, rest: Partial<Feed> = {}): Feed {
  return { sizes, inputs: {}, lossScale: 1, update: 1, learningRate: 0, truncate: 0, dropout: null, forcing: null, ...rest };
}

/** `count` normal numbers times `scale`, exact in float32. */
export function drawNumbers(count: number, seed: number, scale = 1): Float32Array {
  return Float32Array.from({ length: count }, (_value, k) => scale * normal(seed, 1, 0, k));
}

/** Writes the same tensors on each engine, runs the passes, and reads the tensors named. */
export async function runLone(
  engine: Engine,
  plan: Plan,
  feed: Feed,
  written: Readonly<Record<string, Numbers>>,
  read: readonly string[],
): Promise<Readonly<Record<string, Numbers>>> {
  const executor: Executor = await engine.createExecutor(plan);
  try {
    for (const [name, data] of Object.entries(written)) executor.write(name, data);
    await executor.run(feed, plan.segments.encode);
    const result: Record<string, Numbers> = {};
    for (const name of read) result[name] = await executor.read(name);
    return result;
  } finally {
    executor.dispose();
  }
}

/** The tensors whose largest difference is not at most `tolerance` · max|expected| + `floor`, each with both figures; none is what tests want. */
export function findDisagreements(
  actual: Readonly<Record<string, Numbers>>,
  expected: Readonly<Record<string, Numbers>>,
  tolerance: number,
  floor = 1e-30,
): readonly string[] {
  return Object.entries(expected).flatMap(([name, numbers]) => {
    const found = actual[name];
    let largest = 0;
    let difference = found.length === numbers.length ? 0 : Infinity;
    for (let k = 0; k < numbers.length; k++) {
      largest = Math.max(largest, Math.abs(numbers[k]));
      difference = Math.max(difference, Math.abs(found[k] - numbers[k]));
    }
    if (difference <= tolerance * largest + floor) return [];
    return [`${name}: differs by ${String(difference)} where the largest is ${String(largest)}`];
  });
}

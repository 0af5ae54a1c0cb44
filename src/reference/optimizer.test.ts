/** The optimizers over three updates against PyTorch's documented formulas, written out for whole vectors. */
import { describe, expect, it } from 'vitest';
import { normal } from '../core/random';
import { createPlan, gradientOf } from '../model/plan';
import { type ClipSpec, defaultTraining, type OptimizerSpec, readByOptimizer } from '../model/training';
import { createFeed } from '../model/feed';
import { createReferenceEngine } from './engine';
import { createExampleBatch, createExampleModel, createExampleWeights, writeWeights } from './example';

type Vector = readonly number[];
type Update = (p: Vector, g: Vector, n: number) => Vector;

const LEARNING_RATES = [0.1, 0.05, 0.2];
const model = createExampleModel({ hiddenSize: 2 });

const zip = (a: Vector, b: Vector, f: (x: number, y: number) => number): number[] => a.map((x, k) => f(x, b[k]));
const gradientAt = (n: number, size: number): number[] => Array.from({ length: size }, (_value, k) => 3 * normal(n, 1, 2, k));

/** Three updates with given gradients: all parameters, one after the other. */
async function run(spec: Partial<OptimizerSpec>, clip: ClipSpec): Promise<{ before: number[]; after: number[]; gradNorms: number[] }> {
  const optimizer = { ...defaultTraining.optimizer, ...spec };
  const plan = createPlan(model, { capacity: { B: 1, T: 1, U: 0 }, optimizer, clip });
  const executor = await createReferenceEngine().createExecutor(plan);
  const feed = createFeed(model, createExampleBatch(model, 1, 1, 1));
  writeWeights(executor, createExampleWeights(plan.parameters, 3));
  const readParameters = async (): Promise<number[]> => {
    const all = await Promise.all(plan.parameters.list.map(({ name }) => executor.read(name)));
    return all.flatMap((data) => [...data]);
  };
  const before = await readParameters();
  const gradNorms: number[] = [];
  for (const [index, learningRate] of LEARNING_RATES.entries()) {
    const g = gradientAt(index + 1, plan.parameters.count);
    let at = 0;
    for (const { name, size } of plan.parameters.list) {
      executor.write(gradientOf(name), Float64Array.from(g.slice(at, at + size)));
      at += size;
    }
    const [report] = await executor.enqueue([{ ...feed, update: index + 1, learningRate }], ['update']);
    gradNorms.push(report.gradNorm);
  }
  return { before, after: await readParameters(), gradNorms };
}

/** The same with a rule of whole vectors. */
function expected(before: Vector, update: Update, clip: (g: Vector) => Vector = (g) => g): Vector {
  return LEARNING_RATES.reduce<Vector>((p, _rate, index) => update(p, clip(gradientAt(index + 1, p.length)), index + 1), before);
}

function expectClose(actual: Vector, wanted: Vector): void {
  const worst = Math.max(...zip(actual, wanted, (a, b) => Math.abs(a - b)));
  expect(worst).toBeLessThan(1e-14);
  expect(actual.length).toBe(wanted.length);
}

const rateAt = (n: number): number => LEARNING_RATES[n - 1];

describe('sgd', () => {
  it('steps down the gradient', async () => {
    const { before, after } = await run({ kind: 'sgd' }, null);
    expectClose(
      after,
      expected(before, (p, g, n) => zip(p, g, (x, y) => x - rateAt(n) * y)),
    );
  });

  it('decays weights and starts its momentum with the first gradient', async () => {
    const { before, after } = await run({ kind: 'sgd', momentum: 0.9, weightDecay: 0.1 }, null);
    let buffer: Vector | null = null;
    const update: Update = (p, g, n) => {
      const decayed = zip(g, p, (y, x) => y + 0.1 * x);
      buffer = buffer === null ? decayed : zip(buffer, decayed, (m, y) => 0.9 * m + y);
      return zip(p, buffer, (x, m) => x - rateAt(n) * m);
    };
    expectClose(after, expected(before, update));
  });
});

describe('rmsprop', () => {
  it.each([0, 0.9])('divides by the root of the running square, momentum %f', async (momentum) => {
    const { before, after } = await run({ kind: 'rmsprop', momentum, alpha: 0.8, eps: 1e-3, weightDecay: 0.1 }, null);
    let square: Vector = before.map(() => 0);
    let buffer: Vector = square;
    const update: Update = (p, g, n) => {
      const decayed = zip(g, p, (y, x) => y + 0.1 * x);
      square = zip(square, decayed, (v, y) => 0.8 * v + 0.2 * y * y);
      const scaled = zip(decayed, square, (y, v) => y / (Math.sqrt(v) + 1e-3));
      buffer = zip(buffer, scaled, (m, y) => momentum * m + y);
      return zip(p, buffer, (x, m) => x - rateAt(n) * m);
    };
    expectClose(after, expected(before, update));
  });
});

describe.each(['adam', 'adamw'] as const)('%s', (kind) => {
  it('corrects both moments and decays as its rule says', async () => {
    const { before, after } = await run({ kind, betas: [0.8, 0.95], eps: 1e-3, weightDecay: 0.1 }, null);
    let first: Vector = before.map(() => 0);
    let second: Vector = first;
    const update: Update = (p, gradient, n) => {
      const g = kind === 'adam' ? zip(gradient, p, (y, x) => y + 0.1 * x) : gradient;
      const start = kind === 'adam' ? p : p.map((x) => x - rateAt(n) * 0.1 * x);
      first = zip(first, g, (m, y) => 0.8 * m + 0.2 * y);
      second = zip(second, g, (v, y) => 0.95 * v + 0.05 * y * y);
      const step = zip(first, second, (m, v) => m / (1 - 0.8 ** n) / (Math.sqrt(v / (1 - 0.95 ** n)) + 1e-3));
      return zip(start, step, (x, s) => x - rateAt(n) * s);
    };
    expectClose(after, expected(before, update));
  });
});

describe('clip', () => {
  it('scales all gradients to the norm, and reports the norm before', async () => {
    const { before, after, gradNorms } = await run({ kind: 'sgd' }, { norm: 0.5 });
    const clip = (g: Vector): Vector => g.map((y) => y * (0.5 / (Math.hypot(...g) + 1e-6)));
    expectClose(
      after,
      expected(before, (p, g, n) => zip(p, g, (x, y) => x - rateAt(n) * y), clip),
    );
    LEARNING_RATES.forEach((_rate, index) => {
      expect(gradNorms[index]).toBeCloseTo(Math.hypot(...gradientAt(index + 1, before.length)), 12);
    });
  });

  it('leaves gradients below the norm alone', async () => {
    const { before, after } = await run({ kind: 'sgd' }, { norm: 1e4 });
    expectClose(
      after,
      expected(before, (p, g, n) => zip(p, g, (x, y) => x - rateAt(n) * y)),
    );
  });

  it('cuts each element to the value', async () => {
    const { before, after } = await run({ kind: 'sgd' }, { value: 0.7 });
    const clip = (g: Vector): Vector => g.map((y) => Math.max(-0.7, Math.min(0.7, y)));
    expectClose(
      after,
      expected(before, (p, g, n) => zip(p, g, (x, y) => x - rateAt(n) * y), clip),
    );
  });
});

describe.each(['sgd', 'rmsprop', 'adam', 'adamw'] as const)('%s', (kind) => {
  const others = { momentum: 0.5, alpha: 0.7, betas: [0.6, 0.8], eps: 0.01, weightDecay: 0.1 } as const;

  it.each(['momentum', 'alpha', 'betas', 'eps', 'weightDecay'] as const)('is changed by %s where it is said to read it, else not', async (key) => {
    const plain = await run({ kind }, null);
    const changed = await run({ kind, [key]: others[key] }, null);
    const readKeys: readonly string[] = readByOptimizer[kind];
    if (readKeys.includes(key)) expect(changed.after).not.toEqual(plain.after);
    else expect(changed.after).toEqual(plain.after);
  });
});

/** Matrix products alone, against the reference: every form at sizes 1, tile, tile + 1 and past every block. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../model/executor';
import { type Matrix, ONES, type Pass, type Product } from '../model/passes';
import { createReferenceEngine } from '../reference/engine';
import { loadWasmEngine } from './load';
import { createLoneFeed, createLonePlan, drawNumbers, findDisagreements, runLone } from './side-by-side';

let wasm: Engine;
const reference = createReferenceEngine();
beforeAll(async () => {
  wasm = await loadWasmEngine();
});

const sizes = { B: 3, T: 2, U: 0 };

interface Case {
  readonly form: Product['form'];
  readonly M: number;
  readonly N: number;
  readonly K: number;
  readonly bias?: boolean;
  readonly accumulate?: boolean;
  /** Numbers between the end of a row and the start of the next, and before the first. */
  readonly gap?: number;
}

async function expectAgreement(cases: readonly Case[]): Promise<void> {
  const tensors: { name: string; shape: number[]; type: 'f32' }[] = [];
  const declare = (name: string, rows: number, columns: number, gap: number): Matrix => {
    tensors.push({ name, shape: [(rows + 1) * (columns + gap) + gap], type: 'f32' });
    return { tensor: name, rows: [rows], columns, stride: columns + gap, offset: gap, steps: 0 };
  };
  const products = cases.map(({ form, M, N, K, bias = false, accumulate = false, gap = 0 }, index): Product => {
    const a = form === 'tn' ? declare(`a${String(index)}`, K, M, gap) : declare(`a${String(index)}`, M, K, gap);
    const b = form === 'nt' ? declare(`b${String(index)}`, N, K, gap) : declare(`b${String(index)}`, K, N, gap);
    const c = declare(`c${String(index)}`, M, N, gap);
    if (bias) tensors.push({ name: `bias${String(index)}`, shape: [N], type: 'f32' });
    return { form, a, b, c, bias: bias ? `bias${String(index)}` : null, accumulate };
  });
  await comparePass({ kernel: 'product', label: 'products', products }, tensors);
}

async function comparePass(pass: Pass, tensors: readonly { name: string; shape: number[]; type: 'f32' }[]): Promise<void> {
  const plan = createLonePlan(sizes, tensors, [pass]);
  const written = Object.fromEntries(tensors.map(({ name, shape }, seed) => [name, drawNumbers(shape[0], seed)]));
  const results = tensors.map(({ name }) => name).filter((name) => name.startsWith('c'));
  const feed = createLoneFeed(sizes);
  const [actual, expected] = await Promise.all([wasm, reference].map((engine) => runLone(engine, plan, feed, written, results)));
  expect(findDisagreements(actual, expected, 2e-6)).toEqual([]);
}

describe.each(['nn', 'nt', 'tn'] as const)('%s', (form) => {
  const edges = [1, 4, 5, 8, 9];
  it('agrees at and around the size of a tile', async () => {
    const cases = edges.flatMap((M) => edges.flatMap((N) => edges.map((K): Case => ({ form, M, N, K }))));
    await expectAgreement(cases);
  });
  it('reads and writes strided matrices, adds, and takes a bias', async () => {
    const bias = form === 'tn' ? [false] : [false, true];
    await expectAgreement(
      [3, 8, 13].flatMap((size) => bias.map((bias): Case => ({ form, M: size, N: size + 1, K: size + 2, gap: 3, accumulate: !bias, bias }))),
    );
  });
  it('agrees past the size of a block of summands, columns and rows', async () => {
    await expectAgreement([
      { form, M: 9, N: 17, K: 513, bias: form !== 'tn' },
      { form, M: 5, N: 1027, K: 3, accumulate: true },
      { form, M: 515, N: 10, K: 20 },
      { form, M: 130, N: 514, K: 258 },
    ]);
  });
});

describe('products that share their first operand', () => {
  const K = 300;
  const a: Matrix = { tensor: 'a', rows: [K], columns: 7, stride: 7, offset: 0, steps: 0 };
  const b: Matrix = { tensor: 'b', rows: [K], columns: 2, stride: 2, offset: 0, steps: 0 };
  const vector = (tensor: string): Matrix => ({ tensor, rows: [7], columns: 1, stride: 1, offset: 0, steps: 0 });
  const tensors = [
    { name: 'a', shape: [K * 7], type: 'f32' as const },
    { name: 'b', shape: [K * 2], type: 'f32' as const },
    { name: 'cw', shape: [14], type: 'f32' as const },
    ...['c1', 'c2', 'c3', 'c4'].map((name) => ({ name, shape: [7], type: 'f32' as const })),
  ];
  const sum = (tensor: string, accumulate = false): Product => ({ form: 'tn', a, b: ONES, c: vector(tensor), bias: null, accumulate });

  it('sum columns once or several times, and multiply', async () => {
    const product: Product = {
      form: 'tn',
      a,
      b,
      c: { tensor: 'cw', rows: [7], columns: 2, stride: 2, offset: 0, steps: 0 },
      bias: null,
      accumulate: false,
    };
    for (const products of [
      [product, sum('c1'), sum('c2')],
      [sum('c1'), product, sum('c2', true), sum('c3')],
      [sum('c1', true), sum('c2'), sum('c3', true), sum('c4')],
    ]) {
      await comparePass({ kernel: 'product', label: 'sums', products }, tensors);
    }
  });
});

describe('views that move with the batch', () => {
  it('shift by steps and by T', async () => {
    const whole = { tensor: 'a', columns: 5, stride: 5, offset: 0 };
    const products = ([1, 'T'] as const).map((steps, index): Product => ({
      form: 'nt',
      a: { ...whole, rows: steps === 1 ? ['T', 'B'] : ['B'], steps },
      b: { tensor: 'b', rows: [2], columns: 5, stride: 5, offset: 0, steps: 0 },
      c: { tensor: `c${String(index)}`, rows: steps === 1 ? ['T', 'B'] : ['B'], columns: 2, stride: 2, offset: 0, steps: 0 },
      bias: null,
      accumulate: false,
    }));
    await comparePass({ kernel: 'product', label: 'shifted', products }, [
      { name: 'a', shape: [3 * 3 * 5], type: 'f32' },
      { name: 'b', shape: [10], type: 'f32' },
      { name: 'c0', shape: [12], type: 'f32' },
      { name: 'c1', shape: [6], type: 'f32' },
    ]);
  });
});

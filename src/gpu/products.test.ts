/** The product kernel alone against the reference: every form at sizes 1, tile, tile + 1 and more, strides, sums, splits and shifted views. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../model/executor';
import { type Dim, type Matrix, ONES, type Product } from '../model/passes';
import { gradientOf } from '../model/plan';
import { findDisagreements } from './fixtures/agreement';
import { drawNumbers, type Lone, openTestEngine, runLone } from './fixtures/lone-plan';

const engines: Engine[] = [];
beforeAll(async () => {
  for (const cut of ['hardware', 'software'] as const) engines.push(await openTestEngine(cut));
});
afterAll(() => {
  for (const engine of engines) engine.dispose();
});

const sizes = { B: 3, T: 4, U: 0 };
const matrix = (tensor: string, rows: readonly Dim[], columns: number, rest: Partial<Matrix> = {}): Matrix => ({
  tensor,
  rows,
  columns,
  stride: columns,
  offset: 0,
  steps: 0,
  ...rest,
});

async function expectSame(
  lone: Omit<Lone, 'passes' | 'sizes'> & Partial<Pick<Lone, 'sizes'>>,
  products: readonly Product[],
  read: readonly string[],
) {
  const whole: Lone = { sizes, ...lone, passes: [{ kernel: 'product', label: 'products', products }] };
  const { capacity = whole.sizes } = whole;
  const dims: Readonly<Record<string, number>> = { B: capacity.B, T: capacity.T, 'T+1': capacity.T + 1 };
  const count = (shape: readonly Dim[]): number => shape.reduce<number>((size, dim) => size * (typeof dim === 'number' ? dim : dims[dim]), 1);
  const shapes = { ...whole.parameters, ...whole.activations };
  const written = Object.fromEntries(Object.entries(shapes).map(([name, shape], seed) => [name, drawNumbers(count(shape), seed + 1)]));
  for (const engine of engines) {
    const { given, truth } = await runLone(engine, whole, written, read);
    expect(findDisagreements(given, truth, 2e-6)).toEqual([]);
  }
}

describe.each(['nn', 'nt', 'tn'] as const)('%s', (form) => {
  const shapes = [
    [1, 1, 1],
    [32, 32, 16],
    [33, 33, 17],
    [3, 70, 5],
    [70, 2, 40],
    [128, 64, 16],
    [129, 65, 33],
    [200, 130, 100],
  ] as const;
  it.each(shapes)('%i × %i over %i', async (M, N, K) => {
    const a = form === 'tn' ? matrix('a', [K], M) : matrix('a', [M], K);
    const b = form === 'nt' ? matrix('b', [N], K) : matrix('b', [K], N);
    const product: Product = { form, a, b, c: matrix('c', [M], N), bias: 'bias', accumulate: false };
    await expectSame({ parameters: { bias: [N] }, activations: { a: [M * K], b: [K * N], c: [M * N] } }, [product], ['c']);
  });

  it('reads and writes strided matrices from an offset, and adds', async () => {
    const [M, N, K] = [9, 7, 5];
    const strided = (tensor: string, rows: number, columns: number) => matrix(tensor, [rows], columns, { stride: columns + 3, offset: 2 });
    const a = form === 'tn' ? strided('a', K, M) : strided('a', M, K);
    const b = form === 'nt' ? strided('b', N, K) : strided('b', K, N);
    const product: Product = { form, a, b, c: strided('c', M, N), bias: null, accumulate: true };
    await expectSame({ activations: { a: [200], b: [200], c: [200] } }, [product], ['c']);
  });
});

describe('sums of products', () => {
  const shapes = [
    [3, 5, 7, 2],
    [33, 32, 16, 40],
    [70, 64, 24, 8],
  ] as const;
  it.each(shapes)('%i × %i over %i and %i', async (M, N, K, L) => {
    const sum = (form: 'nn' | 'nt', c: string): readonly Product[] =>
      [K, L].map((inner, which) => ({
        form,
        a: matrix(`a${String(which)}`, [M], inner),
        b: form === 'nt' ? matrix(`b${String(which)}`, [N], inner) : matrix(`b${String(which)}`, [inner], N),
        c: matrix(c, [M], N),
        bias: which === 0 && form === 'nt' ? 'bias' : null,
        accumulate: which > 0,
      }));
    const activations = { a0: [M * K], b0: [K * N], a1: [M * L], b1: [L * N], c: [M * N], d: [M * N] };
    await expectSame({ parameters: { bias: [N] }, activations }, [...sum('nt', 'c'), ...sum('nn', 'd')], ['c', 'd']);
  });
});

describe('gradients', () => {
  const K: readonly Dim[] = ['T', 'B'];
  const long = { B: 16, T: 40, U: 0 };
  const [M, N] = [20, 6];
  const a = matrix('a', K, M, { stride: 2 * M, offset: M });
  const into = (name: string, columns: number): Matrix => matrix(gradientOf(name), [M], columns);
  const products = (names: readonly string[]): readonly Product[] => [
    { form: 'tn', a, b: matrix('x', K, N), c: into('w', N), bias: null, accumulate: false },
    { form: 'tn', a, b: matrix('h', K, 2 * N, { steps: 1 }), c: into('v', 2 * N), bias: null, accumulate: false },
    ...names.map((name): Product => ({ form: 'tn', a, b: ONES, c: into(name, 1), bias: null, accumulate: false })),
  ];
  const lone = {
    parameters: { w: [M, N], v: [M, 2 * N], p: [M], q: [M], r: [M], s: [M], t: [M] },
    activations: { a: ['T', 'B', 2 * M], x: ['T', 'B', N], h: ['T+1', 'B', 2 * N] } satisfies Record<string, readonly Dim[]>,
  };
  it.each([
    ['long, split and summed', long, ['p', 'q']],
    ['short', sizes, ['p', 'q', 'r']],
    ['more sums than products can take along', long, ['p', 'q', 'r', 's', 't']],
    ['a smaller batch than the plan holds', { B: 5, T: 7, U: 0 }, ['p']],
  ] as const)('%s', async (_name, now, names) => {
    await expectSame({ ...lone, sizes: now, capacity: long }, products(names), ['w', 'v', ...names].map(gradientOf));
  });
  it.each([[['p']], [['p', 'q', 'r']]])('columns of ones alone: %s', async (names) => {
    await expectSame({ ...lone, sizes: long }, products(names).slice(2), names.map(gradientOf));
  });
});

describe('views that move with the batch', () => {
  it('shift by one step and by T', async () => {
    const b = matrix('b', [2], 5);
    const products: readonly Product[] = [
      { form: 'nt', a: matrix('a', ['T', 'B'], 5, { steps: 1 }), b, c: matrix('c', ['T', 'B'], 2), bias: null, accumulate: false },
      { form: 'nt', a: matrix('a', ['B'], 5, { steps: 'T' }), b, c: matrix('d', ['B'], 2), bias: null, accumulate: false },
    ];
    const lone = {
      parameters: { b: [2, 5] },
      activations: { a: ['T+1', 'B', 5], c: ['T', 'B', 2], d: ['B', 2] } satisfies Record<string, readonly Dim[]>,
      capacity: { B: 4, T: 9, U: 0 },
    };
    await expectSame(lone, products, ['c', 'd']);
  });
});

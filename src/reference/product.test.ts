/** Products over strided, shifted views against the sum that defines them, element by element. */
import { describe, expect, it } from 'vitest';
import { normal } from '../core/random';
import { type Matrix, ONES, type Product, type Sizes } from '../model/passes';
import { resolveCount, resolveOffset } from '../model/resolve';
import { bindProduct } from './product';
import type { Store } from './store';

const sizes: Sizes = { B: 3, T: 4, U: 0 };
const view = (tensor: string, rest: Partial<Matrix>): Matrix => ({ tensor, rows: [5], columns: 2, stride: 9, offset: 4, steps: 0, ...rest });
const random = (seed: number): Float64Array => Float64Array.from({ length: 400 }, (_value, k) => normal(seed, 1, 2, k));

function createStore(): Store {
  const floats = new Map([1, 2, 3, 4].map((seed) => [['a', 'b', 'c', 'bias'][seed - 1], random(seed)]));
  const none = new Float64Array(0);
  return { floats, integers: new Map(), parameters: none, gradients: none, moment1: none, moment2: none };
}

function elementOf(store: Store, matrix: Matrix, row: number, column: number): number {
  return store.floats.get(matrix.tensor)?.[resolveOffset(matrix, sizes) + row * matrix.stride + column] ?? NaN;
}

/** What C must hold: the definition, on a store that was not touched. */
function define({ form, a, b, c, bias, accumulate }: Product, m: number, n: number): number {
  const store = createStore();
  const K = form === 'tn' ? resolveCount(a.rows, sizes) : a.columns;
  let sum = accumulate ? elementOf(store, c, m, n) : 0;
  if (bias !== null) sum += random(4)[n];
  for (let k = 0; k < K; k++) {
    const left = form === 'tn' ? elementOf(store, a, k, m) : elementOf(store, a, m, k);
    const right = b === ONES ? 1 : form === 'nt' ? elementOf(store, b, n, k) : elementOf(store, b, k, n);
    sum += left * right;
  }
  return sum;
}

const shapes: Readonly<Record<string, Pick<Product, 'form' | 'a' | 'b' | 'c'>>> = {
  nn: { form: 'nn', a: view('a', { columns: 6 }), b: view('b', { rows: [6], columns: 7 }), c: view('c', { columns: 7 }) },
  nt: {
    form: 'nt',
    a: view('a', { rows: ['T', 'B'], columns: 6, steps: 1 }),
    b: view('b', { rows: [7], columns: 6 }),
    c: view('c', { rows: ['T', 'B'], columns: 7 }),
  },
  tn: {
    form: 'tn',
    a: view('a', { rows: ['B'], columns: 6, steps: 'T' }),
    b: view('b', { rows: ['B'], columns: 7, steps: 1 }),
    c: view('c', { rows: [6], columns: 7 }),
  },
  'tn with ones': { form: 'tn', a: view('a', { rows: ['T', 'B'], columns: 6 }), b: ONES, c: view('c', { rows: [6], columns: 1, stride: 1 }) },
  'one by one': {
    form: 'nt',
    a: view('a', { rows: [1], columns: 1 }),
    b: view('b', { rows: [1], columns: 1 }),
    c: view('c', { rows: [1], columns: 1 }),
  },
};

describe.each(Object.keys(shapes))('%s', (name) => {
  it.each([
    { bias: null, accumulate: false },
    { bias: 'bias', accumulate: false },
    { bias: null, accumulate: true },
    { bias: 'bias', accumulate: true },
  ])('%o', (rest) => {
    const product = { ...shapes[name], ...rest };
    const { c } = product;
    const store = createStore();
    bindProduct(store, product)(sizes);
    const untouched = createStore();
    const start = resolveOffset(c, sizes);
    store.floats.get('c')?.forEach((value, at) => {
      const [m, n] = [Math.floor((at - start) / c.stride), (at - start) % c.stride];
      const inside = at >= start && m < resolveCount(c.rows, sizes) && n < c.columns;
      if (inside) expect(value).toBeCloseTo(define(product, m, n), 12);
      else expect(value).toBe(untouched.floats.get('c')?.[at]);
    });
  });
});

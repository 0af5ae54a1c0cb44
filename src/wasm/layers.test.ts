/** Dropout, nonlinearities and joins alone against the reference: strided, shifted, ragged, at sizes around a vector. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Numbers } from '../core/tensor';
import type { Engine, Feed } from '../model/executor';
import type { Matrix, Pass, TensorSpec } from '../model/passes';
import { createReferenceEngine } from '../reference/engine';
import { loadWasmEngine } from './load';
import { createLoneFeed, createLonePlan, drawNumbers, findDisagreements, runLone } from './side-by-side';

let wasm: Engine;
const reference = createReferenceEngine();
beforeAll(async () => {
  wasm = await loadWasmEngine();
});

const B = 3;
const T = 4;
const sizes = { B, T, U: 0 };
const LENGTHS = Int32Array.of(4, 1, 3);
const ROOM = 400;

/** A view into one of the tensors that every case has. */
function view(tensor: string, columns: number, rest: Partial<Matrix> = {}): Matrix {
  return { tensor, rows: ['T', 'B'], columns, stride: columns + 3, offset: 5, steps: 0, ...rest };
}

const names = ['a', 'b', 'c', 'd'];
const tensors: readonly Omit<TensorSpec, 'role'>[] = [
  ...names.map((name) => ({ name, shape: [ROOM], type: 'f32' as const })),
  { name: 'lengths', shape: ['B'], type: 'i32' },
];

/** Runs one pass on both engines over the same numbers, and compares every tensor, what the pass must leave alone included. */
async function expectAgreement(pass: Pass, feed: Partial<Feed> = {}, tolerance = 1e-6): Promise<void> {
  const plan = createLonePlan(sizes, tensors, [pass]);
  const written: Readonly<Record<string, Numbers>> = {
    ...Object.fromEntries(names.map((name, k) => [name, drawNumbers(ROOM, k)])),
    lengths: LENGTHS,
  };
  const [actual, expected] = await Promise.all([wasm, reference].map((engine) => runLone(engine, plan, createLoneFeed(sizes, feed), written, names)));
  expect(findDisagreements(actual, expected, tolerance), JSON.stringify(pass)).toEqual([]);
  const changed = names.filter((name) => expected[name].some((value, k) => value !== written[name][k]));
  expect(changed.length).toBeGreaterThan(0);
}

const WIDTHS = [1, 3, 4, 5, 8];

describe('dropout', () => {
  it.each([0.1, 0.5, 0.9])('drops what the reference drops at rate %d', async (rate) => {
    for (const columns of WIDTHS) {
      const pass: Pass = { kernel: 'dropout', label: 'dropout', rate, site: 2, from: view('a', columns), to: view('b', columns, { stride: 9 }) };
      for (const dropout of [0, 7, 0xffffffff]) await expectAgreement(pass, { dropout, update: 3 });
    }
  });

  it('copies where it is off', async () => {
    await expectAgreement({ kernel: 'dropout', label: 'dropout', rate: 0.5, site: 2, from: view('a', 5), to: view('b', 5) });
  });
});

describe.each(['relu', 'tanh', 'sigmoid'] as const)('%s', (activation) => {
  it('is what the reference computes, forward and backward', async () => {
    for (const columns of WIDTHS) {
      await expectAgreement({ kernel: 'activate', label: 'activate', activation, values: view('a', columns) });
      const [values, dvalues] = [view('a', columns, { stride: 10 }), view('b', columns)];
      await expectAgreement({ kernel: 'activateBackward', label: 'backward', activation, values, dvalues });
    }
  });
});

describe.each(['every', 'last'] as const)('join, %s', (reading) => {
  const rows = reading === 'every' ? (['T', 'B'] as const) : (['B'] as const);
  const cases = [false, true].flatMap((both) => [false, true].map((residual) => ({ both, residual })));

  it.each(cases)('%o', async ({ both, residual }) => {
    for (const H of WIDTHS) {
      const D = both ? 2 * H : H;
      const shared = { label: 'join', reading, hiddenSize: H, lengths: 'lengths' };
      const half = (offset: number): Matrix => view('b', H, { rows, stride: 2 * H, offset });
      const [whole, reverse] = [view('a', D, { rows }), both ? half(H) : null];
      const x = residual ? view('c', D, { stride: D, steps: 1 }) : null;
      await expectAgreement({ kernel: 'join', ...shared, forward: half(0), reverse, x, y: whole });
      await expectAgreement({ kernel: 'joinBackward', ...shared, dy: whole, dforward: half(0), dreverse: reverse, dx: x });
    }
  });
});

/** Runs of products and nonlinearities against the reference, one dispatch where they do not need each other, several where they do. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../model/executor';
import type { Dim, Matrix, Pass, Product } from '../model/passes';
import { resolveCount } from '../model/resolve';
import { matrix } from '../model/plan-draft';
import { isLoop } from './dispatch';
import { findDisagreements } from './fixtures/agreement';
import { createLonePlan, drawNumbers, type Lone, openTestEngine, runLone } from './fixtures/lone-plan';
import { lowerPlan } from './lower';

let webgpu: Engine;
beforeAll(async () => {
  webgpu = await openTestEngine('hardware');
});
afterAll(() => {
  webgpu.dispose();
});

const sizes = { B: 3, T: 5, U: 4 };
const K = 9;
const N = 7;
const rows = ['T', 'B'] as const;
const over = (tensor: string, columns: number, rest: Partial<Matrix> = {}): Matrix => ({ ...matrix(tensor, rows, columns), ...rest });
const activations: Readonly<Record<string, readonly Dim[]>> = {
  x: [...rows, K],
  z: [...rows, K],
  y: ['T+1', 'B', N + 2],
  dy: ['T+1', 'B', N + 2],
  other: [...rows, N],
  third: [...rows, N],
};
/** Wider than its columns, and a step on. */
const view = { stride: N + 2, offset: 1, steps: 1 } as const;
const [y, dy] = [over('y', N, view), over('dy', N, view)];
const weight = matrix('weight', [K], N);

const product = (a: string, c: Matrix, rest: Partial<Product> = {}): Product => ({
  form: 'nn',
  a: over(a, K),
  b: weight,
  c,
  bias: null,
  accumulate: false,
  ...rest,
});
const pass = (label: string, ...products: readonly Product[]): Pass => ({ kernel: 'product', label, products });
const kinds = ['relu', 'sigmoid', 'tanh'] as const;

async function expectSame(passes: readonly Pass[], dispatches: number): Promise<void> {
  const lone: Lone = { sizes, capacity: { B: 4, T: 6, U: 4 }, parameters: { weight: [K, N], bias: [N] }, activations, passes };
  const shapes = { ...lone.parameters, ...activations };
  const written = Object.fromEntries(Object.entries(shapes).map(([name, shape], seed) => [name, drawNumbers(resolveCount(shape, sizes), seed + 1)]));
  const scheduled = lowerPlan(createLonePlan(lone), { software: false }).schedule(passes);
  const own = scheduled.flatMap((each) => (isLoop(each) ? each.body : [each])).filter((each) => isLoop(each) || each.label !== 'report');
  expect(own.length).toBe(dispatches);
  const { given, truth } = await runLone(webgpu, lone, written, Object.keys(activations));
  expect(findDisagreements(given, truth, 2e-6)).toEqual([]);
}

describe.each(kinds)('%s', (activation) => {
  const activate: Pass = { kernel: 'activate', label: 'activate', activation, values: y };
  const back: Pass = { kernel: 'activateBackward', label: 'activate backward', activation, values: y, dvalues: dy };

  it('of a product with its bias', () => expectSame([pass('one', product('x', y, { bias: 'bias' })), activate], 1));
  it('of a sum of products', () => expectSame([pass('sum', product('x', y), product('z', y, { accumulate: true })), activate], 1));
  it('of one of two', () => expectSame([pass('one', product('x', y)), activate, pass('two', product('z', over('other', N)))], 1));
  it('brings a gradient back in the product that makes it', () => expectSame([pass('dx', product('x', dy, { bias: 'bias' })), back], 1));
  it('waits for a product that is added to what is there', () => expectSame([pass('one', product('x', y, { accumulate: true })), activate], 2));
  it('in a loop', () => {
    const at = (all: Matrix): Matrix => ({ ...all, rows: ['B'], steps: all.steps === 1 ? 'u+1' : 'u' });
    const step: readonly Pass[] = [
      pass('one', product('x', at(y), { a: at(over('x', K)) })),
      { kernel: 'activate', label: 'activate', activation, values: at(y) },
    ];
    return expectSame([{ kernel: 'loop', label: 'steps', over: 'U', backwards: false, body: step }], 1);
  });
});

describe('products one after the other', () => {
  it('are one dispatch, to two tensors', () =>
    expectSame([pass('one', product('x', y)), pass('two', product('z', over('other', N), { bias: 'bias' }))], 1));
  it('are one where they are added to what is there', () =>
    expectSame([pass('one', product('x', y, { accumulate: true })), pass('two', product('z', over('other', N), { accumulate: true }))], 1));
  it('are two where there are three tensors to write', () =>
    expectSame([pass('one', product('x', y)), pass('two', product('z', over('other', N))), pass('three', product('z', over('third', N)))], 2));
  it('are two where one needs the other', () => {
    const square = matrix('weight', [N], N);
    return expectSame(
      [pass('one', product('x', over('other', N))), pass('two', product('x', over('third', N), { a: over('other', N), b: square }))],
      2,
    );
  });
  it('are two where one replaces what the other reads', () => {
    const square = matrix('weight', [N], N);
    return expectSame(
      [pass('one', product('x', over('third', N), { a: over('other', N), b: square })), pass('two', product('x', over('other', N)))],
      2,
    );
  });
  it('are one where they write other columns of one tensor', () => {
    const columns = (offset: number): Matrix => ({ ...over('x', 4), stride: K, offset });
    const some = matrix('weight', [K], 4);
    return expectSame([pass('one', product('z', columns(0), { b: some })), pass('two', product('z', columns(4), { b: some }))], 1);
  });
  it('are two where both write one tensor', () =>
    expectSame([pass('one', product('x', over('other', N))), pass('two', product('z', over('other', N), { accumulate: true }))], 2));
  it('run apart where they are wanted with another pass between them', () => {
    const [one, two] = [pass('one', product('x', y)), pass('two', product('z', over('other', N)))];
    const clear: Pass = { kernel: 'clear', label: 'clear', values: over('z', K) };
    const plan = createLonePlan({ sizes, parameters: { weight: [K, N] }, activations, passes: [one, two, clear] });
    const labels = (passes: readonly Pass[]): readonly string[] =>
      lowerPlan(plan, { software: false })
        .schedule(passes)
        .flatMap((each) => (isLoop(each) ? [] : [each.label]));
    expect(labels([one, two, clear])).toEqual(['one, two', 'clear', 'report']);
    expect(labels([one, clear, two])).toEqual(['one', 'clear', 'two', 'report']);
  });
});

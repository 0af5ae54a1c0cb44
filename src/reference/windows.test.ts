/** Windows in float64: the same numbers as where everything is kept, to the last digits, from less memory. */
import { describe, expect, it } from 'vitest';
import { flattenPasses } from '../model/passes';
import { resolveCount } from '../model/resolve';
import { createReferenceEngine } from './engine';
import { computeCase, createWindowCases, planCase } from './fixtures/window-cases';

const reference = createReferenceEngine();
const cases = createWindowCases(4);

describe.each(Object.keys(cases))('%s', (name) => {
  it('has the outputs and gradients of the plan that keeps everything, whatever the window', async () => {
    const whole = await computeCase(reference, cases[name], null);
    for (const window of [1, 4, 6, 11]) {
      const windowed = await computeCase(reference, cases[name], window);
      for (const [tensor, values] of Object.entries(whole)) {
        const scale = Math.max(...Array.from(values, Math.abs));
        const worst = Math.max(...Array.from(values, (value, k) => Math.abs(value - windowed[tensor][k])));
        expect(worst, `${tensor}, windows of ${String(window)}`).toBeLessThanOrEqual(1e-12 * scale);
      }
      expect(Object.keys(windowed)).toEqual(Object.keys(whole));
    }
  });
});

it('keeps gates and cell states of one window alone, and h only where something above reads it at every step', () => {
  const shapes = (name: string, window: number | null): Readonly<Record<string, number>> => {
    const { tensors, options } = planCase(cases[name], window);
    const kept = ['gates.l0', 'cell.l0', 'hidden.l0'].map((tensor) => [tensor, tensors.get(tensor)?.shape ?? []] as const);
    return Object.fromEntries(kept.map(([tensor, shape]) => [tensor, resolveCount(shape, options.capacity) / (5 * 4)]));
  };
  expect(shapes('lstm, every, forward', null)).toEqual({ 'gates.l0': 4 * 11, 'cell.l0': 12, 'hidden.l0': 12 });
  expect(shapes('lstm, every, forward', 2)).toEqual({ 'gates.l0': 4 * 2, 'cell.l0': 3, 'hidden.l0': 12 });
  expect(shapes('lstm, last, forward', 2)).toEqual({ 'gates.l0': 4 * 2, 'cell.l0': 3, 'hidden.l0': 3 });
  const passes = (window: number | null) => flattenPasses(Object.values(planCase(cases['lstm, last, forward'], window).segments).flat());
  expect(passes(null).some(({ kernel }) => kernel === 'loop')).toBe(false);
});

it('takes them where it would not fit otherwise, and says what does not fit in windows either', async () => {
  const plan = planCase(cases['lstm, every, forward'], null);
  const whole = await createReferenceEngine(2 ** 20).createExecutor(plan);
  expect(whole.plan).toBe(plan);
  const fitted = await createReferenceEngine(29_000).createExecutor(plan);
  expect(fitted.plan.options.window).toBe(6);
  await expect(createReferenceEngine(5000).createExecutor(plan)).rejects.toThrow(/must fit 0 MB, got "0 MB even in windows of 3 steps"/);
});

/** The fewest windows that fit, and what they leave to be kept. */
import { describe, expect, it } from 'vitest';
import { parseModelSpec } from './parse-spec';
import { describeWindows, fitWindows } from './fit-windows';
import { createPlan, type Plan, type PlanOptions } from './plan';
import { resolveCount } from './resolve';

const T = 1000;
const model = parseModelSpec({
  input: { kind: 'values', size: 2 },
  encoder: { cell: 'lstm', hiddenSizes: [8] },
  output: { kind: 'last', size: 1, loss: 'mse' },
});
const planOf = (options: Partial<PlanOptions> = {}): Plan => createPlan(model, { capacity: { B: 1, T, U: 0 }, ...options });

/** Numbers that a plan keeps beside inputs and parameters. */
function countKept({ tensors, options }: Plan): number {
  return [...tensors.values()].reduce((sum, { role, shape }) => sum + (role === 'activation' ? resolveCount(shape, options.capacity) : 0), 0);
}

describe('the windows of a plan', () => {
  it('are none where it fits, and no other plan then', () => {
    const plan = planOf();
    expect(fitWindows(plan, () => true)).toBe(plan);
    expect(describeWindows(plan)).toBe('');
  });

  it('are the fewest that fit', () => {
    for (const windows of [2, 3, 7, 20, 40]) {
      const room = countKept(planOf({ window: Math.ceil(T / windows) }));
      const fitted = fitWindows(planOf(), (plan) => countKept(plan) <= room);
      expect(fitted.options.window).toBe(Math.ceil(T / windows));
      expect(countKept(fitted)).toBe(room);
    }
  });

  it('are at most √(3·T), where what is kept of a window and between windows is least, and are then named', () => {
    const smallest = fitWindows(planOf(), () => false);
    expect(smallest.options.window).toBe(Math.ceil(T / Math.floor(Math.sqrt(3 * T))));
    expect(describeWindows(smallest)).toBe(' even in windows of 19 steps');
    const kept = countKept(smallest);
    expect(kept).toBeLessThan(countKept(planOf({ window: 30 })));
    expect(kept).toBeLessThan(countKept(planOf({ window: 12 })));
    // Of 6 H floats a step, gates, h and c, there are left those of 19 steps, and c and h between 53 windows.
    expect(countKept(planOf()) / kept).toBeGreaterThan(25);
  });

  it('are none where every gate is kept, edits come in, one was chosen, or there is a single step', () => {
    for (const options of [{ record: true }, { edits: true }, { window: 5 }, { capacity: { B: 1, T: 1, U: 0 } }] as const) {
      const plan = planOf(options);
      expect(fitWindows(plan, () => false)).toBe(plan);
    }
    expect(fitWindows(planOf({ record: 'gradients' }), () => false).options.window).toBe(19);
    expect(() => planOf({ record: true, window: 5 })).toThrow('must keep no gates and take no edits');
  });
});

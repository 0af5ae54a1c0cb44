import { beforeAll, describe, expect, it } from 'vitest';
import { simulate } from './gene-circuit';
import { genes } from './genes';
import { parseOptions } from './options';

const options = parseOptions(genes, {});

beforeAll(async () => {
  await genes.load?.(() => Promise.reject(new Error('genes: must read no file')));
});

describe('simulate', () => {
  it('agrees with steps so small that the crudest method will do', () => {
    const circuit = { alpha: 100, beta: 0.2 };
    const state = Float64Array.from([1, 0, 0, 5, 0, 2]);
    simulate(circuit, state, 80, 0.25);
    let crude = [1, 0, 0, 5, 0, 2];
    const dt = 1e-3;
    for (let step = 0; step < 20 / dt; step++) {
      const [m1, m2, m3, p1, p2, p3] = crude;
      const made = (p: number): number => 100 / (1 + p ** 2) + 0.1;
      crude = [
        m1 + dt * (made(p3) - m1),
        m2 + dt * (made(p1) - m2),
        m3 + dt * (made(p2) - m3),
        p1 + dt * 0.2 * (m1 - p1),
        p2 + dt * 0.2 * (m2 - p2),
        p3 + dt * 0.2 * (m3 - p3),
      ];
    }
    crude.forEach((value, n) => {
      expect(Math.abs(state[n] - value)).toBeLessThan(2e-2 * Math.max(1, value));
    });
  });

  it('stays where three equal genes balance', () => {
    // x = α / (1 + x²) + α / 1000 has its root at x = 2 for α = 2 / (0.2 + 0.001).
    const state = new Float64Array(6).fill(2);
    simulate({ alpha: 2 / 0.201, beta: 0.3 }, state, 50, 0.5);
    for (const value of state) expect(value).toBeCloseTo(2, 9);
  });
});

describe('genes', () => {
  it('asks for the true values a horizon on, which without errors are those measured later', () => {
    const { inputs, targets } = genes.sample({ ...options, noise: 0 }, 3, 'train', 7, 2);
    expect(Array.from(targets.data.subarray(0, 58 * 3))).toEqual(Array.from(inputs.data.subarray(2 * 3, 60 * 3)));
    expect(Array.from(targets.data.subarray(180, 180 + 58 * 3))).toEqual(Array.from(inputs.data.subarray(180 + 2 * 3, 360)));
  });

  it('measures with errors of the size given, and asks for the same truth', () => {
    const clean = genes.sample({ ...options, noise: 0 }, 3, 'train', 0, 50);
    const noisy = genes.sample({ ...options, noise: 0.9 }, 3, 'train', 0, 50);
    expect(noisy.targets).toEqual(clean.targets);
    const errors = Array.from(noisy.inputs.data, (value, k) => (value - clean.inputs.data[k]) * 1.6);
    expect(Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length)).toBeCloseTo(0.9, 1);
  });

  it('swings: every gene is now above the middle and now below', () => {
    const { inputs } = genes.sample({ ...options, noise: 0 }, 3, 'heldOut', 0, 20);
    for (let row = 0; row < 20; row++) {
      for (let gene = 0; gene < 3; gene++) {
        const course = Array.from({ length: 60 }, (_, t) => inputs.data[(row * 60 + t) * 3 + gene]);
        expect(Math.max(...course) - Math.min(...course)).toBeGreaterThan(1.5);
      }
    }
  });

  it('has the mean and the last value beside it, as counted on other examples', () => {
    const { inputs, targets } = genes.sample(options, 9, 'heldOut', 0, 100);
    const values = Array.from(targets.data);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(genes.baseline(options).value / variance).toBeCloseTo(1, 0.5);
    const last = values.reduce((sum, value, k) => sum + (value - inputs.data[k]) ** 2, 0) / values.length;
    expect((genes.rival?.(options).metric ?? 0) / last).toBeCloseTo(1, 0.5);
  });
});

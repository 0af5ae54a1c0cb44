/** The vector functions alone, against float64. */
import { loadKernels } from 'virtual:wasm-kernels';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileKernels, createKernels, type Kernels } from './kernels';

const functions = {
  exp: { kind: 0, truth: Math.exp, from: -87, to: 87, tolerance: 3e-7 },
  sigmoid: { kind: 1, truth: (x: number) => 1 / (1 + Math.exp(-x)), from: -80, to: 90, tolerance: 4e-7 },
  tanh: { kind: 2, truth: Math.tanh, from: -30, to: 30, tolerance: 4e-7 },
} as const;

let kernels: Kernels;
beforeAll(async () => {
  kernels = await createKernels(await compileKernels(await loadKernels()));
  kernels.memory.grow(16);
});

function map(kind: number, values: readonly number[]): Float32Array {
  const x = Math.ceil(kernels.heapBase() / 64) * 64;
  const y = x + 4 * values.length + 64;
  new Float32Array(kernels.memory.buffer, x, values.length).set(values);
  kernels.map(kind, x, y, values.length);
  return new Float32Array(kernels.memory.buffer, y, values.length).slice();
}

describe.each(Object.entries(functions))('%s', (_name, { kind, truth, from, to, tolerance }) => {
  it('is accurate over its range, relative to the value', () => {
    const values = Array.from({ length: 50_001 }, (_value, k) => Math.fround(from + ((to - from) * k) / 50_000));
    const worst = map(kind, values).reduce((most, value, k) => Math.max(most, Math.abs(value / truth(values[k]) - 1 || 0)), 0);
    expect(worst).toBeLessThanOrEqual(tolerance);
  });

  it('keeps its digits near 0', () => {
    const values = Array.from({ length: 140 }, (_value, k) => Math.fround((k % 2 ? 1 : -1) * 2 ** (-k / 4)));
    map(kind, values).forEach((value, k) => {
      expect(Math.abs(value - truth(values[k])), String(values[k])).toBeLessThanOrEqual(tolerance * truth(Math.abs(values[k])));
    });
  });

  it('passes NaN on and makes none', () => {
    const result = map(kind, [NaN, Infinity, -Infinity, 3e38, -3e38, 1e-40, 0, -0]);
    expect(result[0]).toBeNaN();
    expect([...result.subarray(1)].filter((value) => !Number.isFinite(value))).toEqual([]);
    expect(result[1]).toBeGreaterThanOrEqual(Math.min(truth(88), 6e37));
    expect(result[2]).toBeCloseTo(truth(-88), 30);
  });

  it('writes no more than it was asked to, whatever the count', () => {
    for (let count = 1; count <= 9; count++) {
      const end = Math.ceil(kernels.heapBase() / 64) * 64 + 8 * count + 64;
      new Float32Array(kernels.memory.buffer, end, 4).fill(7);
      const values = Array.from({ length: count }, (_value, k) => k / 4);
      expect(map(kind, values).every((value, k) => Math.abs(value - truth(values[k])) <= 1e-6 * truth(3))).toBe(true);
      expect([...new Float32Array(kernels.memory.buffer, end, 4)]).toEqual([7, 7, 7, 7]);
    }
  });
});

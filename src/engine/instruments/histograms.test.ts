import { describe, expect, it } from 'vitest';
import { layoutParameters } from '../../model/parameters';
import { createExampleModel, createExampleWeights } from '../../reference/example';
import { countBins, countParameters } from './histograms';

describe('countBins', () => {
  const edges = Float64Array.of(-1, 0, 1);

  it('puts an edge into the bin above it, and the last edge into the last bin', () => {
    const found = countBins(Float64Array.of(-1, -0.5, Number.MIN_VALUE, 0.5, 1), edges);
    expect([...found.counts]).toEqual([2, 3]);
  });

  it('counts apart what belongs to no bin', () => {
    const found = countBins(Float64Array.of(0, -0, NaN, Infinity, -Infinity, -1.5, 1.5, 2), edges);
    expect(found).toMatchObject({ zeros: 2, nonFinite: 3, below: 1, above: 2 });
    expect([...found.counts]).toEqual([0, 0]);
  });
});

describe('countParameters', () => {
  const model = createExampleModel({ variant: 'lstm', hiddenSize: 4 });
  const layout = layoutParameters(model);
  const weights = new Float32Array(layout.length);
  const gradient = new Float64Array(layout.length);
  for (const [name, values] of Object.entries(createExampleWeights(layout, 3))) {
    const { offset = 0 } = layout.byName.get(name) ?? {};
    weights.set(values, offset);
    values.forEach((value, k) => (gradient[offset + k] = 1e-3 * value));
  }
  const list = countParameters(layout, 'lstm', { weights, gradient });
  const find = (parameter: string, gate: string | null) => list.find((each) => each.parameter === parameter && each.gate === gate);

  it('lists every tensor and the gates’ blocks of those that have them', () => {
    const gates = [null, 'input', 'forget', 'candidate', 'output'];
    expect(list.map(({ parameter, gate }) => [parameter, gate])).toEqual(
      layout.list.flatMap(({ name }) => (name.startsWith('head') ? [[name, null]] : gates.map((gate) => [name, gate]))),
    );
  });

  it('counts every element once, and a tensor’s blocks add up to it bin by bin', () => {
    for (const { name, size } of layout.list) {
      const whole = find(name, null);
      for (const kind of ['weights', 'gradients'] as const) {
        const counts = [...(whole?.[kind].counts ?? [])];
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(size);
        const blocks = list.filter(({ parameter, gate }) => parameter === name && gate !== null);
        if (blocks.length > 0) expect(counts.map((_, k) => blocks.reduce((sum, block) => sum + block[kind].counts[k], 0))).toEqual(counts);
      }
    }
  });

  it('takes the second block of rows for the forget gate', () => {
    const parameter = layout.byName.get('encoder.weight_hh_l0');
    const block = weights.subarray((parameter?.offset ?? 0) + 16, (parameter?.offset ?? 0) + 32);
    const found = find('encoder.weight_hh_l0', 'forget');
    expect(found?.weights).toEqual(countBins(block, found?.weights.edges ?? new Float64Array(0)));
  });

  it('has linear bins to the power of two above the largest weight, and four bins a decade for gradients', () => {
    const found = find('encoder.weight_hh_l0', null);
    expect(found?.weights.edges).toHaveLength(65);
    expect([found?.weights.edges[0], found?.weights.edges[32], found?.weights.edges[64]]).toEqual([-1, 0, 1]); // weights are within ±0.7
    const edges = found?.gradients.edges ?? new Float64Array(0);
    expect([edges[0], edges[32], edges[64]]).toEqual([1e-12, 1e-4, 1e4]);
    expect(edges[5] / edges[1]).toBeCloseTo(10, 12);
  });

  it('keeps zeros and numbers that are not finite out of the bins and of their range', () => {
    const odd = weights.slice();
    const { offset = 0, size = 0 } = layout.byName.get('head.output.bias') ?? {};
    odd.set([0, NaN, 1], offset);
    expect(size).toBe(3);
    const found = countParameters(layout, 'lstm', { weights: odd, gradient }).find(({ parameter }) => parameter === 'head.output.bias');
    expect(found?.weights).toMatchObject({ zeros: 1, nonFinite: 1, below: 0, above: 0 });
    expect(found?.weights.edges[64]).toBe(1);
    expect(found?.weights.counts[63]).toBe(1);
  });
});

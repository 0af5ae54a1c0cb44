import { describe, expect, it } from 'vitest';
import { layoutParameters } from '../../model/parameters';
import { createExampleModel } from '../../reference/example';
import { compareGradients, measureAngle } from './angles';

const vector = (...values: readonly number[]): Float64Array => Float64Array.from(values);

describe('measureAngle', () => {
  it.each([
    ['the same', vector(3, 4), vector(6, 8), 1],
    ['opposed', vector(3, 4), vector(-3, -4), -1],
    ['at right angles', vector(1, 0), vector(0, 2), 0],
    ['at 60°', vector(1, 0), vector(1, Math.sqrt(3)), 0.5],
    ['nearly vanished', vector(1e-200, 0), vector(1e-190, 1e-190), Math.SQRT1_2],
  ])('knows directions that are %s', (_, full, truncated, cosine) => {
    expect(measureAngle(full, truncated).cosine).toBeCloseTo(cosine, 14);
  });

  it('has no angle where a gradient is 0 or not finite', () => {
    expect(measureAngle(vector(0, 0), vector(1, 0))).toEqual({ cosine: null, fullNorm: 0, truncatedNorm: 1 });
    expect(measureAngle(vector(1, 0), vector(NaN, 0)).cosine).toBeNull();
    expect(measureAngle(vector(1, 0), vector(Infinity, 0)).cosine).toBeNull();
  });

  it('gives both norms', () => {
    expect(measureAngle(vector(3, 4), vector(0.3, 0.4))).toMatchObject({ fullNorm: 5, truncatedNorm: 0.5 });
  });
});

it('compares every parameter by itself, and all together', () => {
  const layout = layoutParameters(createExampleModel());
  const full = new Float64Array(layout.length);
  const truncated = new Float64Array(layout.length);
  const [first, second] = layout.list;
  full[first.offset] = 3;
  truncated[first.offset] = 3;
  full[second.offset] = 4;
  const found = compareGradients(layout, full, truncated);
  expect(found.parameters.map(({ parameter }) => parameter)).toEqual(layout.list.map(({ name }) => name));
  expect(found.parameters[0].cosine).toBe(1);
  expect(found.parameters[1].cosine).toBeNull();
  expect(found.total.cosine).toBeCloseTo(3 / 5, 14);
  expect([found.total.fullNorm, found.total.truncatedNorm]).toEqual([5, 3]);
});

/** The instruments' layouts on small numbers whose marks are known. */
import { describe, expect, it } from 'vitest';
import type { Numbers, TensorMap } from '../../core/tensor';
import { palettes } from '../theme/palette';
import { columnCentre, layoutTimeAxis } from '../time-axis';
import { layoutEigenvalues } from './eigenvalue-layout';
import { layoutHistogram } from './histogram-layout';
import { itemisedNorm, layoutItemised } from './itemised-layout';
import { layoutJacobians, readJacobians } from './jacobian-layout';
import { layoutRoads, roadShare } from './roads-layout';
import { layoutSaturation } from './saturation-layout';

const axis = layoutTimeAxis(3, 300);
const tensors = (name: string, shape: readonly number[], data: Numbers): TensorMap => ({ [name]: { shape, data } });
const names = { productLargest: 'a', productSmallest: 'b', largest: 'c', smallest: 'd' };

describe('itemised gradients', () => {
  const itemised = {
    update: 0,
    steps: [0, 2],
    count: 2,
    stride: 1,
    tensors: tensors('itemisedNorm.l0', [1, 2, 3], Float64Array.of(1e2, 0, 0, 1e-8, 1e-3, 1e2)),
  };

  it('are a row a loss, empty where a loss does not reach a step', () => {
    const { rows, columns, pixels } = layoutItemised(itemised, 'l0', axis, palettes.light, false);
    expect([rows, columns]).toEqual([2, 3]);
    const alphas = Array.from({ length: 6 }, (_, k) => pixels[4 * k + 3]);
    expect(alphas).toEqual([255, 0, 0, 255, 255, 255]);
    const colour = (k: number): readonly number[] => [...pixels.subarray(4 * k, 4 * k + 3)];
    expect(colour(0), 'full hue at the top of the scale').toEqual([0x6a, 0x3d, 0x9a]);
    expect(colour(3), 'paper at its foot').toEqual([0xf4, 0xf4, 0xf2]);
    expect(itemisedNorm(itemised, 'l0', 1, 1)).toBe(1e-3);
  });

  it('are, relative, each by its own largest, ten decades down from that, steps off the screen too', () => {
    const small = { ...itemised, tensors: tensors('itemisedNorm.l0', [1, 2, 3], Float64Array.of(1e-7, 0, 0, 1e-9, 1e-4, 1e-3)) };
    const colourOf = (layout: ReturnType<typeof layoutItemised>, k: number): readonly number[] => [...layout.pixels.subarray(4 * k, 4 * k + 3)];
    const all = layoutItemised(small, 'l0', axis, palettes.light, true);
    expect(colourOf(all, 0)).toEqual([0x6a, 0x3d, 0x9a]);
    expect(colourOf(all, 5)).toEqual([0x6a, 0x3d, 0x9a]);
    expect(colourOf(all, 4)).not.toEqual(colourOf(all, 5));
    const window = layoutItemised(small, 'l0', { ...axis, first: 0, count: 2 }, palettes.light, true);
    expect(colourOf(window, 3)).toEqual(colourOf(all, 4));
  });

  it('are none of a scan that was not measured', () => {
    expect(itemisedNorm(itemised, 'l1', 0, 0)).toBeNaN();
    expect(layoutItemised(itemised, 'l1', axis, palettes.light, false).pixels.every((value) => value === 0)).toBe(true);
  });
});

describe('Jacobians', () => {
  const jacobians = {
    update: 0,
    tensors: {
      ...tensors('jacobian.l0', [1, 3, 2], Float64Array.of(1, 0.1, 10, 0.01, 1, 0)),
      ...tensors('jacobianProduct.l0', [1, 3, 2], Float64Array.of(1e-9, 1e-10, 1, 1e-3, 1, 1)),
    },
  };

  it('are four lines, what lies beyond the axis marked at its end', () => {
    const values = readJacobians(jacobians, 'l0', 3);
    expect(values?.largest).toEqual(Float64Array.of(1, 10, 1));
    expect(values?.productSmallest).toEqual(Float64Array.of(1e-10, 1e-3, 1));
    const marks = values && layoutJacobians(values, names, axis, 100, 3);
    expect(marks?.lines.map(({ key, clamped }) => [key, clamped.map(({ t, place }) => `${String(t)} ${place}`)])).toEqual([
      ['productLargest', ['0 below']],
      ['productSmallest', ['0 below']],
      ['largest', []],
      ['smallest', ['2 zero']],
    ]);
  });

  it('are not there for a scan that was not measured', () => {
    expect(readJacobians(jacobians, 'l1', 3)).toBeNull();
  });
});

describe('the two roads', () => {
  const roads = { update: 0, tensors: tensors('road.share.l0', [1, 3, 2], Float64Array.of(0, 0, 0.25, 0.75, 3, -2)) };

  it('leave a gap where there is no gradient to share, and hold shares beyond the axis at its end', () => {
    expect(roadShare(roads, 'l0', 'additive', 0)).toBeNaN();
    expect(roadShare(roads, 'l0', 'gated', 1)).toBe(0.75);
    const { lines, ticks, beyond } = layoutRoads(roads, 'l0', axis, 200, 3);
    expect(ticks.map(({ y }) => y)).toEqual([50, 100, 150]);
    const x = (t: number): string => String(columnCentre(axis, t));
    expect(lines.map(({ path }) => path)).toEqual([`M${x(1)},125L${x(2)},0`, `M${x(1)},75L${x(2)},200`]);
    expect(beyond).toBe(1);
  });
});

it('hangs shut gates from the ceiling and stands open ones on the floor, up to the padding', () => {
  const saturation = { update: 0, tensors: tensors('saturation.step.l0.forget', [1, 3, 2], Float64Array.of(0.5, 0.25, 1, 0, 0, 0)) };
  const bars = layoutSaturation(saturation, 'l0', 'forget', axis, 40, 2);
  expect(bars.map(({ t, shut, open }) => [t, shut, open])).toEqual([
    [0, 20, 10],
    [1, 40, 0],
  ]);
});

describe('eigenvalues', () => {
  const values = {
    update: 0,
    tensors: {
      ...tensors('eigenvalues.l0.input', [2, 2], Float64Array.of(0, 3, 0, -3)),
      ...tensors('eigenvalues.l0.forget', [2, 2], Float64Array.of(1, 0, -0.5, 0)),
      ...tensors('eigenvalues.l0_reverse', [1, 2], Float64Array.of(9, 9)),
    },
  };

  it('lie in one square a block, all on the scale of the largest', () => {
    const { side, reach, circle, squares } = layoutEigenvalues(values, 'l0', 600);
    expect(reach).toBe(3);
    expect(circle).toBeCloseTo(side / 6, 10);
    expect(squares.map(({ gate, radius }) => [gate, radius])).toEqual([
      ['input', 3],
      ['forget', 1],
    ]);
    expect(squares[0].points[0]).toEqual({ x: side / 2, y: 0 });
    expect(squares[1].points[0].x).toBeCloseTo(side / 2 + circle, 10);
  });
});

it('draws the fullest bin as high as the plot and leaves empty ones out', () => {
  const histogram = { counts: Int32Array.of(0, 4, 2, 0), edges: Float64Array.of(-2, -1, 0, 1, 2), zeros: 0, nonFinite: 0, below: 0, above: 0 };
  const { bars, most } = layoutHistogram(histogram, 40, 100);
  expect(most).toBe(4);
  expect(bars.map(({ x, y, height }) => [x, y, height])).toEqual([
    [10, 0, 100],
    [20, 50, 50],
  ]);
  expect(layoutHistogram({ ...histogram, counts: new Int32Array(4) }, 40, 100)).toEqual({ bars: [], most: 0 });
});

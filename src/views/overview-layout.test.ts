import { expect, it } from 'vitest';
import { readSnapshot } from './gallery/fixtures/fixture';
import { fixture as lstmLong } from './gallery/fixtures/lstm-long';
import { layoutOverview, windowAt, windowFrame } from './overview-layout';
import { readScan } from './series';
import { palettes } from './theme/palette';
import { layoutTimeAxis } from './time-axis';

const axis = layoutTimeAxis(200, 600, 60);

it('frames the window where it lies in the whole', () => {
  const { left, width } = windowFrame(axis);
  expect(left).toBeCloseTo((axis.width * axis.first) / 200);
  expect(width).toBeCloseTo((axis.width * axis.count) / 200);
});

it('centres the window where it is pressed, within the sequence', () => {
  expect(windowAt(axis, axis.width / 2)).toBe(100 - axis.count / 2);
  expect(windowAt(axis, 0)).toBe(0);
  expect(windowAt(axis, axis.width)).toBe(200 - axis.count);
});

it('shows all steps, and the gradient fading into the past', () => {
  const { pixels, columns } = layoutOverview(readScan(readSnapshot(lstmLong.snapshots[0])), palettes.light);
  expect(columns).toBe(200);
  const redOf = (t: number): number => pixels[(200 + t) * 4];
  expect(redOf(199)).toBeLessThan(redOf(0));
});

import { line } from 'd3';
import { expect, it } from 'vitest';
import { linePath, type PathPoint } from './line-path';

const p = (x: number, y: number): PathPoint => ({ x, y });

it.each([[[]], [[p(1, 2)]], [[p(1.234, 2.345), p(-3.001, 4)]], [[null, p(0, 0), p(1, 1), null, null, p(5, 5), null, p(6.125, 6), p(7, 7)]]])(
  'draws what d3 draws: %j',
  (points: readonly (PathPoint | null)[]) => {
    const draw = line<PathPoint | null>()
      .defined((point) => point !== null)
      .x((point) => point?.x ?? 0)
      .y((point) => point?.y ?? 0)
      .digits(2);
    expect(linePath(points)).toBe(draw([...points]) ?? '');
  },
);

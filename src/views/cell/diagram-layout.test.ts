/** The picture of every cell: its boxes stand apart, its wires touch no box but those that they join, and the state's road is one straight line. */
import { describe, expect, it } from 'vitest';
import { equationsOf } from '../../model/equations/cells';
import { type CellMarks, layoutCell, type NodeMark } from './diagram-layout';

const base = { nonlinearity: 'tanh', resetAfter: true } as const;
const variants = {
  lstm: { ...base, cell: 'lstm' },
  'gru, reset after': { ...base, cell: 'gru' },
  'gru, reset before': { ...base, cell: 'gru', resetAfter: false },
  'rnn, tanh': { ...base, cell: 'rnn' },
  'rnn, relu': { ...base, cell: 'rnn', nonlinearity: 'relu' },
} as const;

const edges = ({ x, y, width, height }: NodeMark) => ({ left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 });

/** Boxes that a wire passes through, other than the two that it joins. */
function crossed(marks: CellMarks): readonly string[] {
  return marks.wires.flatMap(({ input, to, points, isRoad }) =>
    points.slice(1).flatMap((point, k) => {
      const [x1, x2] = [points[k].x, point.x].toSorted((a, b) => a - b);
      const [y1, y2] = [points[k].y, point.y].toSorted((a, b) => a - b);
      return marks.nodes
        .filter((mark) => {
          const { left, right, top, bottom } = edges(mark);
          return x1 < right && x2 > left && y1 < bottom && y2 > top;
        })
        .map(({ node }) => node.symbol)
        .filter((symbol) => symbol !== input && symbol !== to && !isRoad)
        .map((symbol) => `${input} > ${to ?? 'out'} through ${symbol}`);
    }),
  );
}

describe.each(Object.entries(variants))('the picture of a %s', (_name, variant) => {
  const equations = equationsOf(variant);

  it('has boxes with an inside before the page has found its width', () => {
    for (const { width } of layoutCell(equations, 0).nodes) expect(width).toBeGreaterThan(6);
  });

  it.each([254, 288, 336, 480, 900])('at %i pixels has every node and every wire, none over another', (width) => {
    const marks = layoutCell(equations, width);
    expect(marks.nodes.map(({ node }) => node.symbol)).toEqual(equations.nodes.map(({ symbol }) => symbol));
    const joined = marks.wires.flatMap(({ input, to }) => (to === null ? [] : [`${input} ${to}`]));
    expect(joined.toSorted()).toEqual(equations.nodes.flatMap(({ symbol, inputs }) => inputs.map((input) => `${input} ${symbol}`)).toSorted());
    expect(crossed(marks)).toEqual([]);
    for (const [k, one] of marks.nodes.entries()) {
      const a = edges(one);
      expect(a.left).toBeGreaterThanOrEqual(0);
      expect(a.right).toBeLessThanOrEqual(marks.width);
      for (const other of marks.nodes.slice(k + 1)) {
        const b = edges(other);
        const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
        expect(apart, `${one.node.symbol} and ${other.node.symbol}`).toBe(true);
      }
    }
  });

  it('leads no two wires up the same lane, and every wire into the box that it feeds', () => {
    const marks = layoutCell(equations, 288);
    for (const { to, points } of marks.wires) {
      const mark = marks.nodes.find(({ node }) => node.symbol === to);
      if (mark === undefined) continue;
      const { left, right, top, bottom } = edges(mark);
      const end = points[points.length - 1];
      expect(end.x >= left && end.x <= right && end.y >= top && end.y <= bottom).toBe(true);
    }
    const upright = marks.wires.flatMap(({ input, points }) =>
      points
        .slice(1)
        .flatMap((point, k) =>
          point.x === points[k].x ? [{ input, x: point.x, y1: Math.min(point.y, points[k].y), y2: Math.max(point.y, points[k].y) }] : [],
        ),
    );
    for (const [k, a] of upright.entries())
      for (const b of upright.slice(k + 1))
        if (a.input !== b.input && Math.abs(a.x - b.x) < 2) expect(a.y1 >= b.y2 || b.y1 >= a.y2, `${a.input} and ${b.input}`).toBe(true);
  });
});

it.each([
  ['lstm', { ...base, cell: 'lstm' }, ['c>kept', "kept>c'", "c'>"]],
  ['gru', { ...base, cell: 'gru' }, ['h>kept', "kept>h'", "h'>"]],
  ['gru, reset before', { ...base, cell: 'gru', resetAfter: false }, ['h>kept', "kept>h'", "h'>"]],
  ['rnn', { ...base, cell: 'rnn' }, []],
] as const)('the road of a %s runs straight across the top', (_name, variant, expected) => {
  const marks = layoutCell(equationsOf(variant), 288);
  const road = marks.wires.filter(({ isRoad }) => isRoad);
  expect(road.map(({ input, to }) => `${input}>${to ?? ''}`).toSorted()).toEqual([...expected].toSorted());
  expect(new Set(road.flatMap(({ points }) => points.map(({ y }) => y))).size).toBeLessThanOrEqual(1);
  for (const { points } of road) expect(marks.nodes.every(({ y }) => y >= points[0].y)).toBe(true);
});

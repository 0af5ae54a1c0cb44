import { describe, expect, it } from 'vitest';
import { layoutTimeAxis } from '../time-axis';
import { entropyOf, mostEntropy } from './entropy';
import { hitLinks, layoutLinks, pathOf } from './links-layout';

const source = layoutTimeAxis(4, 80);
const target = layoutTimeAxis(2, 40);
const rows = [
  { target: 0, weights: [0.7, 0.25, 0.05, 0] },
  { target: 1, weights: [0.01, 0.01, 0.97, 0.01] },
];
const space = { source, target, top: 10, bottom: 50 };

describe('links', () => {
  it('lead from the target column up to the source column, as wide and dark as the weight', () => {
    const links = layoutLinks(rows, 0, space);
    const own = links.filter((link) => link.target === 0);
    expect(own.map(({ source: s, weight }) => [s, weight])).toEqual([
      [0, 0.7],
      [1, 0.25],
      [2, 0.05],
    ]);
    expect(own[0].path).toBe('M10 50C10 30 10 30 10 10');
    expect(own[2].path).toBe('M10 50C10 30 50 30 50 10');
    expect(own[0].width - own[1].width).toBeCloseTo(5.25 * (0.7 - 0.25), 12);
    expect(own[0].opacity).toBeGreaterThan(own[1].opacity);
  });

  it('draw the step at hand last and in full, others faint and only where they matter', () => {
    const links = layoutLinks(rows, 0, space);
    expect(links.map((link) => link.target)).toEqual([1, 0, 0, 0]);
    expect(links[0].opacity).toBeLessThan(0.25);
    expect(layoutLinks(rows, null, space).every(({ opacity }) => opacity < 0.25)).toBe(true);
  });

  it('leave out what is not on the screen', () => {
    const far = layoutTimeAxis(100, 60, 90);
    expect(layoutLinks(rows, 1, { ...space, source: far })).toEqual([]);
  });

  it('are found where they are drawn, by either end too, and nothing is found beside them', () => {
    expect(pathOf(space, 1, 2)).toBe('M30 50C30 30 50 30 50 10');
    expect(hitLinks(rows, 0, space, 40, 30)).toEqual({ source: 2, target: 1 });
    expect(hitLinks(rows, 0, space, 20, 30)).toEqual({ source: 1, target: 0 });
    expect(hitLinks(rows, 0, space, 10, 30)).toEqual({ source: 0, target: 0 });
    expect(hitLinks(rows, 0, space, 70, 30)).toBeNull();
    expect(hitLinks(rows, 0, space, 55, 4)).toEqual({ source: 2 });
    expect(hitLinks(rows, 0, space, 35, 58)).toEqual({ target: 1 });
    expect(hitLinks(rows, 0, space, 90, 4)).toBeNull();
  });

  it('are, where they run together at the symbol of a step, found by their weight', () => {
    expect(hitLinks(rows, 0, space, 10, 49)).toEqual({ source: 0, target: 0 });
    expect(hitLinks(rows, 1, space, 30, 49)).toEqual({ source: 2, target: 1 });
  });
});

describe('entropy', () => {
  it('is 0 bits for one step, and the most where all are alike', () => {
    expect(entropyOf([0, 1, 0])).toBe(0);
    expect(entropyOf([0.25, 0.25, 0.25, 0.25])).toBe(mostEntropy(4));
    expect(entropyOf([0.5, 0.25, 0.25])).toBe(1.5);
    expect(mostEntropy(1)).toBe(0);
  });
});

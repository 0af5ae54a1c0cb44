import { describe, expect, it } from 'vitest';
import type { AttentionSpec } from '../../model/spec';
import { layoutWiring, wiresOf } from './wiring-layout';

const luong: AttentionSpec = { score: 'dot', query: 'current', inputFeeding: false };
const bahdanau: AttentionSpec = { score: 'additive', query: 'previous', inputFeeding: false };
const has = (attention: AttentionSpec | null, from: string, to: string): boolean => wiresOf(attention).some(([a, b]) => a === from && b === to);
const newOf = (now: AttentionSpec | null, before?: AttentionSpec | null) => {
  const { nodes, edges } = layoutWiring(now, 'gru', before);
  return {
    nodes: nodes.filter(({ isNew }) => isNew).map(({ part }) => part),
    edges: edges.filter(({ isNew }) => isNew).map(({ from, to }) => `${from} ${to}`),
  };
};

describe('wiring', () => {
  it('lets the new state ask and joins the context to it, as Luong', () => {
    expect([has(luong, 'hidden', 'score'), has(luong, 'before', 'score'), has(luong, 'context', 'cell')]).toEqual([true, false, false]);
    expect([has(luong, 'context', 'attended'), has(luong, 'hidden', 'attended'), has(luong, 'attended', 'logits')]).toEqual([true, true, true]);
    expect(has(luong, 'fed', 'cell')).toBe(false);
    expect(has({ ...luong, inputFeeding: true }, 'fed', 'cell')).toBe(true);
  });

  it('lets the state before ask and the cell read the context, as Bahdanau', () => {
    expect([has(bahdanau, 'before', 'score'), has(bahdanau, 'hidden', 'score'), has(bahdanau, 'context', 'cell')]).toEqual([true, false, true]);
    expect([has(bahdanau, 'context', 'logits'), has(bahdanau, 'hidden', 'logits')]).toEqual([true, true]);
  });

  it('hands over the last state alone where nothing attends', () => {
    expect(wiresOf(null).filter(([from]) => from === 'keys')).toEqual([['keys', 'before']]);
    expect(layoutWiring(null, 'lstm').nodes.map(({ part }) => part)).not.toContain('score');
  });

  it('marks what was not there before', () => {
    expect(newOf(luong)).toEqual({ nodes: [], edges: [] });
    expect(newOf({ ...luong, score: 'general' }, luong)).toEqual({ nodes: ['score'], edges: [] });
    expect(newOf({ ...luong, inputFeeding: true }, luong)).toEqual({ nodes: ['fed'], edges: ['fed cell'] });
    expect(newOf({ ...bahdanau, score: 'dot' }, luong)).toEqual({
      nodes: [],
      edges: ['before score', 'context cell', 'hidden logits', 'context logits'],
    });
    expect(newOf(null, luong)).toEqual({ nodes: [], edges: ['keys before', 'hidden logits'] });
  });

  it('keeps boxes apart and inside the picture', () => {
    for (const attention of [null, luong, bahdanau, { ...luong, inputFeeding: true }]) {
      const { nodes, width, height } = layoutWiring(attention, 'lstm');
      for (const a of nodes) {
        expect(a.x - a.width / 2).toBeGreaterThanOrEqual(0);
        expect(a.x + a.width / 2).toBeLessThanOrEqual(width);
        expect(a.y + 11).toBeLessThanOrEqual(height);
        for (const b of nodes) if (a !== b) expect(Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= 22).toBe(true);
      }
    }
  });
});

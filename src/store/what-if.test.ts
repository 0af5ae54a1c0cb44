import { describe, expect, it } from 'vitest';
import type { Edit } from '../model/edits';
import { begin, change, createWhatIf, isAwaited, keepAs, redo, undo, type WhatIfStore } from './what-if';

const zero = (unit: number): Edit => ({ kind: 'zero', scan: 'l0', unit });

function apply(store: WhatIfStore, step: typeof undo): boolean {
  const next = step(store.getState());
  if (next !== null) store.setState(next);
  return next !== null;
}

describe('interventions', () => {
  it('are undone one by one and redone in order', () => {
    const store = createWhatIf();
    for (const unit of [0, 1, 2]) store.setState(change(store.getState(), [...store.getState().edits, zero(unit)]));
    expect(apply(store, undo)).toBe(true);
    expect(store.getState().edits).toEqual([zero(0), zero(1)]);
    expect(apply(store, undo)).toBe(true);
    expect(apply(store, redo)).toBe(true);
    expect(apply(store, redo)).toBe(true);
    expect(store.getState().edits).toEqual([zero(0), zero(1), zero(2)]);
    expect(apply(store, redo)).toBe(false);
    for (const left of [2, 1, 0]) {
      apply(store, undo);
      expect(store.getState().edits).toHaveLength(left);
    }
    expect(apply(store, undo)).toBe(false);
  });

  it('cannot be redone after another change, nor undone after a beginning', () => {
    const store = createWhatIf();
    store.setState(change(store.getState(), [zero(0)]));
    apply(store, undo);
    store.setState(change(store.getState(), [zero(5)]));
    expect(apply(store, redo)).toBe(false);
    store.setState(begin([zero(1)]));
    expect(store.getState().edits).toEqual([zero(1)]);
    expect(apply(store, undo)).toBe(false);
  });

  it('are awaited where the picture is of others, of none yet, or still of those that were cleared', () => {
    expect(isAwaited([], undefined)).toBe(false);
    expect(isAwaited([zero(1)], { edits: [zero(1)] })).toBe(false);
    expect(isAwaited([zero(1)], undefined)).toBe(true);
    expect(isAwaited([zero(1)], { edits: [zero(2)] })).toBe(true);
    expect(isAwaited([], { edits: [zero(1)] })).toBe(true);
  });

  it('are kept by name, each name once', () => {
    const store = createWhatIf();
    store.setState(begin([zero(1)]));
    store.setState(keepAs(store.getState(), 'without 1'));
    store.setState(begin([zero(2)]));
    store.setState(keepAs(store.getState(), 'without 2'));
    store.setState(keepAs(store.getState(), 'without 1'));
    expect(store.getState().variants).toEqual([
      { name: 'without 2', edits: [zero(2)] },
      { name: 'without 1', edits: [zero(2)] },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { getTask } from '../tasks/table';
import { createComparison, rowsOf } from './comparison';
import { createDefaultRun } from './default-run';
import { withAttention, withSeed } from './edit';

const run = createDefaultRun(getTask('reverse'));
const none = withAttention(run, null);
const additive = withAttention(run, { score: 'additive' });
const at = (update: number, metric: number) => ({ update, loss: 1 - metric, metric });

describe('what runs have reached', () => {
  it('is kept for runs that differ in their attention alone, the bottleneck first', () => {
    const { store, note } = createComparison();
    note(run, { parameterCount: 10, heldOut: at(100, 0.5) });
    note(none, { parameterCount: 8, heldOut: at(50, 0.1) });
    note(run, { parameterCount: 10, heldOut: at(200, 0.75) });
    note(additive, { parameterCount: 12, heldOut: null });
    expect(rowsOf(store.getState(), additive).map(({ attention, heldOut }) => [attention?.score, heldOut])).toEqual([
      [undefined, at(50, 0.1)],
      ['dot', at(200, 0.75)],
      ['additive', null],
    ]);
  });

  it('is another with another seed, and files are kept for the seed at hand alone', () => {
    const { store, note } = createComparison();
    note(run, { parameterCount: 10, heldOut: at(100, 0.5), file: Uint8Array.of(1) });
    const other = withSeed(run, run.seed + 1);
    expect(rowsOf(store.getState(), other)).toEqual([]);
    note(other, { parameterCount: 10, heldOut: null });
    expect(rowsOf(store.getState(), run)).toMatchObject([{ heldOut: at(100, 0.5), file: null }]);
  });

  it('keeps what was measured and saved until something newer comes', () => {
    const { store, note } = createComparison();
    const file = Uint8Array.of(1, 2);
    note(run, { parameterCount: 10, heldOut: at(100, 0.5), file });
    note(run, { parameterCount: 10, heldOut: null });
    expect(rowsOf(store.getState(), run)).toMatchObject([{ heldOut: at(100, 0.5), file }]);
  });
});

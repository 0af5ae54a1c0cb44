/** The worked equations end in the snapshot's own numbers, for every cell, computed here by hand. */
import { describe, expect, it } from 'vitest';
import { parseModelSpec } from '../model/parse-spec';
import type { Snapshot } from '../model/snapshot';
import { workEquations } from './worked-equations';

type Encoder = Readonly<Record<string, unknown>>;

/** One unit, two steps; every tensor as [first step, second step]. */
function snapshotOf(encoder: Encoder, tensors: Readonly<Record<string, readonly [number, number]>>): Snapshot {
  const model = parseModelSpec({
    input: { kind: 'values', size: 1 },
    encoder: { hiddenSizes: [1], ...encoder },
    output: { kind: 'last', size: 1, loss: 'mse' },
  });
  const entries = Object.entries(tensors).map(([name, data]) => [name, { shape: [1, 2, 1], data: Float64Array.from(data) }] as const);
  return { update: 0, model, batch: { inputs: { shape: [1, 2, 1], data: Float64Array.of(0, 0) } }, tensors: Object.fromEntries(entries) };
}

/** The results by symbol at the second step. */
function resultsOf(snapshot: Snapshot): Readonly<Record<string, number | null>> {
  return Object.fromEntries(workEquations(snapshot, { scan: 'l0', t: 1, unit: 0 }).map(({ symbol, result }) => [symbol, result]));
}

describe('worked equations', () => {
  it('of an LSTM use the states of the step before', () => {
    const results = resultsOf(
      snapshotOf(
        { cell: 'lstm' },
        {
          'gates.l0.input': [0, 0.5],
          'gates.l0.forget': [0, 0.25],
          'gates.l0.candidate': [0, -0.5],
          'gates.l0.output': [0, 0.75],
          'cell.l0': [2, 0.25],
          'hidden.l0': [1, 0.75 * Math.tanh(0.25)],
        },
      ),
    );
    expect(results).toMatchObject({
      a_f: null,
      f: 0.25,
      kept: 0.5,
      written: -0.25,
      "c'": 0.25,
      shown: Math.tanh(0.25),
      "h'": 0.75 * Math.tanh(0.25),
    });
  });

  it.each([
    [true, { kept: 0.25 * 0.8, written: 0.75 * -0.4 }],
    [false, { kept: 0.75 * 0.8, written: 0.25 * -0.4 }],
  ])('of a GRU give z its own meaning where resetAfter is %s', (resetAfter, { kept, written }) => {
    const results = resultsOf(
      snapshotOf(
        { cell: 'gru', resetAfter },
        { 'gates.l0.reset': [0, 0.5], 'gates.l0.update': [0, 0.25], 'gates.l0.candidate': [0, -0.4], 'hidden.l0': [0.8, kept + written] },
      ),
    );
    expect(results.z).toBe(0.25);
    expect(results.kept).toBeCloseTo(kept, 15);
    expect(results.written).toBeCloseTo(written, 15);
    expect(results["h'"]).toBe(kept + written);
  });

  it('of an RNN leave the sum over all units as a formula', () => {
    const lines = workEquations(snapshotOf({ cell: 'rnn' }, { 'hidden.l0': [0.1, 0.2] }), { scan: 'l0', t: 1, unit: 0 });
    expect(lines.map(({ symbol, result }) => [symbol, result])).toEqual([
      ['a', null],
      ["h'", 0.2],
    ]);
  });

  it('begin at zero states', () => {
    const snapshot = snapshotOf(
      { cell: 'lstm' },
      {
        'gates.l0.input': [0.5, 0],
        'gates.l0.forget': [0.9, 0],
        'gates.l0.candidate': [0.5, 0],
        'gates.l0.output': [1, 0],
        'cell.l0': [0.25, 0],
        'hidden.l0': [0, 0],
      },
    );
    const kept = workEquations(snapshot, { scan: 'l0', t: 0, unit: 0 }).find(({ symbol }) => symbol === 'kept');
    expect(kept).toMatchObject({ values: [0.9, 0], result: 0 });
  });
  it('of a reverse scan take the states of the step to the right as those before', () => {
    const snapshot = snapshotOf(
      { cell: 'lstm', bidirectional: true },
      {
        'gates.l0_reverse.input': [0.5, 0.5],
        'gates.l0_reverse.forget': [0.25, 0.25],
        'gates.l0_reverse.candidate': [0.5, 0.5],
        'gates.l0_reverse.output': [1, 1],
        'cell.l0_reverse': [0.375, 0.5],
        'hidden.l0_reverse': [0, 0],
      },
    );
    const keptAt = (t: number) => workEquations(snapshot, { scan: 'l0_reverse', t, unit: 0 }).find(({ symbol }) => symbol === 'kept')?.values;
    expect([keptAt(0), keptAt(1)]).toEqual([
      [0.25, 0.5],
      [0.25, 0],
    ]);
  });
});

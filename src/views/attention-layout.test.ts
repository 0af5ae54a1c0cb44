import { describe, expect, it } from 'vitest';
import { type Attention, attentionAt, hitAttention, layoutAttention, readAttention } from './attention-layout';
import { readSnapshot } from './gallery/fixtures/fixture';
import { fixture as gruAttention } from './gallery/fixtures/gru-attention';
import { fixture as lstmBottleneck } from './gallery/fixtures/lstm-bottleneck';
import { parseColour } from './theme/colour';
import { palettes } from './theme/palette';
import { layoutTimeAxis } from './time-axis';

const palette = palettes.light;
const snapshot = readSnapshot(gruAttention.snapshots[0]);

/** U target steps over S source steps. */
function weigh(U: number, S: number, weight: (u: number, s: number) => number): Attention {
  return { length: U, S, sourceLength: S, values: Float32Array.from({ length: U * S }, (_, k) => weight(Math.floor(k / S), k % S)) };
}

describe('attention', () => {
  it('is there only where the snapshot has it', () => {
    expect(readAttention(snapshot)).toMatchObject({ length: 9, S: 8 });
    expect(readAttention(readSnapshot(lstmBottleneck.snapshots[0]))).toBeNull();
  });

  it('is read a row a target step, each of them one in sum', () => {
    const attention = readAttention(snapshot);
    if (attention === null) throw new Error('attention: must be read');
    const { data } = snapshot.tensors.attention;
    for (let u = 0; u < 9; u++) {
      const row = Array.from({ length: 8 }, (_, s) => attentionAt(attention, u, s));
      expect(row).toEqual([...data.slice(u * 8, (u + 1) * 8)]);
      expect(row.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
    }
  });

  it('ends at the target length', () => {
    const cut = { ...snapshot, batch: { ...snapshot.batch, targetLengths: { shape: [1], data: Int32Array.of(2) } } };
    expect(readAttention(cut)?.length).toBe(2);
  });

  it('is found at the entry under a place, and not beside the plot', () => {
    const attention = weigh(3, 5, () => 0.2);
    const axis = layoutTimeAxis(5, 100);
    expect(hitAttention(attention, axis, 45, 20)).toEqual({ source: 2, target: 1 });
    expect(hitAttention(attention, axis, 99, 400)).toEqual({ source: 4, target: 2 });
    expect(hitAttention({ ...attention, sourceLength: 3 }, axis, 99, 0)).toEqual({ source: 2, target: 0 });
    expect(hitAttention(attention, axis, 101, 0)).toBeNull();
  });

  it('puts source step s of target step u at column s, row u, from paper to its hue', () => {
    const marks = layoutAttention(
      weigh(3, 5, (u, s) => (u === s ? 1 : 0)),
      layoutTimeAxis(5, 300),
      palette,
    );
    expect([marks.columns, marks.rows]).toEqual([5, 3]);
    const pixelAt = (u: number, s: number): number[] => [...marks.pixels.subarray((u * 5 + s) * 4, (u * 5 + s) * 4 + 3)];
    expect(pixelAt(1, 1)).toEqual(parseColour(palette.attention));
    expect(pixelAt(1, 2)).toEqual(parseColour(palette.zero));
    expect(pixelAt(2, 2)).toEqual(parseColour(palette.attention));
  });

  it('draws the window of a long source only', () => {
    const axis = layoutTimeAxis(300, 300, 200);
    const marks = layoutAttention(
      weigh(2, 300, (u, s) => (s === 200 + u ? 1 : 0)),
      axis,
      palette,
    );
    expect([marks.rows, marks.columns]).toEqual([2, axis.count]);
    expect([...marks.pixels.subarray(0, 3)]).toEqual(parseColour(palette.attention));
  });
});

import { describe, expect, it } from 'vitest';
import { attentionAt, layoutAttention, readAttention } from './attention-layout';
import { attending } from './gallery/fixtures/attending';
import { parseColour } from './theme/colour';
import { palettes } from './theme/palette';
import { layoutTimeAxis } from './time-axis';

const palette = palettes.light;
const snapshot = attending(3, 5, (u, s) => (u === s ? 1 : 0));
const attention = readAttention(snapshot);

describe('attention', () => {
  it('is there only where the snapshot has it', () => {
    expect(attention).toMatchObject({ length: 3, S: 5 });
    expect(readAttention({ ...snapshot, tensors: {} })).toBeNull();
  });

  it('puts source step s of target step u at column s, row u, from paper to its hue', () => {
    if (attention === null) throw new Error('attention: must be read');
    const marks = layoutAttention(attention, layoutTimeAxis(5, 300), palette);
    expect([marks.columns, marks.rows]).toEqual([5, 3]);
    const pixelAt = (u: number, s: number): number[] => [...marks.pixels.subarray((u * 5 + s) * 4, (u * 5 + s) * 4 + 3)];
    expect(pixelAt(1, 1)).toEqual(parseColour(palette.attention));
    expect(pixelAt(1, 2)).toEqual(parseColour(palette.zero));
    expect(pixelAt(2, 2)).toEqual(parseColour(palette.attention));
    expect([attentionAt(attention, 1, 1), attentionAt(attention, 1, 0)]).toEqual([1, 0]);
  });

  it('draws the window of a long source only, and ends at the target length', () => {
    const long = attending(4, 300, (u, s) => (s === 200 + u ? 1 : 0));
    const cut = readAttention({ ...long, batch: { ...long.batch, targetLengths: { shape: [1], data: Int32Array.of(2) } } });
    if (cut === null) throw new Error('attention: must be read');
    const axis = layoutTimeAxis(300, 300, 200);
    const marks = layoutAttention(cut, axis, palette);
    expect([marks.rows, marks.columns]).toEqual([2, axis.count]);
    expect([...marks.pixels.subarray(0, 3)]).toEqual(parseColour(palette.attention));
  });
});

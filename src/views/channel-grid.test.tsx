import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { type Snapshot } from '../model/snapshot';
import type { Symbols } from './answer';
import ChannelGrid from './channel-grid';
import { channelAt, channelHeight, channelTop, largestChannel, layoutChannelGrid } from './channel-grid-layout';
import { exampleLabels } from './gallery/example-labels';
import { readSnapshot } from './gallery/fixtures/fixture';
import { cursorAt } from './gallery/fixtures/cursor-at';
import { fixture as gruAdding } from './gallery/fixtures/gru-adding';
import { type GridRow, layoutSequence } from './sequence-layout';
import { channelTable } from './table';
import { palettes } from './theme/palette';
import { layoutTimeAxis } from './time-axis';

const [T, H] = [40, 5];
const LENGTH = 30;
const numbers = (phase: number): Float32Array => Float32Array.from({ length: T * H }, (_, k) => 0.5 + 0.5 * Math.sin(phase + k * k));
const inputs = numbers(1);
const targets = numbers(2);
const outputs = Float64Array.from(numbers(3));
const adding = readSnapshot(gruAdding.snapshots[0]);
const names = ['a', 'b', 'c', 'd', 'e'];
const symbols: Symbols = { inputs: names, outputs: names };

/** The network of another fixture as if it had read five channels and answered with `width` at every step. */
function createSnapshot(width: number, loss: 'mse' | 'bce'): Snapshot {
  return {
    ...adding,
    model: { ...adding.model, input: { kind: 'values', size: H }, output: { kind: 'every', size: width, loss, dropout: 0, hidden: [] } },
    batch: {
      inputs: { shape: [1, T, H], data: inputs },
      lengths: { shape: [1], data: Int32Array.of(LENGTH) },
      targets: { shape: [1, T, width], data: targets.subarray(0, T * width).map((value) => (loss === 'bce' ? Math.round(value) : value)) },
    },
    tensors: { ...adding.tensors, outputs: { shape: [1, T, width], data: outputs.subarray(0, T * width) } },
  };
}

const grids = (snapshot: Snapshot, of: Symbols): readonly GridRow[] =>
  layoutSequence(snapshot, of, layoutTimeAxis(T, 680)).filter((row) => row.kind === 'grid');

describe('many channels', () => {
  it('are one picture each of what is read, asked and answered, of the snapshot’s numbers', () => {
    const rows = grids(createSnapshot(H, 'mse'), symbols);
    expect(rows.map(({ role, names: own, low, high }) => [role, own, low, high])).toEqual(
      ['input', 'target', 'prediction'].map((role) => [role, names, 0, 1]),
    );
    for (const [k, values] of [inputs, targets, outputs].entries()) {
      expect(Array.from(rows[k].grid.values)).toEqual(Array.from(values.subarray(0, LENGTH * H)));
      expect(channelTable(rows[k]).rows[7]).toEqual([7, ...values.subarray(7 * H, 8 * H)]);
    }
  });

  it.each([
    ['a', 0],
    ['e', 4],
  ])('show the number of channel %s under the cursor before one is pointed at, where it is the largest', (_, channel) => {
    const loud = createSnapshot(1, 'mse');
    const data = inputs.slice();
    data[12 * H + channel] = 0.9999;
    const [row] = grids({ ...loud, batch: { ...loud.batch, inputs: { shape: [1, T, H], data } } }, symbols);
    const axis = layoutTimeAxis(T, 680);
    const markup = renderToStaticMarkup(
      <ChannelGrid row={row} axis={axis} at={cursorAt({ scan: 'l0', t: 12 }, T)} side="source" palette={palettes.light} labels={exampleLabels} />,
    );
    const element = /<[^>]*data-testid="value-channels.input"[^>]*>/.exec(markup)?.[0] ?? '';
    expect(Number(/data-value="([^"]*)"/.exec(element)?.[1])).toBe(data[12 * H + largestChannel({ T, H, values: data }, 12)]);
    expect(data[12 * H + largestChannel({ T, H, values: data }, 12)]).toBe(Math.fround(0.9999));
  });

  it('that are compared are read at one channel: the largest of what is asked, or the one pointed at', () => {
    const [row] = grids(createSnapshot(1, 'mse'), symbols);
    const axis = layoutTimeAxis(T, 680);
    const lead = { ...row.grid, values: Float32Array.from(row.grid.values, (value, k) => (k % H === 3 ? 9 : value)) };
    const shown = (pointed: number | null): number => {
      const pair = { lead, pointed, onPoint: () => undefined };
      const at = cursorAt({ scan: 'l0', t: 12 }, T);
      const markup = renderToStaticMarkup(
        <ChannelGrid row={row} axis={axis} at={at} side="source" palette={palettes.light} labels={exampleLabels} pair={pair} />,
      );
      const element = /<[^>]*data-testid="value-channels.input"[^>]*>/.exec(markup)?.[0] ?? '';
      return Number(/data-value="([^"]*)"/.exec(element)?.[1]);
    };
    expect(largestChannel(row.grid, 12)).not.toBe(3);
    expect([shown(null), shown(1)]).toEqual([row.grid.values[12 * H + 3], row.grid.values[12 * H + 1]]);
  });

  it('of sound lie with the lowest at the bottom and in a fixed range, and only these are heard', () => {
    const [row] = grids(createSnapshot(1, 'mse'), { ...symbols, sound: 'inputs' });
    expect([row.sound, row.low, row.high]).toEqual([true, 0, 1]);
    expect([channelAt(row, 0), channelAt(row, 1e3), channelAt(row, -5)]).toEqual([4, 0, 4]);
    expect(channelAt(row, channelTop(row, 3) + 1)).toBe(3);
    const plain = { ...row, sound: false };
    expect([channelAt(plain, 0), channelTop(plain, 3)]).toEqual([0, 3 * channelHeight(H)]);
    const axis = layoutTimeAxis(T, 680);
    const [turned, straight] = [row, plain].map((each) => layoutChannelGrid(each, axis, palettes.light));
    const rowOf = (marks: typeof turned, k: number): readonly number[] => Array.from(marks.pixels.subarray(k * T * 4, (k + 1) * T * 4));
    for (let k = 0; k < H; k++) expect(rowOf(turned, k)).toEqual(rowOf(straight, H - 1 - k));
  });
});

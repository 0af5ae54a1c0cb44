/** Pictures of answers hold the snapshot's own numbers, at the steps they are of, with the verdicts that the metric counts. */
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../model/snapshot';
import { judge, tallyRows } from '../../core/detection';
import type { Symbols } from '../answer';
import { exampleLabels } from '../gallery/example-labels';
import { readSnapshot } from '../gallery/fixtures/fixture';
import { fixture as gruAdding } from '../gallery/fixtures/gru-adding';
import { cursorAt } from '../gallery/fixtures/cursor-at';
import { layoutSequence, type PictureRow } from '../sequence-layout';
import { answersTable } from '../table';
import { columnCentre, layoutTimeAxis } from '../time-axis';
import { layoutDetection, readDetection } from './detection-layout';
import { layoutForecast, readForecast, spanOf } from './forecast-layout';
import OutputPicture from './output-picture';
import { hueOfTag } from './tag-hues';
import { layoutTags } from './tags-layout';

const T = 40;
const axis = layoutTimeAxis(T, 800);
const adding = readSnapshot(gruAdding.snapshots[0]);
const wave = (count: number, phase: number): Float32Array => Float32Array.from({ length: count }, (_, k) => Math.sin(phase + k * k));

interface Given {
  readonly size: number;
  readonly loss: 'mse' | 'bce' | 'crossEntropy';
  readonly channels: number;
  readonly targets: Float32Array | Int32Array;
}

/** The network of another fixture as if it had read so many channels and answered at every step. */
function createSnapshot({ size, loss, channels, targets }: Given): Snapshot {
  const shape = loss === 'crossEntropy' ? [1, T] : [1, T, size];
  return {
    ...adding,
    model: { ...adding.model, input: { kind: 'values', size: channels }, output: { kind: 'every', size, loss, dropout: 0, hidden: [] } },
    batch: { inputs: { shape: [1, T, channels], data: wave(T * channels, 1) }, targets: { shape, data: targets } },
    tensors: { ...adding.tensors, outputs: { shape: [1, T, size], data: wave(T * size, 3) } },
  };
}

function pictureOf(snapshot: Snapshot, symbols: Symbols): { readonly row: PictureRow; readonly others: readonly string[] } {
  const rows = layoutSequence(snapshot, symbols, axis);
  const row = rows.find((each) => each.kind === 'picture');
  if (row === undefined) throw new Error('a picture is expected');
  return { row, others: rows.filter((each) => each !== row).map(({ kind }) => kind) };
}

const draw = (row: PictureRow, t: number): string =>
  renderToStaticMarkup(<OutputPicture row={row} axis={axis} at={cursorAt({ scan: 'l0', t }, T)} side="source" labels={exampleLabels} />);
const shown = (markup: string, key: string): number => Number(new RegExp(`data-testid="value-${key}" data-value="([^"]*)"`).exec(markup)?.[1]);

describe('a forecast', () => {
  const horizon = 3;
  const snapshot = createSnapshot({ size: 2, loss: 'mse', channels: 2, targets: wave(2 * T, 2) });
  const { row, others } = pictureOf(snapshot, { inputs: ['a', 'b'], outputs: ['a', 'b'], picture: { kind: 'forecast', horizon } });

  it('stands alone, with every answer at the step that it is of', () => {
    expect(others).toEqual([]);
    const channels = readForecast(row, T);
    expect(channels.map(({ name }) => name)).toEqual(['a', 'b']);
    channels.forEach(({ read, asked, foretold }, channel) => {
      for (let t = 0; t < T; t++) {
        expect(read[t]).toEqual({ t, value: snapshot.batch.inputs.data[2 * t + channel] });
        expect(asked[t]).toEqual({ t: t + horizon, value: snapshot.batch.targets.data[2 * t + channel] });
        expect(foretold[t]).toEqual({ t: t + horizon, value: snapshot.tensors.outputs.data[2 * t + channel] });
      }
    });
  });

  it('draws its horizon from the cursor to the step foretold, or to the edge and on', () => {
    const [channel] = readForecast(row, T);
    expect(spanOf(channel, horizon, axis, 10)).toMatchObject({
      from: columnCentre(axis, 10),
      to: columnCentre(axis, 13),
      beyond: false,
    });
    expect(spanOf(channel, horizon, axis, T - 2)).toMatchObject({ to: axis.width, beyond: true });
    expect(spanOf(channel, horizon, axis, null)).toMatchObject({ to: columnCentre(axis, T - 1), beyond: false });
    expect(layoutForecast(channel, axis).dots.map(({ t }) => t)).toEqual(Array.from({ length: T - horizon }, (_, k) => k + horizon));
  });

  it('says at the cursor what was foretold there and what was asked', () => {
    const markup = draw(row, 10);
    expect(shown(markup, 'foretold.b')).toBe(snapshot.tensors.outputs.data[21]);
    expect(shown(markup, 'asked.b')).toBe(snapshot.batch.targets.data[21]);
    expect(answersTable(row).rows[10]).toEqual([
      10,
      ...[0, 1].flatMap((k) => [snapshot.batch.targets.data[20 + k], snapshot.tensors.outputs.data[20 + k]]),
    ]);
  });

  it('is not drawn of a network that it does not fit', () => {
    const symbols: Symbols = { inputs: ['a'], outputs: ['a'], picture: { kind: 'detection', sought: 'steps' } };
    expect(layoutSequence(snapshot, symbols, axis).map(({ kind }) => kind)).not.toContain('picture');
  });
});

describe('a detection', () => {
  const targets = Float32Array.from({ length: T }, (_, t) => (t % 11 < 3 ? 1 : 0));
  const snapshot = createSnapshot({ size: 1, loss: 'bce', channels: 2, targets });

  it.each(['steps', 'events'] as const)('of %s marks what the metric counts', (sought) => {
    const judged = { ...snapshot, verdicts: judge(sought, snapshot.tensors.outputs.data, targets) };
    const { row, others } = pictureOf(judged, { inputs: ['a', 'b'], outputs: ['x'], picture: { kind: 'detection', sought } });
    expect(others).toEqual([]);
    const detection = readDetection(row);
    if (detection === null) throw new Error('a detection is expected');
    const { tally, verdicts, curves, there } = detection;
    expect(tally).toEqual(tallyRows(sought, snapshot.tensors.outputs.data, targets, T));
    expect(verdicts.length).toBeGreaterThan(4);
    expect(curves.map(({ role, name }) => `${role} ${name}`)).toEqual(['input a', 'input b', 'prediction x']);
    expect(there).toEqual([0, 11, 22, 33].flatMap((from) => [from, from + 1, from + 2]));
    for (const curve of curves) {
      const { marks } = layoutDetection(detection, curve, axis);
      expect(marks.map(({ t, kind }) => ({ t, kind }))).toEqual(verdicts.map(({ t, kind }) => ({ t, kind })));
    }
    const markup = draw(row, 7);
    for (const kind of ['hit', 'miss', 'alarm'] as const) {
      expect(markup).toContain(`data-verdict="${kind}" data-count="${String(tally[kind])}"`);
      expect(markup.split(`class="verdict-${kind}"`)).toHaveLength(2 + 3 * tally[kind]); // in the legend, and on three curves
    }
    expect(shown(markup, 'probability')).toBeCloseTo(1 / (1 + Math.exp(-snapshot.tensors.outputs.data[7])), 12);
    expect(shown(markup, 'signal.b')).toBe(snapshot.batch.inputs.data[15]);
  });

  it('leaves many channels their own picture', () => {
    const many = createSnapshot({ size: 1, loss: 'bce', channels: 5, targets });
    const { row, others } = pictureOf(many, { inputs: [], outputs: ['x'], sound: 'inputs', picture: { kind: 'detection', sought: 'events' } });
    expect(others).toEqual(['grid']);
    expect(readDetection(row)?.curves.map(({ role }) => role)).toEqual(['prediction']);
  });
});

describe('a tagged sentence', () => {
  const tags = ['O', 'B-PER', 'I-PER', 'B-LOC', 'I-LOC'];
  const targets = Int32Array.from({ length: T }, (_, t) => [1, 2, 0, 3][t % 4]);
  const snapshot = createSnapshot({ size: 5, loss: 'crossEntropy', channels: 2, targets });
  const { row } = pictureOf(snapshot, { inputs: ['a', 'b'], outputs: tags, picture: { kind: 'tags' } });
  const { asked, answered } = layoutTags(row, axis);

  it('has the kind where a name begins, and goes on where it does', () => {
    expect(asked.slice(0, 4).map(({ text, joined, hue }) => [text, joined, hue])).toEqual([
      ['PER', false, hueOfTag(tags, 1)],
      ['', true, hueOfTag(tags, 2)],
      ['·', false, null],
      ['LOC', false, hueOfTag(tags, 3)],
    ]);
    expect(hueOfTag(tags, 1)).toBe(hueOfTag(tags, 2));
    expect(hueOfTag(tags, 1)).not.toBe(hueOfTag(tags, 3));
  });

  it('has the likeliest tag with its probability, and marks those that are wrong', () => {
    answered.forEach(({ t, probability, right }) => {
      const logits = Array.from(snapshot.tensors.outputs.data.slice(5 * t, 5 * t + 5));
      const best = logits.indexOf(Math.max(...logits));
      expect(right).toBe(best === targets[t]);
      expect(probability).toBeCloseTo(1 / logits.reduce((sum, logit) => sum + Math.exp(logit - logits[best]), 0), 10);
    });
    const markup = draw(row, 5);
    expect(markup.split('class="tag-cross"')).toHaveLength(1 + answered.filter(({ right }) => !right).length);
    expect(shown(markup, 'tag')).toBe(answered[5].probability);
  });
});

/** Networks and numbers at their ends: the stage says what they are, or that they are not finite, and draws nothing that is no number. */
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Tensor, TensorMap } from '../core/tensor';
import type { Snapshot } from '../model/snapshot';
import { createHeld } from './held';
import type { CursorState } from './stage-cursor';
import { exampleLabels } from './gallery/example-labels';
import { readSnapshot } from './gallery/fixtures/fixture';
import { fixture as gruAttention } from './gallery/fixtures/gru-attention';
import { fixture as lstmRecall } from './gallery/fixtures/lstm-recall';
import { Stage } from './stage';

const at: CursorState = { scan: 'l0', t: 0, unit: 0, gate: 'hidden', part: 'recurrent' };

function render(snapshot: Snapshot, cursor: CursorState | null): string {
  return renderToStaticMarkup(
    <Stage
      snapshot={snapshot}
      symbols={lstmRecall.symbols}
      cursor={createHeld(cursor)}
      onCursor={() => undefined}
      labels={exampleLabels}
      theme="light"
      width={892}
    />,
  );
}

/** What is drawn, without the words and the numbers that are shown as they are. */
function drawn(markup: string): string {
  return markup.replaceAll(/ data-[a-z-]+="[^"]*"/g, '').replaceAll(/>[^<]*</g, '><');
}

const filled = (map: TensorMap, value: (k: number) => number): TensorMap =>
  Object.fromEntries(
    Object.entries(map).map(([name, { shape, data }]): [string, Tensor] => [name, { shape, data: Float64Array.from(data, (_, k) => value(k)) }]),
  );

/** The first `T` steps and `H` units. */
function cut(snapshot: Snapshot, T: number, H: number): Snapshot {
  const take = ({ shape, data }: Tensor): Tensor => {
    if (shape.length < 2) return { shape, data };
    const [, steps, units = 1] = shape;
    const picked = Array.from({ length: Math.min(T, steps) * Math.min(H, units) }, (_, k) => {
      const [t, unit] = [Math.floor(k / Math.min(H, units)), k % Math.min(H, units)];
      return data[t * units + unit];
    });
    return { shape: shape.length === 2 ? [1, Math.min(T, steps)] : [1, Math.min(T, steps), Math.min(H, units)], data: Float64Array.from(picked) };
  };
  const tensors = Object.fromEntries(Object.entries(snapshot.tensors).map(([name, tensor]) => [name, name === 'outputs' ? tensor : take(tensor)]));
  return {
    ...snapshot,
    model: { ...snapshot.model, encoder: { ...snapshot.model.encoder, hiddenSizes: [H] } },
    batch: { ...snapshot.batch, inputs: take(snapshot.batch.inputs) },
    tensors,
  };
}

const recall = readSnapshot(lstmRecall.snapshots[1]);

describe.each([
  ['all zeros', () => 0],
  ['1e30', (k: number) => (k % 2 === 0 ? 1e30 : -1e30)],
  ['not finite', (k: number) => (k % 3 === 0 ? NaN : k % 3 === 1 ? Infinity : -Infinity)],
] as const)('numbers that are %s', (_, value) => {
  it.each([null, 4, 30])('are drawn as what they are, in a passage at %s', (passage) => {
    const markup = render({ ...recall, tensors: filled(recall.tensors, value) }, { ...at, t: 4, passage });
    expect(drawn(markup)).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('are drawn with a decoder and attention too', () => {
    const snapshot = readSnapshot(gruAttention.snapshots[0]);
    const markup = render(
      { ...snapshot, tensors: filled(snapshot.tensors, value) },
      { scan: 'decoder', t: 2, unit: 0, gate: 'hidden', part: 'attention' },
    );
    expect(drawn(markup)).not.toMatch(/NaN|Infinity|undefined/);
  });
});

it.each([
  [1, 1],
  [1, 12],
  [2, 1],
  [23, 1],
])('a sequence of %d steps through %d units is drawn', (T, H) => {
  for (const cursor of [null, at]) {
    const markup = render(cut(recall, T, H), cursor);
    expect(markup.match(/<canvas/g)).toHaveLength(6);
    expect(drawn(markup)).not.toMatch(/NaN|Infinity|undefined/);
  }
});

it('a vocabulary of 10,000 is read to one answer', () => {
  const V = 10_000;
  const outputs = { shape: [1, V], data: Float64Array.from({ length: V }, (_, k) => (k === 9_876 ? 9 : 0)) };
  const output = { ...recall.model.output, size: V } as Snapshot['model']['output'];
  const markup = render({ ...recall, model: { ...recall.model, output }, tensors: { ...recall.tensors, outputs } }, at);
  expect(markup).toContain('9876');
});

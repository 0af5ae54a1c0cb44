import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../model/snapshot';
import { readAnswers } from './answer';
import { readSnapshot } from './gallery/fixtures/fixture';
import { fixture as gruAdding } from './gallery/fixtures/gru-adding';
import { fixture as gruText } from './gallery/fixtures/gru-text';
import { fixture as lstmRecall } from './gallery/fixtures/lstm-recall';
import { layoutSequence, rangeOf, visibleSymbol } from './sequence-layout';
import { layoutTimeAxis } from './time-axis';

const recall = readSnapshot(lstmRecall.snapshots[1]);
const adding = readSnapshot(gruAdding.snapshots[0]);
const text = readSnapshot(gruText.snapshots[0]);

describe('layoutSequence', () => {
  it('writes tokens as letters and steps back from the blank', () => {
    const [input, answers] = layoutSequence(recall, lstmRecall.symbols, layoutTimeAxis(23, 680));
    if (input.kind !== 'letters' || answers.kind !== 'answers') throw new Error('letters and answers are expected');
    expect(input.letters[22]).toEqual({ t: 22, text: '?', tone: 'plain' });
    expect(input.letters[5].tone).toBe('blank');
    expect(answers.t).toBe(22);
  });

  it('gives each channel of values its own bars with a stated range', () => {
    const rows = layoutSequence(adding, gruAdding.symbols, layoutTimeAxis(40, 680));
    expect(rows.map((row) => (row.kind === 'bars' ? [row.name, row.low, row.high, row.bars.length] : row.kind))).toEqual([
      ['value', 0, 1, 40],
      ['mark', 0, 1, 40],
      'answers',
    ]);
  });

  it('shows target and answer at every step that has a loss, and says which are right', () => {
    const [, target, prediction] = layoutSequence(text, gruText.symbols, layoutTimeAxis(48, 680));
    if (target.kind !== 'letters' || prediction.kind !== 'letters') throw new Error('letters are expected');
    expect([target.letters.length, prediction.letters.length]).toEqual([48, 48]);
    prediction.letters.forEach((letter, t) => {
      expect(letter.tone).toBe(letter.text === target.letters[t].text ? 'right' : 'wrong');
    });
  });

  it('ends the inputs of a ragged example where its padding begins', () => {
    const ragged = { ...text, batch: { ...text.batch, lengths: { shape: [1], data: Int32Array.of(30) } } };
    const [input] = layoutSequence(ragged, gruText.symbols, layoutTimeAxis(48, 680));
    expect(input.kind === 'letters' && input.letters.length).toBe(30);
  });

  it('holds only the steps on the screen', () => {
    const [input] = layoutSequence(text, gruText.symbols, layoutTimeAxis(48, 120, 10));
    expect(input.kind === 'letters' && input.letters.map(({ t }) => t)).toEqual(Array.from({ length: 20 }, (_, k) => 10 + k));
  });
});

describe('readAnswers', () => {
  it('turns logits into probabilities', () => {
    const outputs = { shape: [1, 4], data: Float64Array.of(0, Math.log(3), 0, 1000 - 1000) };
    const [answer] = readAnswers({ ...recall, tensors: { ...recall.tensors, outputs } }, 23);
    if (answer.kind !== 'class') throw new Error('a class is expected');
    expect(answer.prediction).toBe(1);
    expect(answer.probability).toBeCloseTo(0.5);
  });

  it('stays finite for logits that no exponential can hold', () => {
    const outputs = { shape: [1, 4], data: Float64Array.of(5000, -5000, 0, 0) };
    const [answer] = readAnswers({ ...recall, tensors: { ...recall.tensors, outputs } }, 23);
    expect(answer.kind === 'class' && answer.probability).toBe(1);
  });

  it('reads values as they are, and bce logits as probabilities', () => {
    const [value] = readAnswers(adding, 40);
    expect(value).toMatchObject({ kind: 'value', channel: 0, prediction: adding.tensors.outputs.data[0], target: adding.batch.targets.data[0] });
    const output = { kind: 'last', size: 1, loss: 'bce', dropout: 0, hidden: [] } as const;
    const zero: Snapshot = {
      ...adding,
      model: { ...adding.model, output },
      tensors: { ...adding.tensors, outputs: { shape: [1, 1], data: Float32Array.of(0) } },
    };
    expect(readAnswers(zero, 40)[0].prediction).toBe(0.5);
  });
});

it('makes spaces visible and falls back to the number of a symbol', () => {
  expect([visibleSymbol(' ', 3), visibleSymbol('\n', 4), visibleSymbol('a', 5), visibleSymbol(undefined, 6)]).toEqual(['␣', '↵', 'a', '6']);
});

it('chooses round ranges', () => {
  expect(rangeOf([0.2, 0.9])).toEqual({ low: 0, high: 1 });
  expect(rangeOf([-0.2, 0.9])).toEqual({ low: -1, high: 1 });
  expect(rangeOf([0, 37])).toEqual({ low: 0, high: 50 });
  expect(rangeOf([Number.NaN])).toEqual({ low: 0, high: 1 });
});

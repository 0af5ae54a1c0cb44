/** A decoder's answers are read from its logits, taught or its own; its own bring their attention and leave every scan as it was. */
import { describe, expect, it } from 'vitest';
import { readDecoded, withOwnAnswers } from './answer';
import { readSnapshot } from './gallery/fixtures/fixture';
import { fixture as gruAttention } from './gallery/fixtures/gru-attention';
import { fixture as lstmBottleneck } from './gallery/fixtures/lstm-bottleneck';
import { fixture as lstmRecall } from './gallery/fixtures/lstm-recall';

const bottleneck = readSnapshot(lstmBottleneck.snapshots[0]);

describe("a decoder's answers", () => {
  it.each([
    ['reading the targets', bottleneck, bottleneck.tensors.outputs],
    ['reading its own answers', withOwnAnswers(bottleneck), bottleneck.greedy?.outputs],
  ])('%s are the largest logits of those steps', (_, snapshot, outputs) => {
    if (outputs === undefined) throw new Error('fixture: must have its own answers');
    const [, U, V] = outputs.shape;
    const answers = readDecoded(snapshot);
    expect(answers).toHaveLength(U);
    answers.forEach(({ t, target, prediction, probability }, u) => {
      const logits = [...outputs.data.slice(u * V, (u + 1) * V)];
      expect([t, target]).toEqual([u, bottleneck.batch.targets.data[u]]);
      expect(prediction).toBe(logits.indexOf(Math.max(...logits)));
      const sum = logits.reduce((all, logit) => all + Math.exp(logit), 0);
      expect(probability).toBeCloseTo(Math.exp(logits[prediction]) / sum, 6);
    });
  });

  it('differ where the decoder hears itself instead of its teacher', () => {
    const answersOf = (snapshot: typeof bottleneck): readonly number[] => readDecoded(snapshot).map(({ prediction }) => prediction);
    expect(answersOf(withOwnAnswers(bottleneck))).not.toEqual(answersOf(bottleneck));
  });

  it('of its own bring their attention, and leave states and gradients as they were', () => {
    const snapshot = readSnapshot(gruAttention.snapshots[0]);
    const own = withOwnAnswers(snapshot);
    expect(own.tensors.attention).toBe(snapshot.greedy?.attention);
    expect(own.tensors['hidden.decoder']).toBe(snapshot.tensors['hidden.decoder']);
    const recall = readSnapshot(lstmRecall.snapshots[0]);
    expect(withOwnAnswers(recall)).toBe(recall);
  });
});

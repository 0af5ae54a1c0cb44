import { describe, expect, it } from 'vitest';
import { readSnapshot } from '../gallery/fixtures/fixture';
import { fixture as gruAttention } from '../gallery/fixtures/gru-attention';
import { fixture as lstmBottleneck } from '../gallery/fixtures/lstm-bottleneck';
import { fixture as lstmRecall } from '../gallery/fixtures/lstm-recall';
import { likeliest, mostLookedAt, readDecoding } from './decoding';

const snapshot = readSnapshot(gruAttention.snapshots[0]);
const decoding = readDecoding(snapshot, false);
if (decoding === null) throw new Error('decoding: must be read');

describe('decoding', () => {
  it('is there only where a decoder has answered', () => {
    expect(readDecoding(readSnapshot(lstmRecall.snapshots[0]), false)).toBeNull();
    expect(readDecoding({ ...snapshot, greedy: undefined }, false)).toBeNull();
    expect(readDecoding(readSnapshot(lstmBottleneck.snapshots[0]), false)?.steps[0]).toMatchObject({ weights: null, entropy: null });
  });

  it('reads what it wrote a step before, BOS first, and ends with the first EOS', () => {
    expect(decoding.source).toEqual([...snapshot.batch.inputs.data]);
    expect(decoding.steps.map(({ reads }) => reads)).toEqual([1, ...decoding.steps.map(({ writes }) => writes).slice(0, -1)]);
    expect(decoding.steps.map(({ writes }) => writes).indexOf(2)).toBe(decoding.steps.length - 1);
  });

  it('holds the softmax of the logits and the rows of attention, whose entropy is in bits', () => {
    const { greedy } = snapshot;
    if (!greedy?.attention) throw new Error('greedy: must be there');
    decoding.steps.forEach(({ probabilities, weights, entropy }, u) => {
      const logits = [...greedy.outputs.data.slice(u * 9, (u + 1) * 9)];
      expect(probabilities.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12);
      probabilities.forEach((probability, v) => {
        expect(Math.log(probability / probabilities[0])).toBeCloseTo(logits[v] - logits[0], 9);
      });
      expect(weights).toEqual([...(greedy.attention?.data.slice(u * 8, (u + 1) * 8) ?? [])]);
      expect(entropy).toBeCloseTo(-(weights ?? []).reduce((sum, w) => sum + (w > 0 ? w * Math.log2(w) : 0), 0), 12);
    });
  });

  it('asks for the example’s targets, and for nothing where the source is typed', () => {
    expect(decoding.steps.map(({ target }) => target)).toEqual([...snapshot.batch.targets.data].slice(0, decoding.steps.length));
    expect(readDecoding(snapshot, true)?.steps.map(({ target }) => target)).toEqual(decoding.steps.map(() => null));
  });

  it('names the likeliest symbols and the steps looked at most, in order', () => {
    const [step] = decoding.steps;
    const top = likeliest(step, 3);
    expect(top[0].token).toBe(step.writes);
    expect(top.map(({ probability }) => probability)).toEqual([...step.probabilities].sort((a, b) => b - a).slice(0, 3));
    expect(mostLookedAt(step, 8).map(({ weight }) => weight)).toEqual([...(step.weights ?? [])].sort((a, b) => b - a));
  });
});

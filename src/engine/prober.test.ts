import { describe, expect, it } from 'vitest';
import { parseEdits } from '../model/parse-edits';
import { createReferenceEngine } from '../reference/engine';
import { createEditCases, type EditCase } from './fixtures/edits';
import { createProber } from './prober';

const { model, weights, batch, edits } = createEditCases(3).find(({ name }) => name === 'lstm, Bahdanau') as EditCase;

describe('the probe beside a run', () => {
  it('takes a decoder as it is and as it is edited, with what it answers by itself', async () => {
    const made: boolean[] = [];
    const prober = createProber(model, (plan) => {
      made.push(plan.options.edits);
      return createReferenceEngine().createExecutor(plan);
    });
    const plain = await prober.take(batch, weights, []);
    const taken = await prober.take(batch, weights, edits);
    expect(taken.tensors).toEqual(plain.tensors);
    expect(taken.greedy).toEqual(plain.greedy);
    if (!taken.edited || 'refused' in taken.edited) throw new Error('the edits must have been made');
    expect(Object.keys(taken.edited.tensors)).toEqual(Object.keys(plain.tensors));
    expect(taken.edited.tensors.outputs).not.toEqual(plain.tensors.outputs);
    expect(taken.edited.greedy?.outputs).not.toEqual(plain.greedy?.outputs);
    expect(await prober.take(batch, weights, edits)).toEqual(taken);
    expect(made).toEqual([false, true]);
    prober.dispose();
  });

  it('says of an example that the edits do not fit what does not', async () => {
    const prober = createProber(model, (plan) => createReferenceEngine().createExecutor(plan));
    const long = parseEdits([{ kind: 'attention', step: 0, weights: [0, 0, 0, 0, 0.5, 0.5] }], model);
    const { edited, tensors } = await prober.take(batch, weights, long);
    expect(edited).toEqual({
      edits: long,
      refused: expect.stringContaining('edits[0].weights[4]: must be 0 past the 4 steps of sequence 0') as string,
    });
    expect(tensors).toEqual((await prober.take(batch, weights, [])).tensors);
    prober.dispose();
  });
});

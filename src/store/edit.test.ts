import { expect, it } from 'vitest';
import { getTask } from '../tasks/table';
import { createDefaultRun } from './default-run';
import { withEncoder, withOption, withTask } from './edit';

const reverse = createDefaultRun(getTask('reverse'));

it('opens a task that is decoded with dot scores and units enough', () => {
  expect(reverse.model.encoder.hiddenSizes).toEqual([32]);
  expect(reverse.model.output).toMatchObject({ kind: 'decoder', vocabSize: 11, attention: { score: 'dot', query: 'current' } });
});

it('keeps the attention where an option changes the vocabulary', () => {
  const { output } = reverse.model;
  const bottleneck = { ...reverse, model: { ...reverse.model, output: { ...output, attention: null } } };
  const changed = withOption(bottleneck, getTask('reverse'), 'symbols', 4);
  expect(changed.model.output).toMatchObject({ kind: 'decoder', vocabSize: 7, attention: null });
});

it('puts a matrix between query and keys where two directions make the keys wider', () => {
  const both = withEncoder(reverse, { bidirectional: true });
  expect(both.model.output).toMatchObject({ attention: { score: 'general' } });
  const sequence = withEncoder(createDefaultRun(getTask('recall')), { bidirectional: true });
  expect(withTask(sequence, getTask('dates')).model.output).toMatchObject({ attention: { score: 'general' } });
});

it('gives a task without a decoder its own head back', () => {
  expect(withTask(reverse, getTask('recall')).model.output).toMatchObject({ kind: 'last', size: 8 });
});

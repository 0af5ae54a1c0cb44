import { expect, it } from 'vitest';
import { getTask } from '../tasks/table';
import { createDefaultRun } from './default-run';
import {
  withAttention,
  withDecoder,
  withEmbedding,
  withEncoder,
  withHead,
  withInitialisation,
  withOption,
  withTask,
  withTraining,
  withWidth,
} from './edit';

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

it('changes one part of the attention and keeps the rest', () => {
  const fed = withAttention(reverse, { score: 'additive', inputFeeding: true });
  expect(fed.model.output).toMatchObject({ embeddingSize: 16, attention: { score: 'additive', query: 'current', inputFeeding: true } });
  expect(withAttention(fed, { score: 'general' }).model.output).toMatchObject({ attention: { score: 'general', inputFeeding: true } });
  expect(withDecoder(fed, { embeddingSize: 5 }).model.output).toMatchObject({
    embeddingSize: 5,
    attention: { score: 'additive', inputFeeding: true },
  });
  expect(withAttention(fed, null).model.output).toMatchObject({ attention: null });
  expect(withAttention(withAttention(fed, null), { score: 'dot' }).model.output).toMatchObject({ attention: { score: 'dot', query: 'current' } });
});

it('takes input feeding off where the state before asks, and never scores keys of another width by their product', () => {
  const fed = withAttention(reverse, { inputFeeding: true });
  expect(withAttention(fed, { query: 'previous' }).model.output).toMatchObject({ attention: { query: 'previous', inputFeeding: false } });
  const both = withEncoder(withAttention(reverse, null), { bidirectional: true });
  expect(withAttention(both, { query: 'current' }).model.output).toMatchObject({ attention: { score: 'general' } });
});

it('keeps the dense layers of a head where an option or the task changes', () => {
  const hidden = [{ size: 6, activation: 'tanh', dropout: 0.25 }] as const;
  const dense = withHead(createDefaultRun(getTask('recall')), { dropout: 0.5, hidden });
  expect(withOption(dense, getTask('recall'), 'symbols', 5).model.output).toMatchObject({ size: 5, dropout: 0.5, hidden });
  expect(withTask(dense, getTask('adding')).model.output).toMatchObject({ loss: 'mse', dropout: 0.5, hidden });
  expect(withTask(dense, getTask('reverse')).model.output).toMatchObject({ kind: 'decoder' });
});

it('sets one width or one embedding, and refuses what the network has not', () => {
  const stacked = withEncoder(reverse, { hiddenSizes: [9, 8, 7] });
  expect(withWidth(stacked, 1, 3).model.encoder.hiddenSizes).toEqual([9, 3, 7]);
  expect(withEmbedding(reverse, 4).model.input).toMatchObject({ embeddingSize: 4 });
  const adding = createDefaultRun(getTask('adding'));
  expect(() => withEmbedding(adding, 4)).toThrow('model.input.embeddingSize: must not be there');
  expect(() => withAttention(adding, null)).toThrow('model.output.kind: must be "decoder"');
  expect(() => withHead(reverse, { dropout: 0.1 })).toThrow('model.output.kind: must be "last" or "every"');
});

it('draws as PyTorch does where a new cell lacks what the initialisation sets', () => {
  const recall = createDefaultRun(getTask('recall'));
  const rnn = withInitialisation(withEncoder(recall, { cell: 'rnn' }), { kind: 'identity', spectralRadius: 1.5 });
  expect(withEncoder(rnn, { hiddenSizes: [4] }).training.initialisation).toEqual({ kind: 'identity', spectralRadius: 1.5 });
  expect(withEncoder(rnn, { cell: 'gru' }).training.initialisation).toEqual({ kind: 'pytorch', spectralRadius: 1.5 });
});

it('lets chrono set the forget gates until a bias of theirs is asked for again', () => {
  const chrono = withInitialisation(createDefaultRun(getTask('recall')), { kind: 'chrono', maxLag: 20, forgetBias: 1 });
  expect(chrono.training.initialisation).toEqual({ kind: 'chrono', maxLag: 20 });
  const both = withInitialisation(chrono, { kind: 'chrono', maxLag: 20, forgetBias: 3 });
  expect(both.training.initialisation).toEqual({ kind: 'chrono', maxLag: 20, forgetBias: 3 });
  expect(withEncoder(both, { cell: 'rnn' }).training.initialisation).toEqual({ kind: 'pytorch', forgetBias: 3 });
});

it('carries states on only where the task goes on and every scan reads forwards', () => {
  const text = withTraining(createDefaultRun(getTask('text')), { carryState: true });
  expect(withEncoder(text, { hiddenSizes: [4] }).training.carryState).toBe(true);
  expect(withOption(text, getTask('text'), 'length', 20).training.carryState).toBe(true);
  expect(withEncoder(text, { bidirectional: true }).training.carryState).toBe(false);
  expect(withTask(text, getTask('recall')).training.carryState).toBe(false);
});

import { describe, expect, it } from 'vitest';
import { InputError } from '../core/errors';
import { parseModelSpec } from './parse-spec';

const values = { kind: 'values', size: 2 };
const tokens = { kind: 'tokens', vocabSize: 30, embeddingSize: 16 };
const lstm = { cell: 'lstm', hiddenSizes: [64, 32] };
const head = { kind: 'last', size: 1, loss: 'mse' };
const decoder = { kind: 'decoder', vocabSize: 30, embeddingSize: 16 };
const model = { input: values, encoder: lstm, output: head };

/** `model` with one part changed. */
function withPart(part: 'input' | 'encoder' | 'output', change: object): object {
  return { ...model, [part]: { ...model[part], ...change } };
}

function withAttention(attention: object, encoder: object = lstm): object {
  return { input: tokens, encoder, output: { ...decoder, attention } };
}

describe('parseModelSpec', () => {
  it('fills in every default of the contract', () => {
    expect(parseModelSpec(model)).toEqual({
      input: values,
      encoder: { ...lstm, bidirectional: false, dropout: 0, residual: false, nonlinearity: 'tanh', resetAfter: true },
      output: { ...head, dropout: 0, hidden: [] },
    });
    expect(parseModelSpec({ ...model, output: decoder }).output).toEqual({ ...decoder, attention: null });
    expect(parseModelSpec(withAttention({ score: 'dot', query: 'current' })).output).toEqual({
      ...decoder,
      attention: { score: 'dot', query: 'current', inputFeeding: false },
    });
    expect(parseModelSpec(withPart('output', { hidden: [{ size: 64, activation: 'relu' }] })).output).toMatchObject({
      hidden: [{ size: 64, activation: 'relu', dropout: 0 }],
    });
  });

  it('returns a complete spec as it is', () => {
    const complete = {
      input: tokens,
      encoder: { ...lstm, bidirectional: true, dropout: 0.5, residual: true, nonlinearity: 'relu', resetAfter: false },
      output: { ...decoder, attention: { score: 'additive', query: 'current', inputFeeding: true } },
    };
    expect(parseModelSpec(complete)).toEqual(complete);
  });

  it('accepts a known key that has no effect for the cell', () => {
    expect(parseModelSpec(withPart('encoder', { cell: 'gru', nonlinearity: 'relu' })).encoder.nonlinearity).toBe('relu');
    expect(parseModelSpec(withPart('encoder', { cell: 'rnn', resetAfter: false })).encoder.resetAfter).toBe(false);
  });

  const refused: readonly (readonly [string, unknown, string])[] = [
    ['no object', 7, 'model: must be an object with input, encoder, output, got 7'],
    ['null', null, 'model: must be an object with input, encoder, output, got null'],
    ['a list', [], 'model.input: must be given, got nothing'],
    ['an unknown key', { ...model, extra: 1 }, 'model.extra: must not be there (known here: input, encoder, output), got 1'],
    ['a missing part', { input: values, encoder: lstm }, 'model.output: must be given, got nothing'],
    ['an inherited name', JSON.parse('{"toString":1}'), 'model.input: must be given, got nothing'],
    ['an inherited name as an extra key', { ...model, toString: 1 }, 'model.toString: must not be there (known here: input, encoder, output), got 1'],
    ['an unknown input', { ...model, input: { kind: 'audio' } }, 'model.input.kind: must be one of "values", "tokens", got "audio"'],
    ['an input of no kind', { ...model, input: { size: 2 } }, 'model.input.kind: must be one of "values", "tokens", got nothing'],
    ['an input that is no object', { ...model, input: 'values' }, 'model.input: must be an object, got "values"'],
    ['size 0', withPart('input', { size: 0 }), 'model.input.size: must be a whole number from 1 to 4096, got 0'],
    ['half a size', withPart('input', { size: 1.5 }), 'model.input.size: must be a whole number from 1 to 4096, got 1.5'],
    ['a size as text', withPart('input', { size: '2' }), 'model.input.size: must be a whole number from 1 to 4096, got "2"'],
    ['a key of the other kind', withPart('input', { vocabSize: 5 }), 'model.input.vocabSize: must not be there (known here: kind, size), got 5'],
    ['two tokens', { ...model, input: { ...tokens, vocabSize: 2 } }, 'model.input.vocabSize: must be a whole number from 3 to 20000, got 2'],
    ['an unknown cell', withPart('encoder', { cell: 'LSTM' }), 'model.encoder.cell: must be one of "rnn", "lstm", "gru", got "LSTM"'],
    ['no layers', withPart('encoder', { hiddenSizes: [] }), 'model.encoder.hiddenSizes: must be a list of 1 to 8, got []'],
    ['nine layers', withPart('encoder', { hiddenSizes: new Array(9).fill(4) }), 'model.encoder.hiddenSizes: must be a list of 1 to 8'],
    ['one size for all', withPart('encoder', { hiddenSizes: 64 }), 'model.encoder.hiddenSizes: must be a list of 1 to 8, got 64'],
    [
      'a wide layer',
      withPart('encoder', { hiddenSizes: [64, 1025] }),
      'model.encoder.hiddenSizes.1: must be a whole number from 1 to 1024, got 1025',
    ],
    ['dropout 1', withPart('encoder', { dropout: 1 }), 'model.encoder.dropout: must be a number at least 0 and below 1, got 1'],
    ['dropout NaN', withPart('encoder', { dropout: NaN }), 'model.encoder.dropout: must be a number at least 0 and below 1, got NaN'],
    ['a flag as a number', withPart('encoder', { bidirectional: 1 }), 'model.encoder.bidirectional: must be true or false, got 1'],
    [
      'an unknown nonlinearity',
      withPart('encoder', { nonlinearity: 'gelu' }),
      'model.encoder.nonlinearity: must be one of "tanh", "relu", got "gelu"',
    ],
    ['a misspelt key', withPart('encoder', { hidden: 3 }), 'model.encoder.hidden: must not be there'],
    ['an unknown output', withPart('output', { kind: 'first' }), 'model.output.kind: must be one of "last", "every", "decoder", got "first"'],
    ['an unknown loss', withPart('output', { loss: 'mae' }), 'model.output.loss: must be one of "mse", "bce", "crossEntropy", got "mae"'],
    ['one class', withPart('output', { loss: 'crossEntropy' }), 'model.output.size: must be at least 2, the number of classes'],
    [
      'a dense layer of size 0',
      withPart('output', { hidden: [{ size: 0, activation: 'relu' }] }),
      'model.output.hidden.0.size: must be a whole number from 1 to 4096, got 0',
    ],
    [
      'a dense layer without activation',
      withPart('output', { hidden: [{ size: 3 }] }),
      'model.output.hidden.0.activation: must be given, got nothing',
    ],
    [
      'a decoder of two tokens',
      { ...model, output: { ...decoder, vocabSize: 2 } },
      'model.output.vocabSize: must be a whole number from 3 to 20000, got 2',
    ],
    [
      'an unknown score',
      withAttention({ score: 'cosine', query: 'current' }),
      'model.output.attention.score: must be one of "dot", "general", "additive", got "cosine"',
    ],
    ['attention without query', withAttention({ score: 'dot' }), 'model.output.attention.query: must be given, got nothing'],
    [
      'input feeding with query previous',
      withAttention({ score: 'general', query: 'previous', inputFeeding: true }),
      'model.output.attention.inputFeeding: must be false where the query is "previous", got true',
    ],
    [
      'dot scores of unequal widths',
      withAttention({ score: 'dot', query: 'current' }, { ...lstm, bidirectional: true }),
      'model.output.attention.score: must be "general" or "additive"',
    ],
  ];
  it.each(refused)('refuses %s', (_, given, message) => {
    expect(() => parseModelSpec(given)).toThrow(InputError);
    expect(() => parseModelSpec(given)).toThrow(message);
  });
});

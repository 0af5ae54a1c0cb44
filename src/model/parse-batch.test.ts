import { describe, expect, it } from 'vitest';
import { InputError } from '../core/errors';
import type { Tensor, TensorMap } from '../core/tensor';
import { parseBatch } from './parse-batch';
import { parseModelSpec } from './parse-spec';

const encoder = { cell: 'gru', hiddenSizes: [4] };
const values = { kind: 'values', size: 2 };
const tokens = { kind: 'tokens', vocabSize: 5, embeddingSize: 3 };
const every = parseModelSpec({ input: values, encoder, output: { kind: 'every', size: 1, loss: 'mse' } });
const classes = parseModelSpec({ input: tokens, encoder, output: { kind: 'last', size: 3, loss: 'crossEntropy' } });
const decoder = parseModelSpec({ input: tokens, encoder, output: { kind: 'decoder', vocabSize: 7, embeddingSize: 2 } });

function floats(shape: number[], ...data: number[]): Tensor {
  return { shape, data: Float32Array.from(data) };
}

function ints(shape: number[], ...data: number[]): Tensor {
  return { shape, data: Int32Array.from(data) };
}

const everyBatch = { inputs: floats([1, 3, 2], 1, 2, 3, 4, 5, 6), targets: floats([1, 3, 1], 7, 8, 9) };
const classBatch = { inputs: ints([2, 3], 0, 1, 4, 2, 2, 2), targets: ints([2], 0, 2) };
const decoderBatch = { inputs: ints([1, 2], 3, 4), targets: ints([1, 3], 6, 2, 1), targetLengths: ints([1], 2) };

describe('parseBatch', () => {
  it('takes what fits', () => {
    expect(parseBatch(everyBatch, every)).toEqual(everyBatch);
    expect(parseBatch(classBatch, classes)).toEqual(classBatch);
    expect(parseBatch({ ...classBatch, lengths: ints([2], 3, 1) }, classes).lengths).toEqual(ints([2], 3, 1));
  });

  it('puts 0 where a length says that nothing is', () => {
    const batch = parseBatch({ ...everyBatch, lengths: ints([1], 2) }, every);
    expect(batch.inputs).toEqual(floats([1, 3, 2], 1, 2, 3, 4, 0, 0));
    expect(batch.targets).toEqual(floats([1, 3, 1], 7, 8, 0));
    expect(parseBatch(decoderBatch, decoder).targets).toEqual(ints([1, 3], 6, 2, 0));
    const ragged = { inputs: ints([2, 3], 1, -1, 99, 2, 2, 2), lengths: ints([2], 1, 3), targets: ints([2], 0, 0) };
    expect(parseBatch(ragged, classes).inputs).toEqual(ints([2, 3], 1, 0, 0, 2, 2, 2));
  });

  it('keeps float64 as it is', () => {
    const inputs = { shape: [1, 3, 2], data: Float64Array.of(0.1, 2, 3, 4, 5, 6) };
    expect(parseBatch({ ...everyBatch, inputs }, every).inputs).toEqual(inputs);
  });

  const refused: readonly (readonly [string, TensorMap, typeof every, string])[] = [
    ['no inputs', { targets: everyBatch.targets }, every, 'batch.inputs: must be there'],
    ['no targets', { inputs: everyBatch.inputs }, every, 'batch.targets: must be there'],
    ['an extra tensor', { ...everyBatch, mask: ints([1], 1) }, every, 'batch.mask: must not be there'],
    ['target lengths without a decoder', { ...everyBatch, targetLengths: ints([1], 1) }, every, 'batch.targetLengths: must not be there'],
    [
      'one input channel too few',
      { ...everyBatch, inputs: floats([1, 3, 1], 1, 2, 3) },
      every,
      'batch.inputs: must have the shape [1, 3, 2], got [1,3,1]',
    ],
    ['no time axis', { ...everyBatch, inputs: floats([2], 1, 2) }, every, 'batch.inputs: must have the shape [B, T, 2]'],
    ['no rows', { ...everyBatch, inputs: floats([0, 3, 2]) }, every, 'with sizes of at least 1, got [0,3,2]'],
    ['data shorter than the shape', { ...everyBatch, inputs: floats([1, 3, 2], 1) }, every, 'batch.inputs: must have the shape'],
    [
      'targets for another length',
      { ...everyBatch, targets: floats([1, 2, 1], 1, 2) },
      every,
      'batch.targets: must have the shape [1, 3, 1], got [1,2,1]',
    ],
    [
      'ids as inputs of values',
      { ...everyBatch, inputs: ints([1, 3, 2], 1, 2, 3, 4, 5, 6) },
      every,
      'batch.inputs: must hold floating-point numbers',
    ],
    ['values as class targets', { ...classBatch, targets: floats([2], 0, 1) }, classes, 'batch.targets: must hold whole numbers (I32)'],
    ['NaN', { ...everyBatch, inputs: floats([1, 3, 2], 1, 2, 3, NaN, 5, 6) }, every, 'batch.inputs[3]: must be finite, got NaN'],
    [
      'a token past the vocabulary',
      { ...classBatch, inputs: ints([2, 3], 0, 1, 5, 2, 2, 2) },
      classes,
      'batch.inputs[2]: must be from 0 to 4, got 5',
    ],
    ['a negative token', { ...classBatch, inputs: ints([2, 3], 0, 1, -1, 2, 2, 2) }, classes, 'batch.inputs[2]: must be from 0 to 4, got -1'],
    ['a class past the last', { ...classBatch, targets: ints([2], 3, 0) }, classes, 'batch.targets[0]: must be from 0 to 2, got 3'],
    ['length 0', { ...classBatch, lengths: ints([2], 3, 0) }, classes, 'batch.lengths[1]: must be from 1 to 3, got 0'],
    ['a length past T', { ...classBatch, lengths: ints([2], 4, 1) }, classes, 'batch.lengths[0]: must be from 1 to 3, got 4'],
    ['lengths as floats', { ...classBatch, lengths: floats([2], 3, 1) }, classes, 'batch.lengths: must hold whole numbers'],
    ['a length too few', { ...classBatch, lengths: ints([1], 3) }, classes, 'batch.lengths: must have the shape [2], got [1]'],
    [
      'a target length past the targets',
      { ...decoderBatch, targetLengths: ints([1], 4) },
      decoder,
      'batch.targetLengths[0]: must be from 1 to 3, got 4',
    ],
    ['a target past the vocabulary', { ...decoderBatch, targets: ints([1, 3], 7, 1, 1) }, decoder, 'batch.targets[0]: must be from 0 to 6, got 7'],
    ['flat decoder targets', { ...decoderBatch, targets: ints([1], 6) }, decoder, "batch.targets: must have the shape [B, T']"],
  ];
  it.each(refused)('refuses %s', (_, map, model, message) => {
    expect(() => parseBatch(map, model)).toThrow(InputError);
    expect(() => parseBatch(map, model)).toThrow(message);
  });
});

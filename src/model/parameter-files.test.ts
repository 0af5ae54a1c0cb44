import { describe, expect, it } from 'vitest';
import { InputError } from '../core/errors';
import { packParameters, unpackParameters } from './parameter-files';
import { layoutParameters } from './parameters';
import { parseModelSpec } from './parse-spec';

const layout = layoutParameters(
  parseModelSpec({
    input: { kind: 'values', size: 2 },
    encoder: { cell: 'rnn', hiddenSizes: [3] },
    output: { kind: 'last', size: 1, loss: 'mse' },
  }),
);

/** Every element its own number; padding 0. */
function createFlat(): Float32Array {
  const flat = new Float32Array(layout.length);
  let next = 1;
  for (const { offset, size } of layout.list) {
    for (let e = 0; e < size; e++) flat[offset + e] = next++;
  }
  return flat;
}

describe('packParameters', () => {
  const map = unpackParameters(layout, createFlat());

  it('undoes unpackParameters', () => {
    expect(Object.keys(map)).toEqual(layout.list.map(({ name }) => name));
    expect(map['encoder.weight_hh_l0']).toEqual({ shape: [3, 3], data: Float32Array.of(7, 8, 9, 10, 11, 12, 13, 14, 15) });
    expect(packParameters(layout, map)).toEqual(createFlat());
  });

  it('takes tensors in any order and float64', () => {
    const reversed = Object.entries(map).reverse();
    const wide = reversed.map(([name, { shape, data }]) => [name, { shape, data: Float64Array.from(data) }] as const);
    expect(packParameters(layout, Object.fromEntries(wide))).toEqual(createFlat());
  });

  const { 'head.output.bias': bias, ...withoutBias } = map;
  it.each([
    ['a missing tensor', withoutBias, 'weights.head.output.bias: must be there, with the shape [1], got nothing'],
    ['an extra tensor', { ...map, 'head.hidden.0.bias': bias }, 'weights.head.hidden.0.bias: must be a parameter of the model, got [1]'],
    [
      'a misshapen tensor',
      { ...map, 'head.output.bias': { ...bias, shape: [1, 1] } },
      'weights.head.output.bias: must have the shape [1], got [1,1]',
    ],
    [
      'integers',
      { ...map, 'head.output.bias': { shape: [1], data: Int32Array.of(1) } },
      'weights.head.output.bias: must hold floating-point numbers',
    ],
  ])('refuses %s', (_, broken, message) => {
    expect(() => packParameters(layout, broken)).toThrow(InputError);
    expect(() => packParameters(layout, broken)).toThrow(message);
  });
});

/** The presets are complete specs, and as large as the frameworks that made them known say. */
import { describe, expect, it } from 'vitest';
import { layoutParameters } from './parameters';
import { parseModelSpec } from './parse-spec';
import { presets } from './presets';

describe.each(presets)('$name', ({ model, parameterCount, kerasParameterCount }) => {
  it('is a complete spec', () => {
    expect(parseModelSpec(model)).toEqual(model);
  });

  it('has as many parameters as in PyTorch, and in Keras, which has one bias a cell', () => {
    const { count, list } = layoutParameters(model);
    const secondBiases = list.filter(({ name }) => name.startsWith('encoder.bias_hh')).reduce((sum, { size }) => sum + size, 0);
    expect(count).toBe(parameterCount);
    expect(count - secondBiases).toBe(kerasParameterCount);
  });
});

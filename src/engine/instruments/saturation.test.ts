import { describe, expect, it } from 'vitest';
import type { Tensor, TensorMap } from '../../core/tensor';
import { createExampleBatch, createExampleModel } from '../../reference/example';
import { measureSaturation } from './saturation';

const [B, T, H] = [2, 3, 4];
const zeros: Tensor = { shape: [B, T, H], data: new Float64Array(B * T * H) };

describe('measureSaturation', () => {
  const model = createExampleModel({ variant: 'gru after', head: 'last', hiddenSize: H });
  const batch = createExampleBatch(model, B, T, 1, [3, 2]);
  // Neither 0.1 nor 0.9 itself counts; the padded step of the second row is 0, and no low value.
  const reset = [
    [0.05, 0.1, 0.9, 0.95],
    [0.5, 0.5, 0.99, 0.95],
    [0.01, 0.5, 0.91, 0],
    [0.2, 0.3, 0.4, 0.5],
    [0.05, 0.3, 0.95, 0.5],
    [0, 0, 0, 0],
  ];
  const tensors: TensorMap = {
    'gates.l0.reset': { shape: [B, T, H], data: Float64Array.from(reset.flat()) },
    'gates.l0.update': zeros,
    'gates.l0.candidate': zeros,
  };
  const found = measureSaturation(model, batch, tensors);

  it('counts the ends of sigmoid gates alone', () => {
    expect(Object.keys(found).sort()).toEqual(
      ['reset', 'update'].flatMap((gate) => [`saturation.step.l0.${gate}`, `saturation.unit.l0.${gate}`]).sort(),
    );
  });

  it('gives shares of a step’s units, nothing past a length', () => {
    const { shape, data } = found['saturation.step.l0.reset'];
    expect(shape).toEqual([B, T, 2]);
    expect([...data]).toEqual([0.25, 0.25, 0, 0.5, 0.5, 0.25, 0, 0, 0.25, 0.25, 0, 0]);
  });

  it('gives shares of a unit’s valid steps', () => {
    const { shape, data } = found['saturation.unit.l0.reset'];
    expect(shape).toEqual([B, H, 2]);
    const expected = [2 / 3, 0, 0, 0, 0, 2 / 3, 1 / 3, 2 / 3, 0.5, 0, 0, 0, 0, 0.5, 0, 0];
    expected.forEach((share, k) => {
      expect(data[k]).toBeCloseTo(share, 14);
    });
  });

  it('gives nothing for the rnn, which has no gates', () => {
    expect(measureSaturation(createExampleModel({ variant: 'rnn tanh', head: 'last' }), batch, {})).toEqual({});
  });
});

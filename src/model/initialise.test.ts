import { describe, expect, it } from 'vitest';
import { initialiseParameters } from './initialise';
import { unpackParameters } from './parameter-files';
import { layoutParameters } from './parameters';
import { parseModelSpec } from './parse-spec';
import { parseTrainingSpec } from './parse-training';

const H = 50;
const decoderModel = modelOf('lstm', {
  input: { kind: 'tokens', vocabSize: 90, embeddingSize: 40 },
  encoder: { cell: 'lstm', hiddenSizes: [20, H], bidirectional: true },
  output: { kind: 'decoder', vocabSize: 80, embeddingSize: 30, attention: { score: 'general', query: 'current' } },
});

function modelOf(cell: string, change: object = {}) {
  return parseModelSpec({
    input: { kind: 'values', size: 3 },
    encoder: { cell, hiddenSizes: [H] },
    output: { kind: 'last', size: 4, loss: 'mse', hidden: [{ size: 60, activation: 'relu' }] },
    ...change,
  });
}

function initialise(model: ReturnType<typeof modelOf>, given: object = {}, seed = 7) {
  const { initialisation } = parseTrainingSpec({ initialisation: given });
  const map = unpackParameters(layoutParameters(model), initialiseParameters(model, initialisation, seed));
  return new Map(Object.entries(map).map(([name, { data }]) => [name, Array.from(data)]));
}

function get(map: Map<string, number[]>, name: string): number[] {
  const data = map.get(name);
  if (!data) throw new Error(`no ${name}`);
  return data;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}

function deviation(numbers: readonly number[]): number {
  const centre = mean(numbers);
  return Math.sqrt(mean(numbers.map((each) => (each - centre) ** 2)));
}

describe('initialiseParameters as PyTorch', () => {
  const cellBound = 1 / Math.sqrt(H);
  it.each([
    ['encoder.weight_ih_l0_reverse', 1 / Math.sqrt(20)],
    ['encoder.weight_hh_l1', cellBound],
    ['encoder.bias_ih_l1', cellBound],
    ['encoder.bias_hh_l1_reverse', cellBound],
    ['decoder.cell.weight_ih', cellBound],
    ['decoder.cell.bias_hh', cellBound],
    ['decoder.bridge.hidden.weight', 1 / Math.sqrt(2 * H)],
    ['decoder.bridge.cell.bias', 1 / Math.sqrt(2 * H)],
    ['decoder.attention.weight', 1 / Math.sqrt(2 * H)],
    ['decoder.combine.weight', 1 / Math.sqrt(3 * H)],
    ['decoder.output.weight', cellBound],
    ['decoder.output.bias', cellBound],
  ])('draws %s uniformly up to %f', (name, bound) => {
    const data = get(initialise(decoderModel), name);
    const largest = Math.max(...data.map(Math.abs));
    expect(largest).toBeLessThanOrEqual(bound);
    expect(largest).toBeGreaterThan(0.9 * bound);
    expect(Math.abs(mean(data))).toBeLessThan((4 * bound) / Math.sqrt(3 * data.length));
  });

  it("gives a dense layer's bias its weight's bound", () => {
    const map = initialise(modelOf('gru'));
    expect(Math.max(...get(map, 'head.hidden.0.bias').map(Math.abs))).toBeLessThanOrEqual(1 / Math.sqrt(H));
    expect(Math.max(...get(map, 'head.output.bias').map(Math.abs))).toBeLessThanOrEqual(1 / Math.sqrt(60));
  });

  it.each(['embedding.weight', 'decoder.embedding.weight'])('draws %s from the standard normal', (name) => {
    const data = get(initialise(decoderModel), name);
    expect(mean(data)).toBeCloseTo(0, 1);
    expect(deviation(data)).toBeCloseTo(1, 1);
    expect(Math.max(...data)).toBeGreaterThan(2.5);
  });

  it('depends on the seed, the parameter and the element alone', () => {
    const map = initialise(decoderModel);
    expect(initialise(decoderModel)).toEqual(map);
    expect(get(initialise(decoderModel, {}, 8), 'encoder.weight_hh_l0')).not.toEqual(get(map, 'encoder.weight_hh_l0'));
    expect(get(map, 'encoder.bias_ih_l0')).not.toEqual(get(map, 'encoder.bias_hh_l0'));
    const wider = initialise(modelOf('lstm', { output: { kind: 'last', size: 9, loss: 'mse' } }));
    expect(get(wider, 'encoder.weight_hh_l0')).toEqual(get(initialise(modelOf('lstm')), 'encoder.weight_hh_l0'));
  });

  it('leaves the padding between parameters 0', () => {
    const model = modelOf('rnn');
    const layout = layoutParameters(model);
    const flat = initialiseParameters(model, { kind: 'pytorch' }, 1);
    for (const { offset, size } of layout.list) flat.fill(0, offset, offset + size);
    expect(flat.every((value) => value === 0)).toBe(true);
  });
});

describe('forgetBias', () => {
  it("sets the forget gate's biases of an lstm and nothing else", () => {
    const plain = initialise(decoderModel);
    const map = initialise(decoderModel, { forgetBias: 1.5 });
    for (const [name, data] of map) {
      const expected = get(plain, name).slice();
      const size = data.length / 4;
      if (name.includes('bias_ih')) expected.fill(1.5, size, 2 * size);
      if (name.includes('bias_hh')) expected.fill(0, size, 2 * size);
      expect(data).toEqual(expected);
    }
  });

  it('has no effect for cells without a forget gate', () => {
    expect(initialise(modelOf('gru'), { forgetBias: 1 })).toEqual(initialise(modelOf('gru')));
    expect(initialise(modelOf('rnn'), { forgetBias: 1 })).toEqual(initialise(modelOf('rnn')));
  });
});

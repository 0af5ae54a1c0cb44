import { describe, expect, it } from 'vitest';
import { initialiseParameters } from './initialise';
import { unpackParameters } from './parameter-files';
import { layoutParameters } from './parameters';
import { parseModelSpec } from './parse-spec';
import { parseTrainingSpec } from './parse-training';
import { measureSpectralRadius } from './spectral-radius';

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

describe('glorotOrthogonal', () => {
  it.each([
    ['encoder.weight_ih_l1', Math.sqrt(6 / (40 + H))],
    ['decoder.cell.weight_ih', Math.sqrt(6 / (30 + H))],
    ['decoder.attention.weight', Math.sqrt(6 / (H + 2 * H))],
    ['decoder.output.weight', Math.sqrt(6 / (H + 80))],
  ])('draws %s uniformly up to %f', (name, bound) => {
    const largest = Math.max(...get(initialise(decoderModel, { kind: 'glorotOrthogonal' }), name).map(Math.abs));
    expect(largest).toBeLessThanOrEqual(bound);
    expect(largest).toBeGreaterThan(0.97 * bound);
  });

  it("makes each gate's recurrent block orthogonal, each another one", () => {
    const data = get(initialise(modelOf('gru'), { kind: 'glorotOrthogonal' }), 'encoder.weight_hh_l0');
    for (let gate = 0; gate < 3; gate++) {
      const row = (i: number) => data.slice((gate * H + i) * H, (gate * H + i + 1) * H);
      for (let i = 0; i < H; i++) {
        for (let j = 0; j <= i; j++) expect(mean(row(i).map((value, k) => value * row(j)[k])) * H).toBeCloseTo(i === j ? 1 : 0, 6);
      }
    }
    expect(data.slice(0, H * H)).not.toEqual(data.slice(H * H, 2 * H * H));
  });

  it('sets every bias to 0 and leaves embeddings normal', () => {
    const map = initialise(decoderModel, { kind: 'glorotOrthogonal' });
    for (const [name, data] of map) if (name.includes('bias')) expect(data.every((value) => value === 0)).toBe(true);
    expect(get(map, 'embedding.weight')).toEqual(get(initialise(decoderModel), 'embedding.weight'));
  });
});

describe('identity', () => {
  it('copies the state and nearly ignores the input', () => {
    const map = initialise(modelOf('rnn'), { kind: 'identity' });
    expect(get(map, 'encoder.weight_hh_l0')).toEqual(Array.from({ length: H * H }, (_, e) => (e % (H + 1) === 0 ? 1 : 0)));
    expect(deviation(get(map, 'encoder.weight_ih_l0'))).toBeCloseTo(0.001, 4);
    expect(get(map, 'encoder.bias_ih_l0').every((value) => value === 0)).toBe(true);
    expect(get(map, 'encoder.bias_hh_l0').every((value) => value === 0)).toBe(true);
    expect(get(map, 'head.output.bias')).toEqual(get(initialise(modelOf('rnn')), 'head.output.bias'));
  });
});

describe('chrono', () => {
  const given = { kind: 'chrono', maxLag: 100 };
  /** Whether exp of the biases looks uniform between 1 and maxLag - 1. */
  function expectLags(biases: readonly number[]): void {
    const lags = biases.map(Math.exp);
    expect(Math.min(...lags)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...lags)).toBeLessThanOrEqual(99);
    expect(Math.abs(mean(lags) - 50)).toBeLessThan((4 * 98) / Math.sqrt(12 * lags.length));
    expect(deviation(lags)).toBeGreaterThan(20);
  }

  it('lets the lstm forget at rates of lags up to maxLag and write as slowly', () => {
    const map = initialise(modelOf('lstm'), given);
    const plain = initialise(modelOf('lstm'));
    const inputBias = get(map, 'encoder.bias_ih_l0');
    expectLags(inputBias.slice(H, 2 * H));
    expect(inputBias.slice(0, H)).toEqual(inputBias.slice(H, 2 * H).map((value) => -value));
    expect(inputBias.slice(2 * H)).toEqual(get(plain, 'encoder.bias_ih_l0').slice(2 * H));
    expect(get(map, 'encoder.bias_hh_l0').slice(0, 2 * H)).toEqual(new Array(2 * H).fill(0));
    expect(get(map, 'encoder.weight_hh_l0')).toEqual(get(plain, 'encoder.weight_hh_l0'));
  });

  it.each([
    ['carries', true, 1],
    ['overwrites', false, -1],
  ])("sets the gru's update gate, which %s where resetAfter is %s", (_, resetAfter, sign) => {
    const map = initialise(modelOf('gru', { encoder: { cell: 'gru', hiddenSizes: [H], resetAfter } }), given);
    expectLags(
      get(map, 'encoder.bias_ih_l0')
        .slice(H, 2 * H)
        .map((value) => sign * value),
    );
    expect(get(map, 'encoder.bias_hh_l0').slice(H, 2 * H)).toEqual(new Array(H).fill(0));
    expect(get(map, 'encoder.bias_ih_l0').slice(0, H)).toEqual(get(initialise(modelOf('gru')), 'encoder.bias_ih_l0').slice(0, H));
  });

  it('yields to forgetBias', () => {
    const map = initialise(modelOf('lstm'), { ...given, forgetBias: 2 });
    expect(get(map, 'encoder.bias_ih_l0').slice(H, 2 * H)).toEqual(new Array(H).fill(2));
  });
});

describe('every recurrent layer, direction and decoder', () => {
  const shape = { ...decoderModel, encoder: { ...decoderModel.encoder, hiddenSizes: [20, 20] } };
  const of = (cell: 'rnn' | 'lstm' | 'gru') => ({ ...shape, encoder: { ...shape.encoder, cell } });
  const scans = ['encoder.', 'decoder.cell.'];
  const named = (map: Map<string, number[]>, part: string) =>
    [...map].filter(([name]) => scans.some((scan) => name.startsWith(scan)) && name.includes(part));

  it('has chrono biases of its own', () => {
    const biases = named(initialise(of('lstm'), { kind: 'chrono', maxLag: 50 }), 'bias_ih').map(([, data]) => data);
    expect(biases).toHaveLength(5);
    const forget = biases.map((data) => data.slice(20, 40));
    for (const [k, data] of biases.entries()) {
      expect(data.slice(0, 20)).toEqual(forget[k].map((value) => -value));
      expect(Math.max(...forget[k])).toBeLessThanOrEqual(Math.log(49));
    }
    expect(new Set(forget.map(String)).size).toBe(5);
  });

  it('has the forget bias, the identity, or the spectral radius', () => {
    for (const [, data] of named(initialise(of('lstm'), { forgetBias: 3 }), 'bias_ih')) expect(new Set(data.slice(20, 40))).toEqual(new Set([3]));
    const identities = named(initialise(of('rnn'), { kind: 'identity' }), 'weight_hh');
    expect(identities).toHaveLength(5);
    for (const [, data] of identities) expect(data).toEqual(Array.from({ length: 400 }, (_, e) => (e % 21 === 0 ? 1 : 0)));
    for (const [, data] of named(initialise(of('gru'), { spectralRadius: 1.5 }), 'weight_hh')) {
      for (let gate = 0; gate < 3; gate++) expect(measureSpectralRadius(data.slice(gate * 400, gate * 400 + 400), 20)).toBeCloseTo(1.5, 5);
    }
  });

  it('scales the identity too', () => {
    const [[, data]] = named(initialise(of('rnn'), { kind: 'identity', spectralRadius: 0.5 }), 'weight_hh');
    expect(data[0]).toBeCloseTo(0.5, 6);
    expect(data[1]).toBe(0);
  });
});

describe('spectralRadius', () => {
  it.each(['pytorch', 'glorotOrthogonal'])("rescales each gate's block of W_hh after %s", (kind) => {
    const map = initialise(modelOf('lstm'), { kind, spectralRadius: 0.9 });
    const plain = initialise(modelOf('lstm'), { kind });
    for (const [name, data] of map) {
      if (!name.includes('weight_hh')) expect(data).toEqual(get(plain, name));
    }
    const blocks = get(map, 'encoder.weight_hh_l0');
    const before = get(plain, 'encoder.weight_hh_l0');
    for (let start = 0; start < blocks.length; start += H * H) {
      expect(measureSpectralRadius(blocks.slice(start, start + H * H), H)).toBeCloseTo(0.9, 6);
      expect(blocks[start + 1] / before[start + 1]).toBeCloseTo(blocks[start + 2] / before[start + 2], 5);
    }
  });
});

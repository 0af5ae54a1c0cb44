/** What a network writes is drawn from what it holds likely after every symbol so far, as the probe of the whole text finds it, on every engine. */
import { describe, expect, it } from 'vitest';
import { parseModelSpec } from '../model/parse-spec';
import { initialiseParameters } from '../model/initialise';
import { parseTrainingSpec } from '../model/parse-training';
import { createReferenceEngine } from '../reference/engine';
import { loadWasmEngine } from '../wasm/load';
import { createProbePlan, probe } from './probe';
import { checkSampleRequest, createSamplePlan, type SampleRequest, sampleText } from './sample';
import { writeParameters } from './weights';

const V = 9;
const modelOf = (cell: string) =>
  parseModelSpec({
    input: { kind: 'tokens', vocabSize: V, embeddingSize: 4 },
    encoder: { cell, hiddenSizes: [7, 5] },
    output: { kind: 'every', size: V, loss: 'crossEntropy' },
  });
const request: SampleRequest = { prefix: [4, 6, 3], length: 25, temperature: 0.7, seed: 3 };
const engines = { reference: () => Promise.resolve(createReferenceEngine()), wasm: loadWasmEngine };

/** Weights ten times as large as at the start, so that not all is equally likely. */
const weightsOf = (cell: string) => initialiseParameters(modelOf(cell), parseTrainingSpec({}).initialisation, 8).map((each) => 3 * each);

async function write(cell: string, engine: keyof typeof engines, changed: Partial<SampleRequest> = {}) {
  const asked = { ...request, ...changed };
  const executor = await (await engines[engine]()).createExecutor(createSamplePlan(modelOf(cell), asked.prefix.length));
  writeParameters(executor, weightsOf(cell));
  const sampled = await sampleText(executor, asked);
  executor.dispose();
  if (sampled === null) throw new Error('sample.test: nothing abandons it');
  return sampled;
}

/** Softmax of the logits before every written symbol, of one pass over the prefix and the text. */
async function sharesOf(cell: string, tokens: Int32Array, prefix = request.prefix): Promise<readonly (readonly number[])[]> {
  const read = Int32Array.of(...prefix, ...tokens.subarray(0, -1));
  const T = read.length;
  const model = modelOf(cell);
  const executor = await createReferenceEngine().createExecutor(createProbePlan(model, { B: 1, T, U: 0 }));
  writeParameters(executor, weightsOf(cell));
  const { outputs } = await probe(executor, { inputs: { shape: [1, T], data: read }, targets: { shape: [1, T], data: new Int32Array(T) } });
  return Array.from(tokens, (_, k) => {
    const t = prefix.length - 1 + k;
    const powers = Array.from(outputs.data.subarray(t * V, (t + 1) * V), Math.exp);
    const total = powers.reduce((sum, each) => sum + each, 0);
    return powers.map((each) => each / total);
  });
}

describe.each(['rnn', 'lstm', 'gru'])('text of an %s', (cell) => {
  it.each(['reference', 'wasm'] as const)('has on %s the probabilities of the whole pass', async (engine) => {
    const { tokens, probabilities } = await write(cell, engine);
    const shares = await sharesOf(cell, tokens);
    expect(tokens).toHaveLength(request.length);
    probabilities.forEach((probability, k) => {
      expect(probability).toBeCloseTo(shares[k][tokens[k]], 5);
    });
  });

  it('reads a prefix of more than one slice as the whole pass does', async () => {
    const prefix = Array.from({ length: 37 }, (_, k) => 3 + (k % (V - 3)));
    const { tokens, probabilities } = await write(cell, 'wasm', { prefix, length: 3 });
    const shares = await sharesOf(cell, tokens, prefix);
    probabilities.forEach((probability, k) => {
      expect(probability).toBeCloseTo(shares[k][tokens[k]], 5);
    });
  });

  it('takes the likeliest at temperature 0, and is told apart by its seed alone', async () => {
    const greedy = await write(cell, 'reference', { temperature: 0 });
    const shares = await sharesOf(cell, greedy.tokens);
    greedy.tokens.forEach((token, k) => {
      expect(shares[k][token]).toBe(Math.max(...shares[k].slice(3)));
    });
    expect(await write(cell, 'reference')).toEqual(await write(cell, 'reference'));
    expect((await write(cell, 'reference', { seed: 4 })).tokens).not.toEqual((await write(cell, 'reference')).tokens);
    expect((await write(cell, 'reference', { temperature: 0, seed: 4 })).tokens).toEqual(greedy.tokens);
  });
});

describe('sampling', () => {
  it('ends where it is abandoned', async () => {
    const executor = await createReferenceEngine().createExecutor(createSamplePlan(modelOf('gru'), 3));
    writeParameters(executor, weightsOf('gru'));
    let asked = 0;
    expect(await sampleText(executor, { ...request, length: 100 }, () => Promise.resolve(++asked < 3))).toBeNull();
    expect(asked).toBe(3);
    executor.dispose();
  });

  it('refuses what cannot be written, by name', () => {
    const model = modelOf('gru');
    const refuse = (changed: Partial<SampleRequest>) => () => {
      checkSampleRequest('', { ...request, ...changed }, model);
    };
    expect(refuse({ prefix: [] })).toThrow('prefix');
    expect(refuse({ prefix: [1] })).toThrow('prefix');
    expect(refuse({ prefix: [V] })).toThrow('prefix');
    expect(refuse({ length: 0 })).toThrow('length');
    expect(refuse({ temperature: -1 })).toThrow('temperature');
    expect(refuse({ temperature: Number.NaN })).toThrow('temperature');
    expect(() => createSamplePlan({ ...model, encoder: { ...model.encoder, bidirectional: true } }, 1)).toThrow('bidirectional');
    expect(() => createSamplePlan({ ...model, output: { kind: 'last', size: V, loss: 'crossEntropy', dropout: 0, hidden: [] } }, 1)).toThrow(
      'model.output',
    );
  });
});

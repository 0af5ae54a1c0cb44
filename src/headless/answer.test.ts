/** The command `answer` and the page's session answer alike, and both as the probe does when the decoder is told that very answer. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readSafetensors, writeSafetensors } from '../core/safetensors';
import type { TensorMap } from '../core/tensor';
import { openRun } from '../engine/open-run';
import { createSession } from '../engine/session';
import { unpackParameters } from '../model/parameter-files';
import { layoutParameters } from '../model/parameters';
import { parseModelSpec } from '../model/parse-spec';
import { loadWasmEngine } from '../wasm/load';
import { runProgram } from './program';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'answer-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function call(...words: readonly string[]): Promise<{ readonly status: number; readonly lines: readonly string[] }> {
  const lines: string[] = [];
  const status = await runProgram(
    words.map((word) => (word.startsWith('@') ? join(folder, word.slice(1)) : word)),
    (line) => lines.push(line),
    (line) => lines.push(line),
  );
  return { status, lines };
}

async function read(name: string): Promise<TensorMap> {
  return readSafetensors(new Uint8Array(await readFile(join(folder, name))));
}

const model = {
  input: { kind: 'tokens', vocabSize: 7, embeddingSize: 4 },
  encoder: { cell: 'gru', hiddenSizes: [6] },
  output: { kind: 'decoder', vocabSize: 7, embeddingSize: 3, attention: { score: 'general', query: 'current', inputFeeding: true } },
};
const TASK = ['--task', 'reverse', '--option', 'symbols=4', '--option', 'length=5'];
const NETWORK = ['--model', '@model.json', '--weights', '@weights.st'];

const layout = layoutParameters(parseModelSpec(model));

/** The command's words on weights of which only the output's biases are not 0. */
async function answerWith(biases: readonly number[], source: string): ReturnType<typeof call> {
  const weights = new Float64Array(layout.length);
  weights.set(biases, layout.byName.get('decoder.output.bias')?.offset);
  await writeFile(join(folder, 'model.json'), JSON.stringify(model));
  await writeFile(join(folder, 'weights.st'), writeSafetensors(unpackParameters(layout, weights)));
  return call('answer', ...TASK, ...NETWORK, '--engine', 'reference', '--source', source, '--json');
}

it('answers to a typed source as the page does, and as the probe of that answer', async () => {
  const run = { model, task: { name: 'reverse', options: { symbols: 4, length: 5 } }, seed: 5, training: { batchSize: 16 } };
  const opened = await openRun(run, () => Promise.reject(new Error('no data')));
  const wasm = await loadWasmEngine();
  const session = await createSession({ ...opened, createExecutor: (plan) => wasm.createExecutor(plan), clock: () => 0, state: null });
  await session.trainer.advance(1);
  await session.trainer.settle();
  const answered = await session.answer([3, 5, 4, 6]);
  expect(answered.update).toBe(session.trainer.update);
  expect(Object.keys(answered.tensors).filter((name) => /loss|gradient/i.test(name))).toEqual([]);
  expect(answered.tensors.attention.shape).toEqual([1, 6, 4]);

  const parameters = Float64Array.from(answered.parameters ?? []);
  await writeFile(join(folder, 'model.json'), JSON.stringify(model));
  await writeFile(join(folder, 'weights.st'), writeSafetensors(unpackParameters(layout, parameters)));
  const network = [...NETWORK, '--engine', 'reference'];
  const { status, lines } = await call('answer', ...TASK, ...network, '--source', 'ACBD', '--out', '@answer.st', '--json');
  expect(status).toBe(0);
  const { tokens } = JSON.parse(lines[0]) as { tokens: readonly number[] };
  expect(tokens).toEqual([...answered.batch.targets.data].slice(0, answered.batch.targetLengths.data[0]));
  const found = await read('answer.st');
  for (const name of ['outputs', 'attention', 'scores', 'context', 'hidden.l0', 'hidden.decoder'])
    expectNear(answered.tensors[name].data, found[name].data, name);

  await writeFile(join(folder, 'batch.st'), writeSafetensors(answered.batch));
  expect((await call('probe', ...network, '--batch', '@batch.st', '--out', '@probe.st')).status).toBe(0);
  const probed = await read('probe.st');
  for (const name of ['outputs', 'attention'] as const) {
    const steps = tokens.length * probed[name].shape[2];
    expectNear(answered.greedy[name]?.data.slice(0, steps) ?? [], probed[name].data.slice(0, steps), name);
  }
  await session.dispose();
}, 20_000);

function expectNear(actual: ArrayLike<number>, truth: ArrayLike<number>, name: string): void {
  expect(actual.length, name).toBe(truth.length);
  const largest = Math.max(...Array.from(truth, Math.abs));
  expect(largest, name).toBeGreaterThan(0);
  for (let k = 0; k < truth.length; k++) expect(Math.abs(actual[k] - truth[k]), `${name}[${String(k)}]`).toBeLessThanOrEqual(1e-4 * largest);
}

it('ends the answer with the first EOS, or after as many steps as the task’s answers have', async () => {
  const answerTo = async (...biases: readonly number[]): Promise<unknown> => JSON.parse((await answerWith(biases, 'AB')).lines[0]);
  expect(await answerTo(0, 0, 0, 0, 1, 0, 0)).toEqual({ source: 'AB', answer: 'BBBBBB', tokens: [4, 4, 4, 4, 4, 4] });
  expect(await answerTo(0, 0, 1, 0, 0, 0, 0)).toEqual({ source: 'AB', answer: '', tokens: [2] });
});

it.each([
  ['ABX', /every symbol must be one of A B C D, got "X at place 3"/],
  ['ABCDAB', /must be 1 to 5 symbols long/],
  ['', /must be 1 to 5 symbols long/],
])('refuses %j', async (source, sentence) => {
  const { status, lines } = await answerWith([], source);
  expect(lines[0]).toMatch(sentence);
  expect(status).toBe(2);
});

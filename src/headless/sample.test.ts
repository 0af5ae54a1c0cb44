/** The command `sample` writes what the session writes at the same weights, and refuses what cannot be written. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeSafetensors } from '../core/safetensors';
import { openRun } from '../engine/open-run';
import { createSession } from '../engine/session';
import { unpackParameters } from '../model/parameter-files';
import { layoutParameters } from '../model/parameters';
import { readPlainText, writePlainText } from '../tasks/plain-text';
import { loadWasmEngine } from '../wasm/load';
import { readData } from './files';
import { runProgram } from './program';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sample-'));
});
afterEach(() => rm(folder, { recursive: true }));

const model = {
  input: { kind: 'tokens', vocabSize: 43, embeddingSize: 6 },
  encoder: { cell: 'gru', hiddenSizes: [12] },
  output: { kind: 'every', size: 43, loss: 'crossEntropy' },
};

async function call(prefix: string, temperature: string): Promise<{ readonly status: number; readonly lines: readonly string[] }> {
  const lines: string[] = [];
  const place = (name: string): string => join(folder, name);
  const network = ['--task', 'text', '--model', place('model.json'), '--weights', place('weights.st'), '--engine', 'wasm'];
  const asked = ['--prefix', prefix, '--length', '40', '--temperature', temperature, '--seed', '6', '--json'];
  const put = (line: string) => lines.push(line);
  return { status: await runProgram(['sample', ...network, ...asked], put, put), lines };
}

it('writes as the session does', async () => {
  const opened = await openRun({ model, task: { name: 'text', options: { length: 12 } }, seed: 5, training: { batchSize: 8 } }, readData);
  const wasm = await loadWasmEngine();
  const session = await createSession({ ...opened, createExecutor: (plan) => wasm.createExecutor(plan), clock: () => 0, state: null });
  await session.trainer.advance(1);
  await session.trainer.settle();
  await writeFile(join(folder, 'model.json'), JSON.stringify(model));
  const weights = unpackParameters(layoutParameters(opened.run.model), Float64Array.from(await session.weights()));
  await writeFile(join(folder, 'weights.st'), writeSafetensors(weights));

  const { inputs } = session.symbols;
  const prefix = readPlainText('call me ', inputs);
  const written = await session.writeText({ prefix: prefix ?? [], length: 40, temperature: 0.8, seed: 6 });
  const { status, lines } = await call('call me ', '0.8');
  expect(status, lines.join('\n')).toBe(0);
  expect(JSON.parse(lines[0])).toEqual({
    text: writePlainText(written?.tokens ?? [], inputs),
    tokens: Array.from(written?.tokens ?? []),
    probabilities: Array.from(written?.probabilities ?? []),
  });
  await expect(session.writeText({ prefix: [], length: 40, temperature: 1, seed: 1 })).rejects.toThrow('sample.prefix');
  await session.dispose();

  for (const [typed, temperature, named] of [
    ['Ünknown', '1', '--prefix'],
    ['', '1', '--prefix'],
    ['a', 'warm', '--temperature'],
  ]) {
    const refused = await call(typed, temperature);
    expect(refused.status).toBe(2);
    expect(refused.lines.join('\n')).toContain(named);
  }
});

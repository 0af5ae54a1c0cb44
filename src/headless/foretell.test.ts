/** The command `foretell` prints what the session foretells at the same weights, and refuses what cannot be fed back. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeSafetensors } from '../core/safetensors';
import { openRun } from '../engine/open-run';
import { createSession } from '../engine/session';
import { unpackParameters } from '../model/parameter-files';
import { layoutParameters } from '../model/parameters';
import { loadWasmEngine } from '../wasm/load';
import { readData } from './files';
import { runProgram } from './program';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'foretell-'));
});
afterEach(() => rm(folder, { recursive: true }));

const model = { input: { kind: 'values', size: 1 }, encoder: { cell: 'lstm', hiddenSizes: [6] }, output: { kind: 'every', size: 1, loss: 'mse' } };

it('foretells as the session does', async () => {
  const task = { name: 'births', options: { length: 15, horizon: 2 } };
  const opened = await openRun({ model, task, seed: 5, training: { batchSize: 8 } }, readData);
  const wasm = await loadWasmEngine();
  const session = await createSession({ ...opened, createExecutor: (plan) => wasm.createExecutor(plan), clock: () => 0, state: null });
  await session.trainer.advance(2);
  await session.trainer.settle();
  await writeFile(join(folder, 'model.json'), JSON.stringify(model));
  const weights = unpackParameters(layoutParameters(opened.run.model), Float64Array.from(await session.weights()));
  await writeFile(join(folder, 'weights.st'), writeSafetensors(weights));
  const foretold = await session.foretell(3, 12);
  expect(foretold?.update).toBe(2);
  await session.dispose();

  const call = async (name: string, steps: string): Promise<{ readonly status: number; readonly lines: readonly string[] }> => {
    const lines: string[] = [];
    const put = (line: string) => lines.push(line);
    const network = ['--task', name, '--model', join(folder, 'model.json'), '--weights', join(folder, 'weights.st'), '--engine', 'wasm'];
    const options = name === 'births' ? ['--option', 'length=15', '--option', 'horizon=2'] : [];
    return {
      status: await runProgram(['foretell', ...network, ...options, '--example', '3', '--steps', steps, '--seed', '5', '--json'], put, put),
      lines,
    };
  };
  const { status, lines } = await call('births', '12');
  expect(status, lines.join('\n')).toBe(0);
  const rows = (values: Iterable<number> = []) => Array.from(values, (value) => [value]);
  expect(JSON.parse(lines[0])).toEqual({
    ...{ horizon: 2, values: rows(foretold?.values), truth: rows(foretold?.truth), naive: rows(foretold?.naive), errors: foretold?.errors },
  });
  expect(await call('births', '0')).toMatchObject({ status: 2, lines: [expect.stringContaining('--steps') as string] });
  expect((await call('speak', '5')).status).toBe(2);
});

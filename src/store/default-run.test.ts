/** The trained weights that come with the page are those of its default run: where this fails, run scripts/make-checkpoint.mjs. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { layoutParameters } from '../model/parameters';
import { readSafetensors } from '../core/safetensors';
import { getTask } from '../tasks/table';
import { createSession } from '../engine/session';
import { unpackWeights } from '../worker/weights-file';
import { loadWasmEngine } from '../wasm/load';
import { completeRun } from './complete-run';
import { createDefaultRun } from './default-run';

const start = new URL('../../public/start/', import.meta.url);
const shipped = JSON.parse(readFileSync(new URL('run.json', start), 'utf8')) as { run: unknown; update: number; losses: number[] };

it('are of the default run', () => {
  expect(completeRun(shipped.run)).toEqual(createDefaultRun(getTask('recall')));
});

it('have every parameter of its network', () => {
  const tensors = readSafetensors(readFileSync(new URL('weights.safetensors', start)));
  const { list } = layoutParameters(createDefaultRun(getTask('recall')).model);
  expect(Object.entries(tensors).map(([name, { shape }]) => [name, shape])).toEqual(
    expect.arrayContaining(list.map(({ name, shape }) => [name, shape])),
  );
  expect(Object.keys(tensors)).toHaveLength(list.length);
});

it('come with the loss of every update, well under guessing at the end', () => {
  expect(shipped.losses).toHaveLength(shipped.update);
  expect(Math.max(...shipped.losses.slice(-20))).toBeLessThan(0.1);
});

it('come with the state of their optimizer, so that who trains on sees no setback', async () => {
  const run = createDefaultRun(getTask('recall'));
  const [weights, optimizer] = ['weights', 'optimizer'].map((name) => new Uint8Array(readFileSync(new URL(`${name}.safetensors`, start))));
  const state = unpackWeights(run.model, { update: shipped.update, weights, optimizer });
  expect(state.moment2?.every((value) => value >= 0)).toBe(true);
  const engine = await loadWasmEngine();
  const session = await createSession({ run, task: getTask('recall'), createExecutor: (plan) => engine.createExecutor(plan), clock: () => 0, state });
  const losses: number[] = [];
  while (session.trainer.update < 2000) losses.push(...(await session.trainer.advance(2000)).map(({ loss }) => loss));
  await session.dispose();
  expect(losses).toHaveLength(1000);
  expect(Math.max(...losses)).toBeLessThan(0.1);
  expect(losses[999]).toBeLessThan(losses[0]);
});

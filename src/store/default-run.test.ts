/** The trained weights that come with the page are those of its default run: where this fails, run scripts/make-checkpoint.mjs. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { layoutParameters } from '../model/parameters';
import { readSafetensors } from '../core/safetensors';
import { getTask } from '../tasks/table';
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

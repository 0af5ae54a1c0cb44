/** `probe --edits` from files to file: what is held, refusals, and edits of nothing. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSafetensors } from '../core/safetensors';
import type { TensorMap } from '../core/tensor';
import { runProgram } from './program';

const model = { input: { kind: 'values', size: 2 }, encoder: { cell: 'lstm', hiddenSizes: [4] }, output: { kind: 'last', size: 1, loss: 'mse' } };

let folder = '';
const at = (name: string): string => join(folder, name);

/** Runs one command line, `@name` a file of the test's folder: what it complained of. */
async function call(line: string): Promise<readonly string[]> {
  const complaints: string[] = [];
  await runProgram(
    line.split(' ').map((word) => (word.startsWith('@') ? at(word.slice(1)) : word)),
    () => undefined,
    (text) => complaints.push(text),
  );
  return complaints;
}

async function probe(edits: unknown, rest = ''): Promise<readonly string[]> {
  if (edits !== undefined) await writeFile(at('edits.json'), JSON.stringify(edits));
  const files = '--model @model.json --weights @weights.st --batch @batch.st';
  return call(`probe ${files} --engine reference --out @probe.st${edits === undefined ? '' : ' --edits @edits.json'}${rest}`);
}

async function readProbe(): Promise<TensorMap> {
  return readSafetensors(new Uint8Array(await readFile(at('probe.st'))));
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edits-'));
  await writeFile(at('model.json'), JSON.stringify(model));
  await call('train --task adding --option length=6 --model @model.json --engine reference --steps 0 --seed 1 --out @weights.st --json');
  await call('batch --task adding --option length=6 --seed 2 --count 3 --out @batch.st');
});
afterEach(() => rm(folder, { recursive: true }));

describe('probe --edits', () => {
  it('writes the same tensors, of the network with what is held', async () => {
    expect(await probe(undefined)).toEqual([]);
    const free = await readProbe();
    expect(await probe([])).toEqual([]);
    expect(await readProbe()).toEqual(free);
    expect(await probe([{ kind: 'state', scan: 'l0', state: 'hidden', unit: 2, from: 3, to: 3, value: 0.75 }])).toEqual([]);
    const edited = await readProbe();
    expect(Object.keys(edited)).toEqual(Object.keys(free));
    for (let b = 0; b < 3; b++) {
      const place = (t: number): number => (b * 6 + t) * 4 + 2;
      expect(edited['hidden.l0'].data[place(3)]).toBe(0.75);
      for (const t of [0, 1, 2]) expect(edited['hidden.l0'].data[place(t)]).toBe(free['hidden.l0'].data[place(t)]);
      expect(edited['hidden.l0'].data[place(4)]).not.toBe(free['hidden.l0'].data[place(4)]);
    }
  });

  it('refuses what cannot be, in one line and without a file', async () => {
    const cell = { kind: 'state', scan: 'l0', state: 'cell', unit: 4, value: 0 };
    expect(await probe([cell])).toEqual(['unusable input: edits[0].unit: must be from 0 to 3, the units of l0, got 4']);
    expect((await probe([{ ...cell, unit: 0, to: 6 }]))[0]).toContain('edits[0].to: must be from 0 to 5, the steps of the scan, got 6');
    expect((await probe([], ' --jacobian'))[0]).toContain('--edits: must be left out where --jacobian is given');
    expect(await readdir(folder)).not.toContain('probe.st');
  });
});

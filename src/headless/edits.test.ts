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

  it('itemises the gradient of the edited network, and lets nothing pass through what is held', async () => {
    const edits = [
      { kind: 'state', scan: 'l0', state: 'hidden', unit: 2, from: 3, to: 3, example: 1, value: 0.75 },
      { kind: 'gate', scan: 'l0', gate: 'forget', from: 2, to: 2, value: 0 },
      ...['hidden', 'cell'].map((state) => ({ kind: 'state', scan: 'l0', state, from: 4, to: 4, example: 0, value: 0.25 })),
    ];
    expect(await probe(edits, ' --itemised --jacobian')).toEqual([]);
    const found = await readProbe();
    const whole = found['hiddenGradient.l0'].data;
    found['itemised.l0'].data.forEach((value, k) => {
      expect(Math.abs(value - whole[k])).toBeLessThanOrEqual(1e-7); // a sequence has one loss
    });
    expect(whole.some((value) => value !== 0)).toBe(true);
    const largest = (b: number, t: number): number => found['jacobian.l0'].data[(b * 6 + t) * 2];
    expect(largest(0, 4)).toBe(0);
    expect(largest(1, 4)).toBeGreaterThan(0);
    expect(found['jacobian.l0'].data[(1 * 6 + 3) * 2 + 1]).toBeLessThan(1e-12); // one unit's row is 0
    expect(found['jacobian.l0'].data[(2 * 6 + 3) * 2 + 1]).toBeGreaterThan(1e-12);
    // Where all of h and c is held, what came before has no part in the end.
    const reaches = (t: number): boolean => found['jacobianProduct.l0'].data[t * 2] > 0;
    expect([0, 1, 2, 3, 4, 5].map(reaches)).toEqual([false, false, false, false, true, true]);
    expect([0, 1, 2, 3, 4, 5].map((t) => whole.subarray(t * 4, t * 4 + 4).some((value) => value !== 0))).toEqual([
      false,
      false,
      false,
      false,
      true,
      true,
    ]);
  });

  it('refuses what cannot be, in one line and without a file', async () => {
    const cell = { kind: 'state', scan: 'l0', state: 'cell', unit: 4, value: 0 };
    expect(await probe([cell])).toEqual(['unusable input: edits[0].unit: must be from 0 to 3, the units of l0, got 4']);
    expect((await probe([{ ...cell, unit: 0, to: 6 }]))[0]).toContain('edits[0].to: must be from 0 to 5, the steps of the scan, got 6');
    expect(await readdir(folder)).not.toContain('probe.st');
  });
});

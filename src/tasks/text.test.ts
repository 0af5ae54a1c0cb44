import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../core/errors';
import { parseOptions } from './options';
import type { Stream } from './task';
import { createTextTask } from './text';

const task = createTextTask();
const options = parseOptions(task, { length: 12 });
const file = readFileSync('public/data/moby-dick.txt', 'utf8');
const border = Math.floor(file.length * 0.9);
const parts: Readonly<Record<Stream, string>> = { train: file.slice(0, border), heldOut: file.slice(border) };

beforeAll(async () => {
  await task.load?.((name) => Promise.resolve(name === 'moby-dick.txt' ? file : ''));
});

/** Ids back to the text that they stand for. */
function spell(ids: Iterable<number>): string {
  const names = task.symbols(options).inputs;
  return Array.from(ids, (id) => names[id].replace('↵', '\n').replace('␣', ' ')).join('');
}

describe('text', () => {
  it.each(['train', 'heldOut'] as const)('takes windows of the %s part, the targets one character on', (stream) => {
    const { inputs, targets } = task.sample(options, 1, stream, 0, 50);
    for (let b = 0; b < 50; b++) {
      const read = spell(inputs.data.subarray(b * 12, (b + 1) * 12));
      const next = spell(targets.data.subarray(b * 12, (b + 1) * 12));
      expect(parts[stream]).toContain(read + next.slice(-1));
      expect(next.slice(0, -1)).toBe(read.slice(1));
    }
  });

  it('keeps even the longest windows within their part', () => {
    const longest = parseOptions(task, { length: task.options.length.max });
    const { inputs, targets } = task.sample(longest, 2, 'heldOut', 0, 40);
    const T = inputs.shape[1];
    for (let b = 0; b < 40; b++)
      expect(parts.heldOut).toContain(spell(inputs.data.subarray(b * T, (b + 1) * T)) + spell([targets.data[(b + 1) * T - 1]]));
  });

  it('reads on in each row of a stream, and at the end of its part from the beginning', () => {
    const T = 1000;
    const long = parseOptions(task, { length: T });
    const part = parts.heldOut;
    const windows = Array.from({ length: Math.ceil(part.length / T) + 1 }, (_, n) => task.continued?.(long, 5, 'heldOut', n, 3));
    const row = (name: 'inputs' | 'targets', b: number): string =>
      windows.map((window) => spell(window?.[name].data.subarray(b * T, (b + 1) * T) ?? [])).join('');
    const starts = [0, 1, 2].map((b) => {
      const start = (part + part).indexOf(row('inputs', b).slice(0, 200));
      expect((part + part + part).startsWith(row('inputs', b), start)).toBe(true);
      expect(row('targets', b).slice(0, -1)).toBe(row('inputs', b).slice(1));
      return start;
    });
    expect(new Set(starts).size, 'rows begin at places of their own').toBe(3);
    expect(task.continued?.(long, 5, 'heldOut', 7, 1).inputs.data, 'a row does not depend on the others').toEqual(
      windows[7]?.inputs.data.subarray(0, T),
    );
  });

  it('has the entropy of the training characters as its baseline', () => {
    const counts = new Map<string, number>();
    for (const character of parts.train) counts.set(character, (counts.get(character) ?? 0) + 1);
    const shares = [...counts.values()].map((count) => count / parts.train.length);
    const { value } = task.baseline(options);
    expect(value).toBeCloseTo(-shares.reduce((sum, share) => sum + share * Math.log(share), 0), 12);
    expect(value).toBeLessThan(Math.log(counts.size));
    // Always answering the logarithms of the shares scores about the baseline, in bits, on what was held out.
    const batch = task.sample(options, 3, 'heldOut', 0, 500);
    const logits = task.symbols(options).outputs.map((name) => Math.log((counts.get(spellOne(name)) ?? 0) / parts.train.length + 1e-12));
    const outputs = Float32Array.from({ length: 500 * 12 * logits.length }, (_, k) => logits[k % logits.length]);
    const { sum, count } = task.score(outputs, batch);
    expect(sum / count).toBeCloseTo(value / Math.LN2, 1);
  });

  it('ships the file that DATA.md describes', () => {
    expect(readFileSync('DATA.md', 'utf8')).toContain(createHash('sha256').update(file).digest('hex'));
  });

  it('needs its text', async () => {
    const empty = createTextTask();
    expect(() => empty.sample(options, 1, 'train', 0, 1)).toThrow('load must have resolved');
    await expect(empty.load?.(() => Promise.resolve('Über'))).rejects.toThrow(InputError);
  });
});

function spellOne(name: string): string {
  return name.replace('↵', '\n').replace('␣', ' ');
}

import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseOptions } from './options';
import { proteins } from './proteins';

const rows = readFileSync('public/data/proteins.txt', 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => line.split(' '));
const options = parseOptions(proteins, {});

beforeAll(async () => {
  await proteins.load?.((name) => Promise.resolve(readFileSync(`public/data/${name}`, 'utf8')));
});

/** Stretches with their families. */
function read(stream: 'train' | 'heldOut', count: number, seed = 1): (readonly [family: string, stretch: string])[] {
  const { inputs, targets } = proteins.sample(options, seed, stream, 0, count);
  const { inputs: residues, outputs: families } = proteins.symbols(options);
  return Array.from({ length: count }, (_, b) => [
    families[targets.data[b]],
    Array.from(inputs.data.subarray(b * 40, (b + 1) * 40), (id) => residues[id]).join(''),
  ]);
}

describe('proteins', () => {
  it('takes stretches out of the sequences of the family that it names, in either part its own ones', () => {
    const sequencesOf = (family: string) => rows.filter(([name]) => name === family).map(([, sequence]) => sequence);
    for (const stream of ['train', 'heldOut'] as const) {
      for (const [family, stretch] of read(stream, 300)) {
        const sequences = sequencesOf(family);
        const border = Math.round(sequences.length * 0.8);
        const own = stream === 'train' ? sequences.slice(0, border) : sequences.slice(border);
        expect(own.some((sequence) => sequence.includes(stretch))).toBe(true);
      }
    }
  });

  it('holds the same stretches out whatever the seed, as many of each family', () => {
    const count = proteins.heldOutCount?.(options) ?? 0;
    const heldOut = read('heldOut', count);
    expect(read('heldOut', count, 2)).toEqual(heldOut);
    for (const family of proteins.symbols(options).outputs) expect(heldOut.filter(([name]) => name === family)).toHaveLength(count / 7);
  });

  it('never has a sequence in both parts', () => {
    expect(new Set(rows.map(([, sequence]) => sequence)).size).toBe(rows.length);
  });

  it('has all families equally likely as its baseline, and a rule that beats one in seven', () => {
    expect(proteins.baseline(options).value).toBeCloseTo(Math.log(7), 12);
    expect(proteins.rival?.(options).metric).toBeGreaterThan(0.4);
    expect(proteins.rival?.(options).metric).toBeLessThan(0.9);
  });
});

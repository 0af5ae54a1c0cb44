import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseOptions } from './options';
import { phonemes } from './phonemes';

const lines = readFileSync('public/data/phonemes.txt', 'utf8').trimEnd().split('\n');
const options = parseOptions(phonemes, {});

beforeAll(async () => {
  await phonemes.load?.((name) => Promise.resolve(readFileSync(`public/data/${name}`, 'utf8')));
});

/** The words of a stream as a reader sees them. */
function write(stream: 'train' | 'heldOut', count: number, given = options): string[] {
  const { inputs, lengths, targets, targetLengths } = phonemes.sample(given, 1, stream, 0, count);
  const { inputs: letters, outputs: spoken } = phonemes.symbols(given);
  const [T, U] = [inputs.shape[1], targets.shape[1]];
  return Array.from({ length: count }, (_, b) => {
    const word = Array.from(inputs.data.subarray(b * T, b * T + lengths.data[b]), (id) => letters[id]).join('');
    return `${word} ${Array.from(targets.data.subarray(b * U, b * U + targetLengths.data[b]), (id) => spoken[id]).join(' ')}`;
  });
}

describe('phonemes', () => {
  it('spells the words that everyone knows as the dictionary does', () => {
    const known = new Map(write('heldOut', 2000).map((row) => [row.split(' ')[0], row]));
    expect(known.get('phew')).toBe('phew F Y UW EOS');
    expect(known.get('longs')).toBe('longs L AO NG Z EOS');
    expect(known.get('faced')).toBe('faced F EY S T EOS');
  });

  it('holds the end of the file out, and never trains on it', () => {
    const words = (rows: readonly string[]): string[] => rows.map((row) => row.split(' ')[0]);
    const heldOut = words(lines.slice(18_000));
    expect(phonemes.heldOutCount?.(options)).toBe(2000);
    expect(words(write('heldOut', 2000))).toEqual(heldOut);
    const apart = new Set(heldOut);
    for (const word of words(write('train', 3000))) expect(apart.has(word)).toBe(false);
  });

  it('leaves words out that are longer than asked for', () => {
    for (const row of write('train', 500, parseOptions(phonemes, { length: 4 }))) expect(row.split(' ')[0].length).toBeLessThanOrEqual(4);
  });

  it('has the entropy of the phonemes as its baseline', () => {
    const counts = new Map<string, number>();
    for (const code of lines.slice(0, 18_000).flatMap((line) => [...Array.from(line.split(' ')[1]), 'end']))
      counts.set(code, (counts.get(code) ?? 0) + 1);
    const all = [...counts.values()].reduce((sum, n) => sum + n, 0);
    const entropy = [...counts.values()].reduce((sum, n) => sum - (n / all) * Math.log(n / all), 0);
    expect(phonemes.baseline(options).value).toBeCloseTo(entropy, 10);
  });
});

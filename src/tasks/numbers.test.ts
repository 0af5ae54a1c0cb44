import { toCardinal as toGerman } from 'n2words/de-DE';
import { toCardinal as toEnglish } from 'n2words/en-US';
import { describe, expect, it } from 'vitest';
import { writeEnglish, writeGerman } from './number-words';
import { numbers } from './numbers';
import { parseOptions } from './options';

describe('number words', () => {
  it('are those of another library, from 0 to 9,999', () => {
    for (let n = 0; n <= 9999; n++) {
      expect(writeEnglish(n)).toBe(toEnglish(n));
      expect(writeGerman(n)).toBe(toGerman(n));
    }
  });
});

describe('numbers', () => {
  const options = parseOptions(numbers, { largest: 320 });
  const names = numbers.symbols(options);

  function pairs(stream: 'train' | 'heldOut', count: number, given = options): readonly [string, string][] {
    const { inputs, lengths, targets, targetLengths } = numbers.sample(given, 1, stream, 0, count);
    const [T, U] = [inputs.shape[1], targets.shape[1]];
    return Array.from({ length: count }, (_, b) => [
      Array.from(inputs.data.subarray(b * T, b * T + lengths.data[b]), (id) => names.inputs[id]).join(''),
      Array.from(targets.data.subarray(b * U, b * U + targetLengths.data[b]), (id) => names.outputs[id]).join(''),
    ]);
  }

  it('asks for the same number in German', () => {
    const german = new Map(Array.from({ length: 321 }, (_, n) => [writeEnglish(n), `${writeGerman(n)}EOS`]));
    for (const [read, asked] of [...pairs('train', 100), ...pairs('heldOut', 32)]) expect(asked).toBe(german.get(read));
  });

  it('never trains on a number that is held out', () => {
    const count = numbers.heldOutCount?.(options) ?? 0;
    expect(count).toBeGreaterThan(25);
    expect(count).toBeLessThan(40);
    const heldOut = new Set(pairs('heldOut', count).map(([read]) => read));
    expect(heldOut.size).toBe(count);
    for (const [read] of pairs('train', 2000)) expect(heldOut.has(read)).toBe(false);
  });

  it('spells the largest numbers too', () => {
    const english = new Set(Array.from({ length: 10_000 }, (_, n) => writeEnglish(n)));
    for (const [read] of pairs('train', 500, parseOptions(numbers, { largest: 9999 }))) expect(english.has(read)).toBe(true);
  });
});

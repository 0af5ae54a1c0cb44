import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createBigramRule } from './bigrams';
import { names } from './names';

const lines = readFileSync('public/data/names.txt', 'utf8').trimEnd().split('\n');

beforeAll(async () => {
  await names.load?.((name) => Promise.resolve(readFileSync(`public/data/${name}`, 'utf8')));
});

describe('names', () => {
  it('gives the held-out end of the file in its order, each name as long as it is', () => {
    const { inputs, lengths, targets } = names.sample({}, 1, 'heldOut', 0, 1200);
    const symbols = names.symbols({});
    lines.slice(4800).forEach((line, b) => {
      const letters = Array.from(inputs.data.subarray(b * 14, b * 14 + lengths.data[b]), (id) => symbols.inputs[id]);
      expect(`${symbols.outputs[targets.data[b]]} ${letters.join('')}`).toBe(line);
    });
  });

  it('has no name twice, so that none held out was trained on', () => {
    expect(new Set(lines.map((line) => line.split(' ')[1])).size).toBe(6000);
  });

  it('knows every letter that the file has, and no other', () => {
    const used = [...new Set(lines.flatMap((line) => Array.from(line.split(' ')[1])))].sort();
    expect(names.symbols({}).inputs.slice(3)).toEqual(used);
  });

  it('has a rule beside it that is right more often than guessing, and not always', () => {
    const rival = names.rival?.({});
    expect(rival?.metric).toBeGreaterThan(0.4);
    expect(rival?.metric).toBeLessThan(0.9);
  });
});

describe('createBigramRule', () => {
  it('takes the class whose pairs it has seen', () => {
    const answer = createBigramRule(2).learn([
      { label: 0, text: 'abab' },
      { label: 1, text: 'baba' },
    ]);
    expect(['ab', 'aab', 'ba', 'bba'].map(answer)).toEqual([0, 0, 1, 1]);
  });

  it('weighs pairs as counted by hand', () => {
    // Pairs of class 0: ^a a$ twice; of class 1: ^b b$.
    const answer = createBigramRule(2).learn([
      { label: 0, text: 'a' },
      { label: 0, text: 'a' },
      { label: 1, text: 'b' },
    ]);
    // "b": class 0 (1/8)², class 1 (2/6)²; a text of unknown pairs is left to the first class.
    expect(answer('b')).toBe(1);
    expect(answer('z')).toBe(0);
  });
});

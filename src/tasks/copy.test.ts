import { describe, expect, it } from 'vitest';
import { copy } from './copy';
import { parseOptions } from './options';

describe('copy', () => {
  const options = parseOptions(copy, { lag: 3 });

  it('shows ten symbols, blanks, a sign, and asks for the ten after it', () => {
    const { inputs, targets } = copy.sample(options, 1, 'train', 0, 30);
    const names = copy.symbols(options);
    expect(inputs.shape).toEqual([30, 23]);
    for (let b = 0; b < 30; b++) {
      const shown = Array.from(inputs.data.subarray(b * 23, (b + 1) * 23), (id) => names.inputs[id]).join('');
      const asked = Array.from(targets.data.subarray(b * 23, (b + 1) * 23), (id) => names.outputs[id]).join('');
      expect(shown).toMatch(/^[A-H]{10}··\?·{10}$/);
      expect(asked).toBe(`${'·'.repeat(13)}${shown.slice(0, 10)}`);
    }
  });

  it('has 10 ln 8 over all steps as its baseline', () => {
    expect(copy.baseline(options).value).toBe((10 * Math.log(8)) / 23);
  });

  it('scores the symbols and no blank', () => {
    const batch = copy.sample(options, 1, 'train', 0, 2);
    const blanks = Float32Array.from({ length: 2 * 23 * 9 }, (_, k) => (k % 9 === 0 ? 1 : 0));
    expect(copy.score(blanks, batch)).toEqual({ sum: 0, count: 20 });
    const right = Float32Array.from({ length: 2 * 23 * 9 }, (_, k) => (k % 9 === batch.targets.data[Math.floor(k / 9)] ? 1 : 0));
    expect(copy.score(right, batch)).toEqual({ sum: 20, count: 20 });
  });
});

import { describe, expect, it } from 'vitest';
import { parseOptions } from './options';
import { recall } from './recall';

describe('recall', () => {
  const options = parseOptions(recall, { lag: 4, symbols: 3 });

  it('shows a symbol, then blanks, and asks for it `lag` steps later', () => {
    const { inputs, targets } = recall.sample(options, 1, 'train', 0, 60);
    const names = recall.symbols(options);
    for (let b = 0; b < 60; b++) {
      const shown = Array.from(inputs.data.subarray(b * 5, (b + 1) * 5), (id) => names.inputs[id]);
      expect(shown).toEqual([names.outputs[targets.data[b]], '·', '·', '·', '?']);
    }
    expect([...new Set(targets.data)].sort()).toEqual([0, 1, 2]);
  });

  it('leaves no blank at lag 1', () => {
    const { inputs } = recall.sample(parseOptions(recall, { lag: 1 }), 1, 'train', 0, 1);
    expect(inputs.shape).toEqual([1, 2]);
    expect(inputs.data[1]).toBe(4);
  });

  it('has the crossEntropy of guessing as its baseline', () => {
    expect(recall.baseline(options).value).toBe(Math.log(3));
  });

  it('counts right answers', () => {
    const batch = { ...recall.sample(options, 1, 'train', 0, 3), targets: { shape: [3], data: Int32Array.of(2, 0, 1) } };
    expect(recall.score(Float32Array.of(0, 1, 2, 5, -1, 4, 1, 0, 0), batch)).toEqual({ sum: 2, count: 3 });
  });
});

import { describe, expect, it } from 'vitest';
import { markedRecall } from './marked-recall';
import { parseOptions } from './options';
import { parity } from './parity';
import { temporalOrder } from './temporal-order';

describe('parity', () => {
  const options = parseOptions(parity, { length: 9 });

  it('asks after each bit whether the ones so far are odd in number', () => {
    const { inputs, targets } = parity.sample(options, 1, 'train', 0, 50);
    for (let b = 0; b < 50; b++) {
      for (let t = 0; t < 9; t++) {
        const ones = inputs.data.subarray(b * 9, b * 9 + t + 1).filter((bit) => bit === 1).length;
        expect(targets.data[b * 9 + t]).toBe(ones % 2);
      }
    }
  });

  it('has as its baseline what the present bit tells', () => {
    const { inputs, targets } = parity.sample(options, 1, 'train', 0, 20_000);
    const same = targets.data.filter((target, k) => target === inputs.data[k]).length / targets.data.length;
    const nats = -same * Math.log(same) - (1 - same) * Math.log(1 - same);
    expect(parity.baseline(options).value).toBeCloseTo(nats, 3);
    expect(parity.baseline(parseOptions(parity, { length: 1 })).value).toBe(0);
  });
});

describe('markedRecall', () => {
  const options = parseOptions(markedRecall, { length: 8, symbols: 3 });

  it('writes one letter of the first half in capitals and asks for it after the last', () => {
    const { inputs, targets } = markedRecall.sample(options, 1, 'train', 0, 60);
    const names = markedRecall.symbols(options);
    for (let b = 0; b < 60; b++) {
      const text = Array.from(inputs.data.subarray(b * 9, (b + 1) * 9), (id) => names.inputs[id]).join('');
      expect(text).toMatch(/^(?=.{0,3}[A-C])[a-c]*[A-C][a-c]*\?$/);
      expect(/[A-C]/.exec(text)?.[0].toLowerCase()).toBe(names.outputs[targets.data[b]]);
    }
  });
});

describe('temporalOrder', () => {
  it.each([2, 3])('asks for the order of %i marks, each in its own part', (marks) => {
    const options = parseOptions(temporalOrder, { length: 100, marks });
    const { inputs, targets } = temporalOrder.sample(options, 1, 'train', 0, 100);
    const names = temporalOrder.symbols(options);
    expect(new Set(targets.data).size).toBe(2 ** marks);
    for (let b = 0; b < 100; b++) {
      const text = Array.from(inputs.data.subarray(b * 100, (b + 1) * 100), (id) => names.inputs[id]).join('');
      expect(text).toMatch(/^E[a-dXY]{98}B$/);
      expect(text.replace(/[^XY]/g, '')).toBe(names.outputs[targets.data[b]]);
      const at = [...text.matchAll(/[XY]/g)].map(({ index }) => index);
      const parts = marks === 2 ? [10, 50] : [10, 33, 66];
      parts.forEach((from, m) => {
        expect(at[m]).toBeGreaterThanOrEqual(from);
        expect(at[m]).toBeLessThan(from + 10);
      });
    }
  });
});

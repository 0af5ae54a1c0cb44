import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseOptions } from './options';
import { createSentimentTask } from './sentiment';

const task = createSentimentTask();
const file = readFileSync('public/data/sentiment.tsv', 'utf8');
const rows = file
  .trimEnd()
  .split('\n')
  .map((line) => line.split('\t'));

beforeAll(async () => {
  await task.load?.(() => Promise.resolve(file));
});

describe('sentiment', () => {
  it('holds the last fifth out and gives it in its order', () => {
    const options = parseOptions(task, { length: 73, vocabulary: 4000 });
    const heldOut = rows.slice(2383);
    expect(task.heldOutCount?.(options)).toBe(heldOut.length);
    const { inputs, lengths, targets } = task.sample(options, 1, 'heldOut', 0, heldOut.length + 1);
    const names = task.symbols(options).inputs;
    heldOut.forEach(([label, , text], b) => {
      const words = text.split(' ');
      expect(targets.data[b]).toBe(Number(label));
      expect(lengths.data[b]).toBe(words.length);
      words.forEach((word, t) => {
        expect([word, '…']).toContain(names[inputs.data[b * 73 + t]]);
      });
    });
    expect(targets.data[heldOut.length]).toBe(targets.data[0]);
  });

  it('has no sentence twice, so none is both trained on and held out', () => {
    expect(new Set(rows.map(([, , text]) => text)).size).toBe(rows.length);
  });

  it('knows the most frequent words alone and cuts long sentences', () => {
    const options = parseOptions(task, { length: 5, vocabulary: 10 });
    const { inputs, lengths } = task.sample(options, 1, 'train', 0, 200);
    expect(task.symbols(options).inputs.slice(4)).toEqual(['the', 'and', 'i', 'a', 'is', 'it']);
    expect(Math.max(...inputs.data)).toBe(9);
    expect(Math.max(...lengths.data)).toBe(5);
  });

  it('has a bag of words beside it that is right about four times in five', () => {
    const rival = task.rival?.(parseOptions(task, {}));
    expect(rival?.name).toBe('bag of words');
    expect(rival?.metric).toBeGreaterThan(0.75);
    expect(rival?.metric).toBeLessThan(0.85);
  });
});

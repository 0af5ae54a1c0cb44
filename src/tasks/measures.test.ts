/** The further measures against counts made in another way: alignments tried one by one, and hits counted by hand. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { uniformInteger } from '../core/random';
import { judge, type Sought, tally, tallyRows } from '../core/detection';
import { precisionAndRecallOf } from './detection-scores';
import { addScores, countEdits, readMeasures, scoreSymbolErrors } from './measures';
import { parseOptions } from './options';
import { getTask, tasks } from './table';
import type { Options } from './task';

const EOS = 2;
const readData = (name: string): Promise<string> => readFile(`public/data/${name}`, 'utf8');
const defaultsOf = (name: string): Options => parseOptions(getTask(name), {});

/** Every way to turn one into the other, one symbol after another. */
function tryAlignments(written: readonly number[], asked: readonly number[]): number {
  if (written.length === 0 || asked.length === 0) return written.length + asked.length;
  const [, ...restWritten] = written;
  const [, ...restAsked] = asked;
  return Math.min(
    tryAlignments(restWritten, restAsked) + (written[0] === asked[0] ? 0 : 1),
    tryAlignments(restWritten, asked) + 1,
    tryAlignments(written, restAsked) + 1,
  );
}

const drawWord = (i: number, longest: number): number[] =>
  Array.from({ length: uniformInteger(7, 1, i, 99, longest + 1) }, (_, j) => 3 + uniformInteger(7, 1, i, j, 3));

/** Logits whose largest is at each of the tokens. */
function logitsOf(rows: readonly (readonly number[])[], V: number): Float32Array {
  return Float32Array.from(rows.flatMap((tokens) => tokens.flatMap((token) => Array.from({ length: V }, (_, v) => (v === token ? 1 : -1)))));
}

describe('symbol errors', () => {
  it('are the fewest edits, as all alignments have them', () => {
    for (let i = 0; i < 200; i++) {
      const [written, asked] = [drawWord(2 * i, 6), drawWord(2 * i + 1, 6)];
      expect(countEdits(written, asked), `${written.join(' ')} for ${asked.join(' ')}`).toBe(tryAlignments(written, asked));
    }
  });

  it('are counted up to the end that is written, over the symbols asked', () => {
    const [U, V] = [5, 8];
    const asked = [
      [3, 4, 5, EOS, 0],
      [6, EOS, 0, 0, 0],
      [3, 3, 3, 3, EOS],
    ];
    // One deleted; right, whatever follows the end; one inserted since no end comes.
    const written = [
      [3, 5, EOS, 7, 7],
      [6, EOS, 6, 6, 6],
      [3, 3, 3, 3, 3],
    ];
    const batch = {
      inputs: { shape: [3, 1], data: new Int32Array(3) },
      targets: { shape: [3, U], data: Int32Array.from(asked.flat()) },
      targetLengths: { shape: [3], data: Int32Array.of(4, 2, 5) },
    };
    expect(scoreSymbolErrors(logitsOf(written, V), batch)).toEqual({ sum: 2, count: 8 });
  });

  it.each(tasks.filter((task) => task.output(defaultsOf(task.name)).kind === 'decoder').map(({ name }) => name))(
    'of %s are 0 where the answer is the target, and 1 a symbol where nothing is written',
    async (name) => {
      const task = getTask(name);
      await task.load?.(readData);
      const options = defaultsOf(name);
      const batch = task.sample(options, 1, 'heldOut', 0, 6);
      const output = task.output(options);
      const [B, U] = batch.targets.shape;
      const rows = Array.from({ length: B }, (_, b) => Array.from(batch.targets.data.subarray(b * U, (b + 1) * U)));
      const V = output.kind === 'decoder' ? output.vocabSize : 0;
      const rateOf = (written: readonly (readonly number[])[]) => readMeasures(task.measure?.(logitsOf(written, V), batch) ?? {})[0];
      expect(rateOf(rows)).toEqual({ name: expect.stringMatching(/ErrorRate$/) as string, value: 0 });
      expect(rateOf(rows.map((row) => row.map(() => EOS))).value).toBe(1);
    },
  );
});

describe('precision and recall', () => {
  const row = (...values: number[]): Float32Array => Float32Array.from(values);

  it('count steps', () => {
    const [outputs, asked] = [row(2, 2, -1, -1, 3, 0), row(1, 0, 1, 0, 1, 1)];
    expect(judge('steps', outputs, asked)).toEqual([
      { kind: 'hit', t: 0 },
      { kind: 'alarm', t: 1 },
      { kind: 'miss', t: 2 },
      { kind: 'hit', t: 4 },
      { kind: 'miss', t: 5 },
    ]);
    expect(readMeasures(precisionAndRecallOf(tally(judge('steps', outputs, asked))))).toEqual([
      { name: 'precision', value: 2 / 3 },
      { name: 'recall', value: 2 / 4 },
    ]);
  });

  it('count events, marked where the network begins to sound', () => {
    const outputs = row(-1, 1, 1, -1, -1, -1, 1, -1, -1, -1);
    const asked = row(0, 0, 1, 1, 0, 0, 0, 0, 0, 1);
    expect(judge('events', outputs, asked)).toEqual([
      { kind: 'hit', t: 1 },
      { kind: 'hit', t: 6 },
    ]);
    expect(judge('events', outputs, row(0, 0, 0, 0, 0, 1, 0, 0, 0, 0))).toEqual([
      { kind: 'alarm', t: 1 },
      { kind: 'miss', t: 5 },
      { kind: 'alarm', t: 6 },
    ]);
  });

  it.each(['steps', 'events'] as Sought[])('of %s are those of every row by itself', (sought) => {
    const [rows, T] = [40, 12];
    const outputs = Float32Array.from({ length: rows * T }, (_, k) => uniformInteger(3, 1, k, 0, 2) - 0.5);
    const asked = Float32Array.from({ length: rows * T }, (_, k) => (uniformInteger(3, 1, k, 1, 4) === 0 ? 1 : 0));
    const all = tallyRows(sought, outputs, asked, T);
    const sum = { hit: 0, miss: 0, alarm: 0 };
    for (let at = 0; at < rows * T; at += T) {
      for (const { kind } of judge(sought, outputs.subarray(at, at + T), asked.subarray(at, at + T))) sum[kind]++;
    }
    expect(all).toEqual(sum);
    if (sought === 'steps') {
      expect(all.hit).toBe(outputs.reduce((found, logit, k) => found + (logit > 0 && asked[k] === 1 ? 1 : 0), 0));
      expect(all.hit + all.alarm).toBe(outputs.filter((logit) => logit > 0).length);
      expect(all.hit + all.miss).toBe(asked.filter((target) => target === 1).length);
    }
  });

  it('have no precision where nothing sounds', () => {
    expect(readMeasures(precisionAndRecallOf(tally(judge('steps', row(-1, -1), row(0, 1)))))).toEqual([
      { name: 'precision', value: null },
      { name: 'recall', value: 0 },
    ]);
  });
});

describe('perplexity', () => {
  it('is the number of equally likely choices, over all batches together', () => {
    const task = getTask('text');
    const V = task.symbols({}).outputs.length;
    const batch = (count: number) => ({
      inputs: { shape: [1, count], data: new Int32Array(count) },
      targets: { shape: [1, count], data: new Int32Array(count).fill(4) },
    });
    // Two of V symbols at probability one half each, then all V alike.
    const even = Float32Array.from({ length: V }, (_, v) => (v === 4 || v === 5 ? 0 : -1e4));
    const scores = addScores(addScores({}, task.measure?.(even, batch(1)) ?? {}), task.measure?.(new Float32Array(V), batch(1)) ?? {});
    expect(readMeasures(scores)[0].value).toBeCloseTo(Math.sqrt(2 * V), 9);
  });
});

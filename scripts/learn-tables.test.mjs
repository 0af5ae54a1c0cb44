import { describe, expect, it } from 'vitest';
import { mergeRows, writeTables } from './learn-tables.mjs';

/** @typedef {import('../src/headless/learn-plan').LearnRow} LearnRow */

const shared = { engine: 'wasm', adapter: 'WebAssembly SIMD' };
/**
 * @param {string} name
 * @param {Partial<import('../src/headless/learn-plan').TrainedRow>} rest
 * @returns {LearnRow}
 */
const trained = (name, rest = {}) => ({
  ...{ kind: 'trained', name, seed: 1, ...shared, below: 0.01, reach: null, mustReach: true, limit: 100, updates: 40, evalLoss: 0.005 },
  ...{ metric: { name: 'mse', value: 0.005 }, largestGradNorm: 2, nonFinite: null, updatesPerSecond: 50 },
  ...rest,
});
/** @type {LearnRow} */
const measured = { kind: 'measured', name: 'c', seed: 1, ...shared, measure: 'gradientRatio', steps: 9, hiddenRatio: 1e-9, cellRatio: null };

describe('mergeRows', () => {
  it("puts a case's new rows in the plan's order and leaves the others", () => {
    const before = [trained('a'), trained('b'), trained('gone')];
    const made = [trained('a', { updates: 60 })];
    expect(mergeRows(before, made, ['b', 'a'], 'a')).toEqual([trained('b'), trained('a', { updates: 60 })]);
  });

  it('replaces everything where all cases were run', () => {
    expect(mergeRows([trained('a')], [measured], ['a', 'c'], undefined)).toEqual([measured]);
  });
});

describe('writeTables', () => {
  it('says what was reached, missed, unbound, or not finite, and what was measured', () => {
    const text = writeTables([
      trained('a'),
      trained('b', { updates: null }),
      trained('d', { updates: null, below: null }),
      trained('e', { updates: null, evalLoss: null, metric: { name: 'mse', value: null }, nonFinite: { update: 7, pass: 'scan l0' } }),
      trained('f', {
        metric: { name: 'f1', value: 0.5 },
        metrics: [
          { name: 'precision', value: null },
          { name: 'recall', value: 0 },
        ],
      }),
      measured,
    ]);
    expect(text).toContain('| a | 1 | wasm | loss below 0.01 | 40 | 0.00500 | mse 0.00500 | 2.00 | 50 |');
    expect(text).toContain('| b | 1 | wasm | loss below 0.01 | not in 100 |');
    expect(text).toContain('| d | 1 | wasm | – | 100, no bound |');
    expect(text).toContain('| e | 1 | wasm | loss below 0.01 | not finite at 7: scan l0 | – | – |');
    expect(text).toContain('| f1 0.500, precision –, recall 0.00 |');
    expect(text).toContain('| c | 1 | wasm | 9 | 1.00e-9 | – |');
  });
});

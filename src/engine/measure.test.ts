import { describe, expect, it } from 'vitest';
import { parseModelSpec } from '../model/parse-spec';
import { createPlan } from '../model/plan';
import { countOperations } from './measure';

const encoder = { cell: 'rnn', hiddenSizes: [4] };
const input = { kind: 'tokens', vocabSize: 5, embeddingSize: 3 };
const ENCODER = 5 * 3 + 4 * 3 + 4 * 4 + 4 + 4;

/** @param output of the network whose operations are counted at 2 rows of 7 and, decoded, 9 steps. */
function count(output: object): number {
  return countOperations(createPlan(parseModelSpec({ input, encoder, output }), { capacity: { B: 2, T: 7, U: 9 } }));
}

describe('the operations of an update', () => {
  it('are those of every weight at every step', () => {
    expect(count({ kind: 'every', size: 6, loss: 'mse' })).toBe(6 * 2 * 7 * (ENCODER + 6 * 4 + 6));
  });
  it('count a decoder at the steps of the target, and what it looks at', () => {
    const cell = 5 * 2 + 4 * 2 + 4 * 4 + 4 + 4;
    expect(count({ kind: 'decoder', vocabSize: 5, embeddingSize: 2 })).toBe(6 * 2 * (7 * ENCODER + 9 * (cell + 5 * 4 + 5)));
    const attention = { score: 'dot', query: 'current' };
    const looks = 9 * 7 * (4 + 4);
    expect(count({ kind: 'decoder', vocabSize: 5, embeddingSize: 2, attention })).toBe(
      6 * 2 * (7 * ENCODER + 9 * (cell + 4 * 8 + 5 * 4 + 5) + looks),
    );
  });
});

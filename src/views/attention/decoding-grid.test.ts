import { expect, it } from 'vitest';
import { readSnapshot } from '../gallery/fixtures/fixture';
import { fixture as gruAttention } from '../gallery/fixtures/gru-attention';
import { readDecoding } from './decoding';
import { entryAt } from './decoding-grid';
import { tabulateDecoding } from './decoding-table';

it('moves over the entries that are written, and stops at their ends', () => {
  const at = (key: string, u: number, s: number) => entryAt({ u, s }, key, 3, 5);
  expect(at('ArrowRight', 0, 0)).toEqual({ u: 0, s: 1 });
  expect(at('ArrowDown', 0, 2)).toEqual({ u: 1, s: 2 });
  expect(at('ArrowDown', 2, 2)).toEqual({ u: 2, s: 2 });
  expect(at('ArrowLeft', 2, 0)).toEqual({ u: 2, s: 0 });
  expect([at('Home', 1, 3), at('End', 1, 3), at('PageUp', 1, 3), at('PageDown', 1, 3)]).toEqual([
    { u: 1, s: 0 },
    { u: 1, s: 4 },
    { u: 0, s: 3 },
    { u: 2, s: 3 },
  ]);
  expect(at('a', 0, 0)).toBeNull();
});

it('is a table too: a row a written step, its weights at the end', () => {
  const decoding = readDecoding(readSnapshot(gruAttention.snapshots[0]), false);
  if (decoding === null) throw new Error('decoding: must be read');
  const { head, rows } = tabulateDecoding(decoding, 2, gruAttention.symbols);
  expect(head.slice(0, 5)).toEqual(['u', 'reads', 'writes', 'probability', 'entropy_bits']);
  expect(head).toHaveLength(5 + 8);
  const [step] = decoding.steps;
  expect(rows).toHaveLength(2);
  expect(rows[0]).toEqual([
    0,
    'BOS',
    gruAttention.symbols.outputs[step.writes],
    step.probabilities[step.writes],
    step.entropy,
    ...(step.weights ?? []),
  ]);
});

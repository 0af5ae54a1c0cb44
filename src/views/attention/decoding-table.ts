/** A decoding as a table: a row a written step, with what it read and wrote, how likely that was, its entropy, and its weights over the source. */
import type { Symbols } from '../answer';
import { ENTROPY } from '../table';
import { type Decoding, nameSource, nameToken } from './decoding';

export interface DecodingTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** The first `shown` steps. Where nothing attends, there are no entropies and no weights. */
export function tabulateDecoding(decoding: Decoding, shown: number, symbols: Symbols): DecodingTable {
  const { source, steps } = decoding;
  const attends = steps.some(({ weights }) => weights !== null);
  return {
    head: [
      ...['u', 'reads', 'writes', 'probability'],
      ...(attends ? [ENTROPY, ...source.map((token, s) => (token === null ? String(s) : `${String(s)} ${nameSource(decoding, symbols, s)}`))] : []),
    ],
    rows: steps
      .slice(0, shown)
      .map(({ reads, writes, probabilities, entropy, weights }, u) => [
        u,
        nameToken(symbols, reads),
        nameToken(symbols, writes),
        probabilities[writes],
        ...(entropy === null ? [] : [entropy]),
        ...(weights ?? []),
      ]),
  };
}

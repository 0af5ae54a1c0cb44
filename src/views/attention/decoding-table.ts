/** A decoding as a table: a row a written step, with what it read and wrote, how likely that was, its entropy, and its weights over the source. */
import type { Symbols } from '../answer';
import { visibleSymbol } from '../sequence-layout';
import { ENTROPY } from '../table';
import type { Decoding } from './decoding';

export interface DecodingTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** The first `shown` steps. Where nothing attends, there are no entropies and no weights. */
export function tabulateDecoding({ source, steps }: Decoding, shown: number, { inputs, outputs }: Symbols): DecodingTable {
  const attends = steps.some(({ weights }) => weights !== null);
  const nameOf = (token: number): string => visibleSymbol(outputs[token], token);
  return {
    head: [
      ...['u', 'reads', 'writes', 'probability'],
      ...(attends ? [ENTROPY, ...source.map((token, s) => `${String(s)} ${visibleSymbol(inputs[token], token)}`)] : []),
    ],
    rows: steps
      .slice(0, shown)
      .map(({ reads, writes, probabilities, entropy, weights }, u) => [
        u,
        nameOf(reads),
        nameOf(writes),
        probabilities[writes],
        ...(entropy === null ? [] : [entropy]),
        ...(weights ?? []),
      ]),
  };
}

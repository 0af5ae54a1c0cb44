/** An intervention in words. */
import type { Edit, Span } from '../../model/edits';
import type { QuantityName } from '../../views/quantity';
import type { WhatIfWords } from '../messages/what-if/en';
import { onlyStep } from './draft';

export interface DescribeWords {
  readonly words: WhatIfWords;
  readonly quantities: Readonly<Record<QuantityName, string>>;
  readonly nameScan: (scan: string) => string;
  readonly write: (value: number) => string;
}

export function describeEdit(edit: Edit, { words, quantities, nameScan, write }: DescribeWords): string {
  const { describe } = words;
  const whereOf = (of: Span & { readonly scan: string; readonly unit?: number | null | undefined }): string =>
    describe.where(nameScan(of.scan), typeof of.unit === 'number' ? words.thisUnit(String(of.unit)) : words.allUnits, stepsOf(of, words));
  switch (edit.kind) {
    case 'gate':
      return describe.gate(quantities[edit.gate], whereOf(edit), write(edit.value));
    case 'state':
      return describe.state(quantities[edit.state], whereOf(edit), write(edit.value));
    case 'zero':
      return describe.zero(nameScan(edit.scan), String(edit.unit));
    case 'copy':
      return describe.copy(nameScan(edit.scan), String(edit.from), String(edit.to));
    case 'weight': {
      const place = typeof edit.column === 'number' ? `[${String(edit.row)}, ${String(edit.column)}]` : `[${String(edit.row)}]`;
      return describe.weight(edit.parameter, place, write(edit.value));
    }
    case 'attention': {
      const only = onlyStep(edit);
      return only === null ? describe.alike(String(edit.step)) : describe.attention(String(edit.step), String(only));
    }
    default:
      return edit satisfies never;
  }
}

function stepsOf({ from, to }: Span, words: WhatIfWords): string {
  if (typeof from !== 'number' && typeof to !== 'number') return words.allSteps;
  return words.thisStep(from === to ? String(from) : `${String(from ?? 0)}–${String(to ?? '')}`);
}

/** What of the unrolled network can be selected at a step: the node itself, and every edge that leads into it. */
import type { QuantityName } from './quantity';
import { placeOfScan } from './scan-names';

/**
 * `node`: the cell at its step; `recurrent`: the edge that brings it the hidden state of the step before, in the scan's own order; `road`: the same
 * of the cell state; `input`: what comes from below; `attention`: the edge on which a decoder sees, at the target step that the cursor is on, the
 * source step that it is on.
 */
export type NetworkPart = 'node' | 'recurrent' | 'road' | 'input' | 'attention';

/** The parts that can be selected, in the order in which a key goes through them; the edge of the attention from both of its ends. */
export function partsOf(gates: readonly QuantityName[], attends: boolean): readonly NetworkPart[] {
  const parts: NetworkPart[] = ['node', 'recurrent'];
  if (gates.includes('cell')) parts.push('road');
  parts.push('input');
  if (attends) parts.push('attention');
  return parts;
}

/** The part after one, or before it; around at the ends. */
export function turnPart(parts: readonly NetworkPart[], part: NetworkPart, by: 1 | -1): NetworkPart {
  const at = parts.indexOf(part);
  return parts[(at + by + parts.length) % parts.length];
}

/** That step as it is written; null: it lies outside the sequence. */
export function nameStepBefore(scan: string, t: number, length: number): string | null {
  const before = stepBefore(scan, t);
  return before < 0 || before >= length ? null : String(before);
}

/** The step that a recurrent edge into `t` comes from: the one before in the scan's own order, which may lie outside the sequence. */
export function stepBefore(scan: string, t: number): number {
  return placeOfScan(scan).reverse ? t + 1 : t - 1;
}

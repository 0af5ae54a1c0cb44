/**
 * Carried states: every layer begins with the states that it ended the last batch with, and leaves its own for the next.
 * They lie in one tensor of a row for each row of the batch, so that they are kept, restored and moved to another engine whole.
 */
import type { Pass } from './passes';
import { activation, copyRows, type Draft, matrix } from './plan-draft';
import { CARRIED } from './plan-names';
import type { PlannedScan } from './plan-scan';
import type { EncoderSpec } from './spec';

/** Numbers that a row carries: of every layer h and, of an lstm, c. */
export function carriedWidth({ cell, hiddenSizes }: EncoderSpec): number {
  return hiddenSizes.reduce((sum, H) => sum + H, 0) * statesOf(cell);
}

function statesOf(cell: EncoderSpec['cell']): number {
  return cell === 'lstm' ? 2 : 1;
}

/** What a layer's scan needs around it: its states written before, and kept once the update is done. */
export interface PlannedCarry {
  readonly begin: readonly Pass[];
  readonly keep: readonly Pass[];
}

/** Declares `carried` [B, carriedWidth], batch first: layer by layer h, then c. Only forward scans carry. */
export function planCarry(draft: Draft, layer: number, { begin, beginCell, final, finalCell }: PlannedScan): PlannedCarry {
  const { encoder } = draft.model;
  const stride = carriedWidth(encoder);
  const H = encoder.hiddenSizes[layer];
  const before = encoder.hiddenSizes.slice(0, layer).reduce((sum, size) => sum + size, 0) * statesOf(encoder.cell);
  const carried = draft.tensors.has(CARRIED) ? CARRIED : activation(draft, CARRIED, ['B', stride]);
  const states = [
    { name: 'hidden', begin, end: final },
    ...(beginCell === null || finalCell === null ? [] : [{ name: 'cell', begin: beginCell, end: finalCell }]),
  ].map((state, which) => ({
    ...state,
    label: `${state.name} l${String(layer)}`,
    place: matrix(carried, ['B'], H, { stride, offset: before + which * H }),
  }));
  return {
    begin: states.map(({ label, begin, place }) => copyRows(`begin with carried ${label}`, place, begin)),
    keep: states.map(({ label, end, place }) => ({ kernel: 'keep', label: `carry ${label}`, from: end, to: place })),
  };
}

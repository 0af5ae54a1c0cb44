/** What the slots of a cell's gates are called in public, in the order in which plans and packed matrices keep them. */
import type { CellKind } from './spec';

export type GateName = 'input' | 'forget' | 'candidate' | 'output' | 'reset' | 'update';

/**
 * The gates of a cell, slot by slot: PyTorch's `i f g o` and `r z n`. The rnn has none (its one slot is its new h), and the fourth
 * slot of the gru (q or r⊙h) is working memory, not a gate.
 */
export const gateNames: Readonly<Record<CellKind, readonly GateName[]>> = {
  rnn: [],
  lstm: ['input', 'forget', 'candidate', 'output'],
  gru: ['reset', 'update', 'candidate'],
};

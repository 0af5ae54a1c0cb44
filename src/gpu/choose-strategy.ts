/** The strategy that a scan takes: the table's, or the one that a test wants, where the shape allows it. */
import type { ScanTensors, Sizes } from '../model/passes';
import { listStrategies, type Strategy } from './strategies';
import { cutBlocks, type Target } from './tuning';

/** The widest layers whose weights a thread keeps in 256 registers. */
export const MOST_KEPT = { rnn: 128, lstm: 64, gru: 72 } as const;

export function chooseStrategy(scan: ScanTensors, { B }: Sizes, target: Target): Strategy {
  const { cell, hiddenSize, steps, held, resetAfter } = scan;
  const fits: Readonly<Record<Strategy, boolean>> = {
    registers: hiddenSize <= MOST_KEPT[cell],
    streamed: true,
    // A reset before the product would take two dispatches a step.
    steps: steps !== 'u' && held === null && (cell !== 'gru' || resetAfter),
    blocks: held === null && cutBlocks(hiddenSize, B, false, target) !== null,
  };
  const wanted = target.strategy === undefined ? listStrategies(cell, hiddenSize, target) : [target.strategy];
  return wanted.find((strategy) => fits[strategy]) ?? 'streamed';
}

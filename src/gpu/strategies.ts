/** How the scans of a layer run, by a table of adapter, cell and width that `npm run tune` measures and writes. */
import type { CellKind } from '../model/spec';
import table from './strategies.json';

/**
 * registers: all steps in a dispatch, each thread keeping the weights of its unit; streamed: the same, weights read at every step; steps: a step
 * a dispatch, a product with the cell in its epilogue; blocks: all steps in a dispatch, blocks of rows by units, for software adapters.
 */
export const strategies = ['registers', 'streamed', 'steps', 'blocks'] as const;
export type Strategy = (typeof strategies)[number];

/** Which strategy layers of at most `hidden` units take on an adapter whose name holds `adapter`; `hardware` and `software` stand for those not named. */
export interface StrategyRow {
  readonly adapter: string;
  /** reasoned: by the size of registers and caches, on adapters that nobody has measured. */
  readonly how: 'measured' | 'reasoned';
  readonly cell: CellKind;
  readonly hidden: number;
  readonly strategy: Strategy;
  /** Medians of an update, where measured. */
  readonly milliseconds?: Readonly<Partial<Record<Strategy, number>>>;
}

export const strategyRows = table.rows as readonly StrategyRow[];

/** The table's strategies for a layer, the best first; those past it, for where it cannot run, are of wider layers. */
export function listStrategies(
  cell: CellKind,
  hiddenSize: number,
  { software, adapter = '' }: { readonly software: boolean; readonly adapter?: string },
  rows = strategyRows,
): readonly Strategy[] {
  const name = adapter.toLowerCase();
  const ofCell = rows.filter((row) => row.cell === cell);
  const named = ofCell.filter((row) => name.includes(row.adapter.toLowerCase()));
  const general = ofCell.filter((row) => row.adapter === (software ? 'software' : 'hardware'));
  const found = [...(named.length > 0 ? named : general)].sort((a, b) => a.hidden - b.hidden);
  const wide = found.filter(({ hidden }) => hidden >= hiddenSize);
  return (wide.length > 0 ? wide : found.slice(-1)).map(({ strategy }) => strategy);
}

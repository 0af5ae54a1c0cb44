/** Moves the clock inside the cell: to an operation, at once. */
import { equationsOf } from '../model/equations/cells';
import { operationsOf } from '../model/equations/walk';
import type { Snapshot } from '../model/snapshot';
import type { CursorStore } from '../store/cursor';

/** Operations inside a cell, forward and back; 1 before there is a snapshot. */
export function operationCountOf(snapshot: Snapshot | null): number {
  return snapshot === null ? 1 : operationsOf(equationsOf(snapshot.model.encoder)).length;
}

/** By one or more, held within the `count` that there are. */
export function operateBy(cursor: CursorStore, by: number, count: number): void {
  cursor.setState(({ operation }) => ({ operation: Math.max(0, Math.min(count - 1, operation + by)) }));
}

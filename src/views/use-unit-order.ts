/** Which order the rows of the heatmaps have: found when it is asked for, for each layer once, and kept until it is asked for again. Its kind is kept by whoever gives `order` and `onOrder`, else by the stage itself. */
import { useState } from 'react';
import type { Snapshot } from '../model/snapshot';
import { readScan } from './series';
import { type OrderKind, orderUnits, type UnitOrder } from './unit-order';

interface Found {
  readonly kind: OrderKind;
  /** Of which network and layer. */
  readonly key: string;
  readonly order: UnitOrder;
  readonly update: number;
}

export interface Ordering {
  readonly kind: OrderKind;
  readonly order: UnitOrder;
  /** Of which update's states it is. */
  readonly update: number;
  /** Finds the order of the states at hand; of the same kind too. */
  readonly onOrder: (kind: OrderKind) => void;
}

interface Input {
  readonly order?: OrderKind;
  readonly onOrder?: (kind: OrderKind) => void;
}

export function useUnitOrder({ order, onOrder }: Input, snapshot: Snapshot, scan: string): Ordering {
  const { cell, hiddenSizes } = snapshot.model.encoder;
  const key = [scan, cell, ...hiddenSizes].join(' ');
  const find = (kind: OrderKind): Found => ({ kind, key, order: orderUnits(kind, readScan(snapshot, scan)), update: snapshot.update });
  const [found, setFound] = useState(() => find(order ?? 'index'));
  const kind = order ?? found.kind;
  const current = found.key === key && found.kind === kind ? found : find(kind);
  if (current !== found) setFound(current);
  return {
    ...current,
    onOrder: (next) => {
      setFound(find(next));
      onOrder?.(next);
    },
  };
}

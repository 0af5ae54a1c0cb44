/** What the scans of a network are called: by the contract, in short beside their row, and which of their steps the output reads. */
import type { Snapshot } from '../model/snapshot';
import type { Direction } from './labels';

export interface ScanPlace {
  readonly layer: number;
  readonly reverse: boolean;
}

/** The names of the scans that a snapshot's encoder has, lowest layer first, forward before reverse. */
export function scanNames(snapshot: Snapshot): readonly string[] {
  const { hiddenSizes, bidirectional } = snapshot.model.encoder;
  return hiddenSizes.flatMap((_, layer) => [`l${String(layer)}`, ...(bidirectional ? [`l${String(layer)}_reverse`] : [])]);
}

/** `l1_reverse` as layer 1, reverse. */
export function placeOfScan(name: string): ScanPlace {
  return { layer: Number.parseInt(name.slice(1), 10), reverse: name.endsWith('_reverse') };
}

/** Which way a scan reads, where there are two. */
export function directionOf(name: string, bidirectional: boolean): Direction {
  if (!bidirectional) return null;
  return placeOfScan(name).reverse ? 'reverse' : 'forward';
}

/** A row's mark: `L1`, and the way that it reads in where there are two. */
export function markOfScan(name: string, bidirectional: boolean): string {
  const direction = directionOf(name, bidirectional);
  return `L${String(placeOfScan(name).layer)}${direction === null ? '' : direction === 'reverse' ? ' ←' : ' →'}`;
}

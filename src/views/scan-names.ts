/** What the scans of a network are called: by the contract, in words, in short beside their row; and on which axis they run. */
import type { Snapshot } from '../model/snapshot';
import type { Direction, StageLabels } from './labels';

/** What the decoder's scan is called. */
export const DECODER = 'decoder';

/** The axis that a scan runs on: steps of what is read, or of what a decoder writes. */
export type Side = 'source' | 'target';

export interface ScanPlace {
  /** Null: the decoder's, which is no layer of the encoder. */
  readonly layer: number | null;
  readonly reverse: boolean;
}

/** The names of the scans that a snapshot has: lowest layer first, forward before reverse, the decoder's last. */
export function scanNames(snapshot: Snapshot): readonly string[] {
  return [...encoderScanNames(snapshot), ...(snapshot.model.output.kind === 'decoder' ? [DECODER] : [])];
}

/** The same without the decoder's. */
export function encoderScanNames({ model }: Pick<Snapshot, 'model'>): readonly string[] {
  const { hiddenSizes, bidirectional } = model.encoder;
  return hiddenSizes.flatMap((_, layer) => [`l${String(layer)}`, ...(bidirectional ? [`l${String(layer)}_reverse`] : [])]);
}

export function sideOfScan(name: string): Side {
  return name === DECODER ? 'target' : 'source';
}

/** `l1_reverse` as layer 1, reverse. */
export function placeOfScan(name: string): ScanPlace {
  if (name === DECODER) return { layer: null, reverse: false };
  return { layer: Number.parseInt(name.slice(1), 10), reverse: name.endsWith('_reverse') };
}

/** Which way a scan reads, where there are two. */
export function directionOf(name: string, bidirectional: boolean): Direction {
  const { layer, reverse } = placeOfScan(name);
  if (!bidirectional || layer === null) return null;
  return reverse ? 'reverse' : 'forward';
}

/** A scan in words: `layer 1, backwards`, `decoder`. */
export function nameScan(name: string, bidirectional: boolean, labels: Pick<StageLabels, 'scan' | 'decoderScan'>): string {
  const { layer } = placeOfScan(name);
  return layer === null ? labels.decoderScan : labels.scan(layer, directionOf(name, bidirectional));
}

/** A row's mark: `L1`, and the way that it reads in where there are two; `D` for the decoder's. */
export function markOfScan(name: string, bidirectional: boolean): string {
  const { layer } = placeOfScan(name);
  if (layer === null) return 'D';
  const direction = directionOf(name, bidirectional);
  return `L${String(layer)}${direction === null ? '' : direction === 'reverse' ? ' ←' : ' →'}`;
}

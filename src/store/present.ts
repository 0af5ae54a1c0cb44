/** What a session knows of the run that is open beside what its stores show: what it was opened from. */
import type { Run } from '../model/run';
import type { Checkpoint } from '../worker/protocol';

/** Trained weights, and the losses of the updates that led to them, oldest first. */
export interface Shipped {
  readonly checkpoint: Checkpoint;
  readonly losses: readonly number[];
}

export interface Present {
  /** null before the first. */
  run: Run | null;
  /** How many others are being opened: the worker answers each, in the order in which it was asked. */
  asked: number;
  /** The held-out example that is watched. */
  example: number;
  /** What it began with; also of a run that is being opened. */
  start: Shipped | null;
  /** The file that it came from. */
  file: Uint8Array | null;
}

export function createPresent(): Present {
  return { run: null, asked: 0, example: 0, start: null, file: null };
}

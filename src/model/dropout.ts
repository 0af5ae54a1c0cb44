/** Which numbers a dropout keeps: whole numbers only, so that every engine draws the same mask. */
import { hash, RandomStream } from '../core/random';

/** The word that a dropout's mask is drawn from: one for each run, update and place in the network. */
export function dropoutKey(seed: number, update: number, site: number): number {
  return hash(seed, RandomStream.dropout, update, site);
}

/** The smallest 24-bit number that keeps: P(n ≥ threshold) = 1 - rate for n uniform in [0, 2²⁴). */
export function dropoutThreshold(rate: number): number {
  return Math.ceil(rate * 0x1000000);
}

/** Whether row m, column c of a dropout is kept. */
export function isKept(key: number, m: number, c: number, threshold: number): boolean {
  return hash(key, RandomStream.dropout, m, c) >>> 8 >= threshold;
}

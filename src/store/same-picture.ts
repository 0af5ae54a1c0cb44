/** Whether a snapshot shows what the one before shows, number for number, and brings other instruments at the most. */
import type { Snapshot } from '../model/snapshot';

export function isSamePicture(before: Snapshot, next: Snapshot): boolean {
  return isEqual({ ...before, instruments: null }, { ...next, instruments: null });
}

/** Of what a message can carry; numbers in arrays are equal bit for bit. */
function isEqual(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  if (ArrayBuffer.isView(a)) return ArrayBuffer.isView(b) && isEqualInBits(a, b);
  const [before, next] = [Object.entries(a), b as Readonly<Record<string, unknown>>];
  return before.length === Object.keys(b).length && before.every(([key, value]) => isEqual(value, next[key]));
}

/** Word by word, since a large network's numbers are a million. */
function isEqualInBits(a: ArrayBufferView, b: ArrayBufferView): boolean {
  if (a.byteLength !== b.byteLength) return false;
  const [before, next] = [a, b].map(({ buffer, byteOffset, byteLength }) => new Uint32Array(buffer, byteOffset, byteLength / 4));
  for (let k = 0; k < before.length; k++) if (before[k] !== next[k]) return false;
  return true;
}

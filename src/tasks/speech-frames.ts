/** Pictures of sound as text, a printable character a value, as the speech files hold them. */

/** The character of silence, and the values above it: `!` to `{`. */
const FIRST = 33;
const STEPS = 90;

/** @param frames values of 0 … 1 */
export function writeFrames(frames: Float32Array): string {
  return Array.from(frames, (value) => String.fromCharCode(FIRST + Math.round(value * STEPS))).join('');
}

/** The values of 0 … 1, to the nearest 1/90. */
export function readFrames(text: string): Float32Array {
  return Float32Array.from(text, (character) => (character.charCodeAt(0) - FIRST) / STEPS);
}

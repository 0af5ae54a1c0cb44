/**
 * Counter-based random numbers: a pure function of four 32-bit words, so that any number of a run can be had again, in any order,
 * and in 32-bit integer arithmetic alone, so that TypeScript, WGSL and AssemblyScript agree to the bit.
 *
 * The function is pcg4d of Jarzynski and Olano, "Hash Functions for GPU Rendering", JCGT 9(3), 2020.
 */

/** What a word of randomness is for; the second argument of `hash`. Numbers never change: saved runs depend on them. */
export const RandomStream = {
  initialWeights: 1,
  trainExamples: 2,
  heldOutExamples: 3,
  dropout: 4,
  teacherForcing: 5,
  sampledText: 6,
} as const;

/** The 32-bit word number (i, j) of a stream of a seed. */
export function hash(seed: number, stream: number, i: number, j: number): number {
  let x = (Math.imul(seed, 1664525) + 1013904223) | 0;
  let y = (Math.imul(stream, 1664525) + 1013904223) | 0;
  let z = (Math.imul(i, 1664525) + 1013904223) | 0;
  let w = (Math.imul(j, 1664525) + 1013904223) | 0;
  x = (x + Math.imul(y, w)) | 0;
  y = (y + Math.imul(z, x)) | 0;
  z = (z + Math.imul(x, y)) | 0;
  w = (w + Math.imul(y, z)) | 0;
  x ^= x >>> 16;
  y ^= y >>> 16;
  w ^= w >>> 16;
  x = (x + Math.imul(y, w)) | 0;
  return x >>> 0;
}

/** Uniform in [0, 1), a multiple of 2⁻²⁴, exact in float32. */
export function uniform(seed: number, stream: number, i: number, j: number): number {
  return (hash(seed, stream, i, j) >>> 8) / 0x1000000;
}

/** Standard normal, by Box and Muller from the words (i, 2j) and (i, 2j + 1). */
export function normal(seed: number, stream: number, i: number, j: number): number {
  const u = 1 - uniform(seed, stream, i, 2 * j);
  const v = uniform(seed, stream, i, 2 * j + 1);
  return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
}

/** A whole number in [0, count), each equally likely to within 2⁻³² · count. */
export function uniformInteger(seed: number, stream: number, i: number, j: number, count: number): number {
  return Math.floor((hash(seed, stream, i, j) / 0x100000000) * count);
}

/** The run's random words (core/random), bit for bit. */

@inline function spread(word: u32): u32 {
  return word * 1664525 + 1013904223;
}

/** The first word of pcg4d(seed, stream, i, j). */
@inline export function hashWord(seed: u32, stream: u32, i: u32, j: u32): u32 {
  let x = spread(seed), y = spread(stream), z = spread(i), w = spread(j);
  x += y * w;
  y += z * x;
  z += x * y;
  w += y * z;
  x ^= x >> 16;
  y ^= y >> 16;
  w ^= w >> 16;
  return x + y * w;
}

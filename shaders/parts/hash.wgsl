// Counter-based random numbers; the file that needs them names its STREAM.

// The first word of pcg4d(seed, STREAM, i, j), as in core/random.
fn hashWord(seed: u32, i: u32, j: u32) -> u32 {
  var v = vec4u(seed, STREAM, i, j) * 1664525u + 1013904223u;
  v.x += v.y * v.w;
  v.y += v.z * v.x;
  v.z += v.x * v.y;
  v.w += v.y * v.z;
  v ^= v >> vec4u(16u);
  return v.x + v.y * v.w;
}

// Where a tile of a product goes.

// Four rows of four columns of C, or of the slab of this part
fn store(p: Product, split: u32, m: u32, n: u32, M: u32, rows: array<vec4f, 4>) {
  let stride = select(p.cStride, p.n, p.splits > 1);
  let cOffset = p.cOffset + shift(p.cSteps) * p.cStride;
  let base = select(cOffset, p.slab + split * M * p.n, p.splits > 1) + m * stride + n;
  var values = rows;
  let columns = min(4, p.n - n);
  var added = vec4f();
  if (p.bias != NONE) {
    for (var j = 0u; j < columns; j++) {
      added[j] = bias[p.bias + n + j];
    }
  }
  for (var r = 0u; r < min(4, M - m); r++) {
    let at = base + r * stride;
    let value = values[r] + added;
    if (p.splits > 1 && adds(p.accumulate)) {
      for (var j = 0u; j < columns; j++) {
        slabs[at + j] += value[j];
      }
    } else if (p.splits > 1) {
      slabs[at] = value.x;
      if (columns > 1) { slabs[at + 1] = value.y; }
      if (columns > 2) { slabs[at + 2] = value.z; }
      if (columns > 3) { slabs[at + 3] = value.w; }
    } else if (adds(p.accumulate)) {
      for (var j = 0u; j < columns; j++) {
        c[at + j] += value[j];
      }
    } else {
      c[at] = value.x;
      if (columns > 1) { c[at + 1] = value.y; }
      if (columns > 2) { c[at + 2] = value.z; }
      if (columns > 3) { c[at + 3] = value.w; }
    }
  }
}

// The sums of four rows of A
fn storeSums(p: Product, split: u32, m: u32, M: u32, sums: vec4f) {
  for (var r = 0u; r < min(4, M - m); r++) {
    let first = select(p.sum1, p.slabSum + split * M, p.splits > 1) + m + r;
    if (p.splits > 1) {
      if (adds(p.accumulate)) { slabs[first] += sums[r]; } else { slabs[first] = sums[r]; }
    } else {
      if (adds(p.accumulate)) { c[first] += sums[r]; } else { c[first] = sums[r]; }
      if (p.sum2 != NONE) {
        c[p.sum2 + m + r] = c[first];
      }
    }
  }
}

// Matrix products whose inner dimension was split: where their parts lie, and where the sums go.

struct Reduction {
  slab: u32,
  size: u32,
  splits: u32,
  to: u32, // in gradients
}

struct Reductions {
  count: u32,
  pad0: u32,
  pad1: u32,
  pad2: u32,
  list: array<Reduction, 128>,
}

// Σ_s slab[s][e], s in order
fn addParts(r: Reduction, e: u32) -> f32 {
  var sum = 0.0;
  for (var s = 0u; s < r.splits; s++) {
    sum += slabs[r.slab + s * r.size + e];
  }
  return sum;
}

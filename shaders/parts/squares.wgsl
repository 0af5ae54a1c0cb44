// The squares of all gradients, once the parts of split products are added up.

struct Squares {
  sum: f32,
  bad: u32, // 1: a gradient is not finite
}

// Those of the vec4s first, first + stride, …
fn squares(first: u32, stride: u32) -> Squares {
  var found = Squares(0, 0);
  for (var i = first; i < arrayLength(&gradients); i += stride) {
    let g = complete(i);
    found.sum += dot(g, g);
    found.bad |= select(0u, 1u, any((bitcast<vec4u>(g) & vec4u(0x7f800000)) == vec4u(0x7f800000)));
  }
  return found;
}

// Four gradients, with what is still in parts
fn complete(i: u32) -> vec4f {
  var g = gradients[i];
  var isSum = false;
  for (var which = 0u; which < reductions.count; which++) {
    let r = reductions.list[which];
    let e = 4 * i - r.to; // of an earlier gradient it wraps around
    if (e < r.size && e + 3 < r.size) {
      g = vec4f();
      for (var s = 0u; s < r.splits; s++) {
        let at = r.slab + s * r.size + e;
        g += vec4f(slabs[at], slabs[at + 1], slabs[at + 2], slabs[at + 3]);
      }
      isSum = true;
    } else if (e + 3 < r.size + 3) {
      for (var j = 0u; j < 4; j++) {
        if (e + j < r.size) {
          g[j] = addParts(r, e + j);
        }
      }
      isSum = true;
    }
  }
  if (isSum) {
    gradients[i] = g;
  }
  return g;
}

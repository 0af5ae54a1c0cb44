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
    if (4 * i + 3 - r.to < r.size + 3) { // of an earlier gradient it wraps around
      for (var j = 0u; j < 4; j++) {
        let e = 4 * i + j - r.to;
        if (e < r.size) {
          g[j] = addParts(r, e);
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

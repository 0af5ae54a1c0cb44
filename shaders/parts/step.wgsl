// Where a thread of a step by itself stands, and whether a gradient goes on from a step.

struct Place {
  u: u32, // its unit, or the last one again
  firstUnit: u32, // of the workgroup
  firstGroup: u32,
  count: u32, // rows that it stores
  row: vec4u,
  ends: vec4u,
}

// Workgroups lie unit by unit, then four rows by four rows
fn placeOf(id: u32, local: vec3u) -> Place {
  let wide = (H + LANES - 1) / LANES;
  let firstUnit = (id % wide) * LANES;
  let firstGroup = (id / wide) * GROUPS;
  let first = (firstGroup + local.y) * 4;
  let row = min(first + vec4u(0, 1, 2, 3), vec4u(feed.B - 1));
  let ends = vec4u(lengths[row.x], lengths[row.y], lengths[row.z], lengths[row.w]);
  let count = select(0, min(max(feed.B, first) - first, 4), firstUnit + local.x < H);
  return Place(min(firstUnit + local.x, H - 1), firstUnit, firstGroup, count, row, ends);
}

// Four rows of a group of the workgroup
fn rowsOf(place: Place, group: u32) -> vec4u {
  return min((place.firstGroup + group) * 4 + vec4u(0, 1, 2, 3), vec4u(feed.B - 1));
}

// The gradient goes on to the step before unless truncation cuts it here; before step 0 there is nothing, or an initial state.
fn goesOn(place: Place, t: u32) -> vec4<bool> {
  let own = select(vec4u(t), place.ends - 1 - vec4u(t), direction() == 1);
  let period = vec4u(select(feed.truncate, 0x7fffffffu, feed.truncate == 0));
  return (vec4u(t) < place.ends) & ((own % period != vec4u()) | ((own == vec4u()) & vec4<bool>(HAS_DINITIAL == 1)));
}

// Weights from the units of a tile to those of the workgroup
fn loadWeights(k0: u32, index: u32, firstUnit: u32) {
  for (var n = index; n < KT * LANES; n += LANES * GROUPS) {
    let k = min(k0 + n / LANES, H - 1);
    tileW[n] = weights[second * WEIGHTS_SPAN + k * H + min(firstUnit + n % LANES, H - 1)];
  }
}

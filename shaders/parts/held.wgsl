// What interventions hold of a scan, four rows at once: `held` [T, B, held rows, H], where EDITED; what is below 1e29 there is held.

// The value, or what is held in its place
fn orHeld(value: vec4f, at: vec4u) -> vec4f {
  if (EDITED == 0) {
    return value;
  }
  let given = getHeld(at);
  return select(value, given, given < vec4f(1e29));
}

// The gradient of what would have made the value: 0 where the value is held
fn unlessHeld(gradient: vec4f, at: vec4u) -> vec4f {
  if (EDITED == 0) {
    return gradient;
  }
  return select(gradient, vec4f(), getHeld(at) < vec4f(1e29));
}

fn getHeld(at: vec4u) -> vec4f {
  return vec4f(held[at.x], held[at.y], held[at.z], held[at.w]);
}

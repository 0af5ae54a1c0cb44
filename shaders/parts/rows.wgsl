// Four rows of a scan's tensors at once: `at` in each, and how many of them there are.

fn getGates(first: vec4u) -> vec4f {
  let at = first + gatesFirst();
  return vec4f(gates[at.x], gates[at.y], gates[at.z], gates[at.w]);
}

fn putGates(first: vec4u, count: u32, value: vec4f) {
  let at = first + gatesFirst();
  if (count > 0) { gates[at.x] = value.x; }
  if (count > 1) { gates[at.y] = value.y; }
  if (count > 2) { gates[at.z] = value.z; }
  if (count > 3) { gates[at.w] = value.w; }
}

fn getHidden(first: vec4u) -> vec4f {
  let at = first + hiddenFirst();
  return vec4f(hidden[at.x], hidden[at.y], hidden[at.z], hidden[at.w]);
}

fn putHidden(first: vec4u, count: u32, value: vec4f) {
  let at = first + hiddenFirst();
  if (count > 0) { hidden[at.x] = value.x; }
  if (count > 1) { hidden[at.y] = value.y; }
  if (count > 2) { hidden[at.z] = value.z; }
  if (count > 3) { hidden[at.w] = value.w; }
}

fn getDhidden(first: vec4u) -> vec4f {
  let at = first + second * STEPS_SPAN;
  return vec4f(dhidden[at.x], dhidden[at.y], dhidden[at.z], dhidden[at.w]);
}

fn putDhidden(first: vec4u, count: u32, value: vec4f) {
  let at = first + second * STEPS_SPAN;
  if (count > 0) { dhidden[at.x] = value.x; }
  if (count > 1) { dhidden[at.y] = value.y; }
  if (count > 2) { dhidden[at.z] = value.z; }
  if (count > 3) { dhidden[at.w] = value.w; }
}

fn putDfinal(first: vec4u, count: u32, value: vec4f) {
  let at = first + second * FINAL_SPAN;
  if (count > 0) { dfinal[at.x] = value.x; }
  if (count > 1) { dfinal[at.y] = value.y; }
  if (count > 2) { dfinal[at.z] = value.z; }
  if (count > 3) { dfinal[at.w] = value.w; }
}

fn getDfinal(first: vec4u) -> vec4f {
  let at = first + second * FINAL_SPAN;
  return vec4f(dfinal[at.x], dfinal[at.y], dfinal[at.z], dfinal[at.w]);
}

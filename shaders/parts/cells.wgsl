// Four rows of an lstm's cell state and of its gradient at once, as in rows.

fn getCell(first: vec4u) -> vec4f {
  let at = first + cellFirst();
  return vec4f(cell[at.x], cell[at.y], cell[at.z], cell[at.w]);
}

fn putCell(first: vec4u, count: u32, value: vec4f) {
  let at = first + cellFirst();
  if (count > 0) { cell[at.x] = value.x; }
  if (count > 1) { cell[at.y] = value.y; }
  if (count > 2) { cell[at.z] = value.z; }
  if (count > 3) { cell[at.w] = value.w; }
}

fn putDcell(first: vec4u, count: u32, value: vec4f) {
  let at = first + second * STEPS_SPAN;
  if (count > 0) { dcell[at.x] = value.x; }
  if (count > 1) { dcell[at.y] = value.y; }
  if (count > 2) { dcell[at.z] = value.z; }
  if (count > 3) { dcell[at.w] = value.w; }
}

// What scans in blocks of rows by units share: weights as matrices, biases, where a gradient comes from and whether it goes on.

// The gradient goes on to the step before unless truncation cuts it here; before step 0 there is nothing, or an initial state.
fn goesOn(t: u32, length: u32) -> bool {
  let own = select(t, length - 1 - t, direction() == 1);
  let period = select(feed.truncate, 0x7fffffffu, feed.truncate == 0);
  let isCut = own % period == 0 && (own != 0 || HAS_DINITIAL == 0);
  return (t < length) && !isCut;
}

fn getFinal(row: u32, at: u32) -> vec4f {
  if (HAS_DFINAL == 1) {
    return dfinal[row * (2 * V) + at + second * FINAL_SPAN];
  }
  return vec4f();
}

fn putInitial(row: u32, exists: bool, at: u32, value: vec4f) {
  if (HAS_DINITIAL == 1 && exists) {
    dfinal[row * (2 * V) + at + second * FINAL_SPAN] = value;
  }
}

// Units times inputs: rows 4·u … of a gate by four columns of W_hh, `at` of the first.
fn getWeights(first: u32) -> mat4x4f {
  let at = first + second * WEIGHTS_SPAN;
  return transpose(mat4x4f(weights[at], weights[at + V], weights[at + 2 * V], weights[at + 3 * V]));
}

// Columns 4·u … of W_hh by its rows 4·j …
fn getTransposed(j: u32, u: u32) -> mat4x4f {
  let at = j * H + u + second * WEIGHTS_SPAN;
  return mat4x4f(weights[at], weights[at + V], weights[at + 2 * V], weights[at + 3 * V]);
}

// Four units of a bias.
fn getBias(first: u32, vector: u32) -> vec4f {
  let at = first + 4 * vector + second * PARAMETERS_SPAN;
  return vec4f(parameters[at], parameters[at + 1], parameters[at + 2], parameters[at + 3]);
}

// What the input's projection begins with: b_ih, where it is computed here.
fn getInputBias(vector: u32) -> vec4f {
  if (INPUTS > 0) {
    return getBias(BIAS_IH, vector);
  }
  return vec4f();
}

// What four units of a gate take of input n.
fn getInputWeight(vector: u32, n: u32) -> vec4f {
  let at = WEIGHT_IH + 4 * vector * INPUTS + n + second * PARAMETERS_SPAN;
  return vec4f(parameters[at], parameters[at + INPUTS], parameters[at + 2 * INPUTS], parameters[at + 3 * INPUTS]);
}

fn outer(a: vec4f, b: vec4f) -> mat4x4f {
  return mat4x4f(a * b.x, a * b.y, a * b.z, a * b.w);
}

fn same(value: vec4f) -> mat4x4f {
  return mat4x4f(value, value, value, value);
}

// The nonlinearities of four numbers at once.

// 1 / (1 + e⁻ˣ), with the argument clamped so that e⁻ˣ stays finite; NaN stays NaN
fn sigmoid(x: vec4f) -> vec4f {
  return select(1 / (1 + exp(-clamp(x, vec4f(-30), vec4f(30)))), x, isNan(x));
}

// An odd polynomial near 0, where the formula with e²ˣ would lose digits; NaN stays NaN
fn tanhOf(x: vec4f) -> vec4f {
  let y = x * x;
  let near = x * (1 + y * (-0.333333333 + y * (0.133333333 + y * (-0.053968254 + y * 0.021869489))));
  let far = 1 - 2 / (exp(2 * clamp(x, vec4f(-15), vec4f(15))) + 1);
  return select(select(far, near, abs(x) < vec4f(0.25)), x, isNan(x));
}

// max(0, x); NaN stays NaN
fn relu(x: vec4f) -> vec4f {
  return select(max(x, vec4f()), x, isNan(x));
}

fn isNan(x: vec4f) -> vec4<bool> {
  return (bitcast<vec4u>(x) & vec4u(0x7fffffff)) > vec4u(0x7f800000);
}

// The slope of a nonlinearity, told from its value
fn slopeOf(kind: u32, y: vec4f) -> vec4f {
  switch kind {
    case 1: { return select(vec4f(), vec4f(1), y > vec4f()); }
    case 2: { return y * (1 - y); }
    default: { return 1 - y * y; }
  }
}

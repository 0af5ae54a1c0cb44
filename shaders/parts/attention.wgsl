// What attention looks at: the widths, where each matrix lies, and which steps have their turn.

const H: u32 = 4; // width of queries and keys
const D: u32 = 4; // width of values
const ADDITIVE: u32 = 0; // 0: s = q·k, 1: s = v·tanh(q + k)
const LOOPED: u32 = 0; // 1: the queries of step u alone
// Where each matrix begins, how far its rows are apart, and the steps before its first: 0, 1, T where 2, U where 3, u where 4, u + 1 where 5
const QUERY_OFFSET: u32 = 0;
const QUERY_STRIDE: u32 = 4;
const QUERY_SHIFT: u32 = 0;
const KEYS_OFFSET: u32 = 0;
const KEYS_STRIDE: u32 = 4;
const KEYS_SHIFT: u32 = 0;
const VALUES_OFFSET: u32 = 0;
const VALUES_STRIDE: u32 = 4;
const VALUES_SHIFT: u32 = 0;
const CONTEXT_OFFSET: u32 = 0;
const CONTEXT_STRIDE: u32 = 4;
const CONTEXT_SHIFT: u32 = 0;

// An odd polynomial near 0, where the formula would lose its digits; NaN stays NaN.
fn tanhOf(x: f32) -> f32 {
  if ((bitcast<u32>(x) & 0x7fffffff) > 0x7f800000) {
    return x;
  }
  let square = x * x;
  let near = x * (1 - square * (0.333333333 - square * (0.133333333 - square * 0.053968254)));
  return select(1 - 2 / (exp(2 * clamp(x, -15.0, 15.0)) + 1), near, abs(x) < 0.25);
}

fn queryAt(m: u32) -> u32 {
  return QUERY_OFFSET + (stepsOf(QUERY_SHIFT) + m) * QUERY_STRIDE;
}

fn keyAt(n: u32) -> u32 {
  return KEYS_OFFSET + (stepsOf(KEYS_SHIFT) + n) * KEYS_STRIDE;
}

fn valueAt(n: u32) -> u32 {
  return VALUES_OFFSET + (stepsOf(VALUES_SHIFT) + n) * VALUES_STRIDE;
}

fn contextAt(m: u32) -> u32 {
  return CONTEXT_OFFSET + (stepsOf(CONTEXT_SHIFT) + m) * CONTEXT_STRIDE;
}

fn countQueries() -> u32 {
  return feed.B * select(feed.U, 1, LOOPED == 1);
}

// Queries of the steps before
fn firstQuery() -> u32 {
  return select(0, feed.u * feed.B, LOOPED == 1);
}

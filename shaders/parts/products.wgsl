// The list of products that a dispatch computes, and the sizes that only the batch tells.

const NONE: u32 = 0xffffffff;

struct Product {
  m: u32, // rows of C: m times what mCode says
  mCode: u32,
  n: u32,
  k: u32, // inner dimension: k times what kCode says
  kCode: u32,
  splits: u32, // parts of the inner dimension; with more than one, part s goes to slabs
  aBuffer: u32, // 0 to 3: r0 to r3; 5: the parameters, bound as bias
  aOffset: u32,
  aSteps: u32,
  aM: u32,
  aK: u32,
  bBuffer: u32, // as aBuffer; 4: a column of ones
  bOffset: u32,
  bSteps: u32,
  bK: u32,
  bN: u32,
  cOffset: u32,
  cSteps: u32,
  cStride: u32,
  bias: u32, // first element in bias, or NONE
  accumulate: u32, // 1: added to what is there, 2: unless the window at hand is the first, 3: unless it is the last
  sum1: u32, // where Σ_k A goes too, [m], or NONE
  sum2: u32,
  slab: u32, // [splits][m·n]
  slabSum: u32, // [splits][m]
  terms: u32, // entries that follow, of which only a, b and k count: products that are added to this one
  finish: u32, // what is done to C at last; 0: nothing, 1 to 3: relu, sigmoid, tanh of it, 4 to 6: C times the slope of these where they are `of`
  ofBuffer: u32, // as aBuffer
  ofOffset: u32, // laid out as C
  cBuffer: u32, // 0: c, 1: c1
  pad0: u32,
  pad1: u32,
}

struct Products {
  count: u32,
  pad0: u32,
  pad1: u32,
  pad2: u32,
  list: array<Product, 64>,
}

// A size known only with the batch: code % 8 names a number of steps, bit 3 the rows
fn extent(fixed: u32, code: u32) -> u32 {
  var size = fixed;
  switch code % 8 {
    case 1: { size *= feed.T; }
    case 2: { size *= feed.T + 1; }
    case 3: { size *= feed.U; }
    case 4: { size *= feed.U + 1; }
    default: {}
  }
  return size * select(1, feed.B, code >= 8);
}

// Rows by which a view is shifted
fn shift(code: u32) -> u32 {
  switch code {
    case 1: { return feed.B; }
    case 2: { return feed.T * feed.B; }
    case 3: { return feed.U * feed.B; }
    case 4: { return feed.u * feed.B; }
    case 5: { return (feed.u + 1) * feed.B; }
    case 6: { return feed.windowFirst * feed.B; }
    case 7: { return (feed.windowFirst + 1) * feed.B; }
    case 8: { return feed.window * feed.B; }
    default: { return 0; }
  }
}

// The inner dimension's part `split`: its first number and the one after its last, at multiples of KT
fn partOf(K: u32, splits: u32, split: u32) -> vec2u {
  let chunk = (((K + splits - 1) / splits + KT - 1) / KT) * KT;
  let first = min(split * chunk, K);
  return vec2u(first, min(first + chunk, K));
}

// Whether a product is added to what is there
fn adds(accumulate: u32) -> bool {
  return accumulate == 1 || (accumulate == 2 && feed.window > 0) || (accumulate == 3 && feed.window + 1 < feed.windows);
}

// What lasts from one update to the next, and what updates report.

const PARTIALS: u32 = 64;

struct Partial {
  sum: f32,
  loss: f32, // the first has all of it
  bad: u32, // 1: a gradient is not finite
  pad0: u32,
}

struct Report {
  loss: f32,
  gradNorm: f32,
  firstBad: u32,
  pad0: u32,
}

struct Progress {
  firstBad: atomic<u32>, // the first update that was not finite; 0: none
  pad0: u32,
  pad1: u32,
  pad2: u32,
  partials: array<Partial, PARTIALS>, // a workgroup's each, 0 past them
  reports: array<Report>, // one an update of the submit
}

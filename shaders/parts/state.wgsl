// What lasts from one update to the next: whether every number so far was finite.

struct State {
  firstBad: u32, // the first update that was not finite; 0: none
  gradNorm: f32,
}

// The uniform block of the update at hand: the same for every kernel.

struct Feed {
  B: u32,
  T: u32,
  U: u32,
  slot: u32,
  update: u32,
  truncate: u32,
  lossScale: f32,
  learningRate: f32,
  stepSize: f32, // learningRate / (1 - β₁ⁿ)
  rootCorrection: f32, // √(1 - β₂ⁿ)
  dropoutSeed: u32,
  dropoutOn: u32,
  u: u32,
  forcingKey: u32,
  forcingBelow: u32,
  // The window at hand of a loop over windows, where T is the steps of that window: its number, how many there are, and its first step.
  window: u32,
  windows: u32,
  windowFirst: u32,
}

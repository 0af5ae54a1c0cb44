// Copies of recurrent weights as the scans read them, so that neighbouring threads read neighbouring numbers and a unit's gates lie together.

struct Pack {
  source: u32, // [gates·H, H] in parameters
  H: u32, // units
  gates: u32,
  slots: u32, // numbers a pair of units takes: gates, or more where the rest stays 0
  to: u32, // in both copies, [k][u][slots] for scans forward and [u][k][slots] for those backward
  pad0: u32,
  pad1: u32,
  pad2: u32,
}

struct Packs {
  count: u32,
  pad0: u32,
  pad1: u32,
  pad2: u32,
  list: array<Pack, 64>,
}

// Both copies of weightHh[g·H + u, k], its element i
fn putCopies(which: u32, i: u32, w: f32) {
  let H = packs.list[which].H;
  let slots = packs.list[which].slots;
  let k = i % H;
  let u = (i / H) % H;
  let g = i / (H * H);
  let to = packs.list[which].to + g;
  putForward(to + (k * H + u) * slots, w);
  putBackward(to + (u * H + k) * slots, w);
}

fn sizeOf(which: u32) -> u32 {
  return packs.list[which].gates * packs.list[which].H * packs.list[which].H;
}

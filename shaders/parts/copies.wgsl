// Copies of recurrent weights in two buffers.

fn putForward(at: u32, w: f32) {
  forward[at] = w;
}

fn putBackward(at: u32, w: f32) {
  backward[at] = w;
}

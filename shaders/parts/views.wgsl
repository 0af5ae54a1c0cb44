// Where a view of a tensor begins.

// Rows by which a view is shifted
fn stepsOf(shift: u32) -> u32 {
  return feed.B * select(select(select(min(shift, 1), feed.T, shift == 2), feed.U, shift == 3), feed.u + shift - 4, shift >= 4);
}

// Which steps a scan runs, by its constant STEPS.

// The first step and the number of steps.
fn firstStep() -> u32 {
  return select(0, feed.u, STEPS == 2);
}

fn countSteps() -> u32 {
  return select(select(feed.T, feed.U, STEPS == 1), 1, STEPS == 2);
}

// Where a view of a tensor begins.

// Rows by which a view is shifted
fn stepsOf(shift: u32) -> u32 {
  var steps = 0u;
  switch shift {
    case 1: { steps = 1; }
    case 2: { steps = feed.T; }
    case 3: { steps = feed.U; }
    case 4: { steps = feed.u; }
    case 5: { steps = feed.u + 1; }
    case 6: { steps = feed.windowFirst; }
    case 7: { steps = feed.windowFirst + 1; }
    case 8: { steps = feed.window; }
    default: {}
  }
  return feed.B * steps;
}

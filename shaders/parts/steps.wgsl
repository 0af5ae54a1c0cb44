// Which steps a scan runs, by its constant STEPS, and what it keeps of the window at hand alone where they are those of one.

// Elements that a row takes in a step of a tensor that holds a window alone; 0: it holds all steps.
const GATES_WINDOW: u32 = 0;
const HIDDEN_WINDOW: u32 = 0;
const CELL_WINDOW: u32 = 0;

// The first step and the number of steps.
fn firstStep() -> u32 {
  return select(select(0, feed.windowFirst, STEPS == 0), feed.u, STEPS == 2);
}

fn countSteps() -> u32 {
  return select(select(feed.T, feed.U, STEPS == 1), 1, STEPS == 2);
}

// Where step 0 of the sequence would lie: a tensor that holds a window alone begins at that window's first step.
fn gatesFirst() -> u32 {
  return second * GATES_SPAN - feed.windowFirst * feed.B * GATES_WINDOW;
}

fn hiddenFirst() -> u32 {
  return second * STATES_SPAN - feed.windowFirst * feed.B * HIDDEN_WINDOW;
}

fn cellFirst() -> u32 {
  return second * STATES_SPAN - feed.windowFirst * feed.B * CELL_WINDOW;
}

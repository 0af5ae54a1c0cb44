// Which of its steps a dispatch of a scan runs, by its constant CHUNK.

// Of the steps, in the order of the loop, those of this dispatch.
fn firstOfChunk() -> u32 {
  return feed.u * CHUNK;
}

fn endOfChunk(steps: u32) -> u32 {
  return select(steps, min(steps, (feed.u + 1) * CHUNK), CHUNK > 0);
}

// Places of tokens by token, made on the device by workgroups of 64.

var<workgroup> some: array<u32, 64>;

// ordered[v] = places of tokens below v; those of v, in order, from V+1+ordered[v] on; for v ≤ V, by a thread of its own
fn orderPlaces(v: u32, count: u32, local: u32) {
  var below = 0u;
  for (var first = 0u; first < count; first += 64) {
    take(first + local, count);
    for (var j = 0u; j < min(64, count - first); j++) {
      below += select(0u, 1u, some[j] < v);
    }
  }
  if (v <= V) {
    ordered[v] = below;
  }
  var next = V + 1 + below;
  for (var first = 0u; first < count; first += 64) {
    take(first + local, count);
    for (var j = 0u; j < min(64, count - first); j++) {
      if (some[j] == v && v < V) {
        ordered[next] = first + j;
        next++;
      }
    }
  }
}

// 64 tokens for the workgroup
fn take(place: u32, count: u32) {
  workgroupBarrier();
  if (place < count) {
    some[place % 64] = tokens[place];
  }
  workgroupBarrier();
}

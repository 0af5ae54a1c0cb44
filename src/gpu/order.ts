/** The places of each token in a batch, so that a table's gradient can be added up in a fixed order without atomics. */

/**
 * [rows+1] where each token's places begin, then the places themselves, ordered by token and then by place: a counting sort.
 * @returns rows + 1 + tokens.length whole numbers
 */
export function orderByToken(tokens: ArrayLike<number>, rows: number): Int32Array<ArrayBuffer> {
  const order = new Int32Array(rows + 1 + tokens.length);
  for (let place = 0; place < tokens.length; place++) order[tokens[place] + 1]++;
  for (let v = 0; v < rows; v++) order[v + 1] += order[v];
  const next = order.slice(0, rows);
  for (let place = 0; place < tokens.length; place++) {
    const token = tokens[place];
    order[rows + 1 + next[token]] = place;
    next[token]++;
  }
  return order;
}

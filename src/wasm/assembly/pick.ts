/** What a decoder reads next, drawn from 32-bit words alone: its teacher's token, or its own last answer. */
import { hashWord } from './random';

const STREAM: u32 = 5;

/**
 * tokens[b] = teacher[b] where u = 0 or hash(key, u, b) < below in its upper 24 bits, else the place of the largest of logits[b,:], the lowest of equal ones.
 * teacher, tokens [B] of step u, logits [B,V] of the step before.
 */
export function pick(teacher: usize, logits: usize, tokens: usize, u: u32, B: i32, V: i32, key: u32, below: u32): void {
  for (let b = 0; b < B; b++) {
    const at = (<usize>b) << 2;
    const forced = u == 0 || hashWord(key, STREAM, u, b) >> 8 < below;
    store<i32>(tokens + at, forced ? load<i32>(teacher + at) : placeOfLargest(logits + <usize>V * at, V));
  }
}

function placeOfLargest(row: usize, V: i32): i32 {
  let best = 0;
  let largest = load<f32>(row);
  for (let v = 1; v < V; v++) {
    const value = load<f32>(row + ((<usize>v) << 2));
    if (value > largest) {
      largest = value;
      best = v;
    }
  }
  return best;
}

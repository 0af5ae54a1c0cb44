/** What a decoder reads next: its teacher's token, or its own last answer. */
import { forcingWords, isForced } from '../model/forcing';
import type { Feed } from '../model/executor';
import type { PickPass } from '../model/passes';
import { getFloats, getIntegers, type Store } from './store';

/** tokens[u,b] = teacher[u,b] where the teacher is heard, else argmax of logits[u-1,b,:]. */
export function bindPick(store: Store, pass: PickPass): (feed: Feed) => void {
  const teacher = getIntegers(store, pass.teacher);
  const logits = getFloats(store, pass.logits);
  const tokens = getIntegers(store, pass.tokens);
  const V = pass.size;
  return (feed) => {
    const { B, u = 0 } = feed.sizes;
    const words = forcingWords(feed);
    for (let b = 0; b < B; b++) {
      const before = ((u - 1) * B + b) * V;
      tokens[u * B + b] = isForced(words, u, b) ? teacher[u * B + b] : findLargest(logits, before, V);
    }
  };
}

/** Which of `count` numbers from `first` on is the largest; the first of equal ones. */
function findLargest(data: Float64Array, first: number, count: number): number {
  let best = 0;
  for (let k = 1; k < count; k++) if (data[first + k] > data[first + best]) best = k;
  return best;
}

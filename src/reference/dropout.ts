/** Dropout: numbers zeroed by a mask that depends on the seed, the update and the place alone, the rest scaled up. */
import { dropoutKey, dropoutThreshold, isKept } from '../model/dropout';
import type { Feed } from '../model/executor';
import type { DropoutPass } from '../model/passes';
import { resolveCount, resolveOffset } from '../model/resolve';
import { getFloats, type Store } from './store';

/** to[m,c] = keep[m,c] · from[m,c] / (1 - rate); to = from where the feed has dropout off. */
export function bindDropout(store: Store, pass: DropoutPass): (feed: Feed) => void {
  const { from, to, rate, site } = pass;
  const source = getFloats(store, from.tensor);
  const target = getFloats(store, to.tensor);
  const threshold = dropoutThreshold(rate);
  return ({ sizes, update, dropout }) => {
    const rows = resolveCount(from.rows, sizes);
    const fromAt = resolveOffset(from, sizes);
    const toAt = resolveOffset(to, sizes);
    const key = dropout === null ? null : dropoutKey(dropout, update, site);
    for (let m = 0; m < rows; m++) {
      for (let c = 0; c < from.columns; c++) {
        const x = source[fromAt + m * from.stride + c];
        const kept = key === null ? x : isKept(key, m, c, threshold) ? x / (1 - rate) : 0;
        target[toAt + m * to.stride + c] = kept;
      }
    }
  };
}

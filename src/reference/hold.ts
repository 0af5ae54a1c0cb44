/** Rows of attention that an intervention gives: put in the place of those that the scores would have made. */
import { NOT_HELD } from '../model/held';
import type { HoldPass, Sizes } from '../model/passes';
import { resolveCount, resolveOffset } from '../model/resolve';
import { getFloats, getIntegers, type Store } from './store';

export function bindHold(store: Store, pass: HoldPass): (sizes: Sizes) => void {
  const [held, attention, free] = [pass.held, pass.attention, pass.free].map((tensor) => getFloats(store, tensor));
  const values = getFloats(store, pass.values.tensor);
  const context = getFloats(store, pass.context.tensor);
  const lengths = getIntegers(store, pass.lengths);
  return (sizes) => {
    const { B, T, u = 0 } = sizes;
    const D = pass.values.columns;
    const first = pass.steps === 'u' ? u * B : 0;
    const rows = resolveCount(pass.context.rows, sizes);
    for (let m = 0; m < rows; m++) {
      const grid = (first + m) * T;
      const isHeld = held[grid] < NOT_HELD;
      for (let j = 0; j < T; j++) free[grid + j] = isHeld ? 0 : attention[grid + j];
      if (!isHeld) continue;
      const b = m % B;
      const to = resolveOffset(pass.context, sizes) + m * pass.context.stride;
      context.fill(0, to, to + D);
      for (let j = 0; j < T; j++) {
        attention[grid + j] = j < lengths[b] ? held[grid + j] : 0;
        const from = resolveOffset(pass.values, sizes) + (j * B + b) * pass.values.stride;
        for (let d = 0; d < D; d++) context[to + d] += attention[grid + j] * (j < lengths[b] ? values[from + d] : 0);
      }
    }
  };
}

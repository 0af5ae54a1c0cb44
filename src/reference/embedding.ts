/** Looking tokens up in a table, and adding gradients back into the rows that were read. */
import type { Dim, EmbedBackwardPass, EmbedPass, Sizes } from '../model/passes';
import { resolveCount, resolveOffset, resolveSteps } from '../model/resolve';
import type { Plan } from '../model/plan';
import { getFloats, getIntegers, type Store } from './store';

/** out[t,b,:] = table[tokens[t,b],:] */
export function bindEmbed(store: Store, pass: EmbedPass): (sizes: Sizes) => void {
  const table = getFloats(store, pass.table.tensor);
  const tokens = getIntegers(store, pass.tokens);
  const out = getFloats(store, pass.out.tensor);
  const { columns: E, offset } = pass.table;
  return (sizes) => {
    const { first, count } = resolveSteps(pass, sizes);
    const start = resolveOffset(pass.out, sizes);
    for (let m = 0; m < count * sizes.B; m++) {
      const from = offset + tokens[first * sizes.B + m] * E;
      for (let e = 0; e < E; e++) out[start + m * pass.out.stride + e] = table[from + e];
    }
  };
}

/** dtable[v,:] = Σ over (t,b) with tokens[t,b] = v of dout[t,b,:] */
export function bindEmbedBackward(plan: Plan, store: Store, pass: EmbedBackwardPass): (sizes: Sizes) => void {
  const tokens = getIntegers(store, pass.tokens);
  const dout = getFloats(store, pass.dout.tensor);
  const dtable = getFloats(store, pass.dtable.tensor);
  const { columns: E, offset } = pass.dtable;
  const shape = shapeOf(plan, pass.tokens);
  return (sizes) => {
    const rows = resolveCount(shape, sizes);
    const start = resolveOffset(pass.dout, sizes);
    dtable.fill(0, offset, offset + resolveCount(pass.dtable.rows, sizes) * E);
    for (let m = 0; m < rows; m++) {
      const to = offset + tokens[m] * E;
      for (let e = 0; e < E; e++) dtable[to + e] += dout[start + m * pass.dout.stride + e];
    }
  };
}

function shapeOf(plan: Plan, tensor: string): readonly Dim[] {
  return plan.tensors.get(tensor)?.shape ?? [];
}

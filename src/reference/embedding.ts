/** Looking tokens up in a table, and adding gradients back into the rows that were read. */
import type { Dim, EmbedBackwardPass, EmbedPass, Sizes } from '../model/passes';
import { resolveCount, resolveSteps } from '../model/resolve';
import type { Plan } from '../model/plan';
import { getFloats, getIntegers, type Store } from './store';

/** out[t,b,:] = table[tokens[t,b],:] */
export function bindEmbed(plan: Plan, store: Store, pass: EmbedPass): (sizes: Sizes) => void {
  const table = getFloats(store, pass.table);
  const tokens = getIntegers(store, pass.tokens);
  const out = getFloats(store, pass.out);
  const E = widthOf(plan, pass.table);
  return (sizes) => {
    const { first, count } = resolveSteps(pass, sizes);
    for (let m = first * sizes.B; m < (first + count) * sizes.B; m++) {
      for (let e = 0; e < E; e++) out[m * E + e] = table[tokens[m] * E + e];
    }
  };
}

/** dtable[v,:] = Σ over (t,b) with tokens[t,b] = v of dout[t,b,:] */
export function bindEmbedBackward(plan: Plan, store: Store, pass: EmbedBackwardPass): (sizes: Sizes) => void {
  const tokens = getIntegers(store, pass.tokens);
  const dout = getFloats(store, pass.dout);
  const dtable = getFloats(store, pass.dtable);
  const E = widthOf(plan, pass.dtable);
  const shape = shapeOf(plan, pass.tokens);
  return (sizes) => {
    const rows = resolveCount(shape, sizes);
    dtable.fill(0);
    for (let m = 0; m < rows; m++) {
      for (let e = 0; e < E; e++) dtable[tokens[m] * E + e] += dout[m * E + e];
    }
  };
}

function shapeOf(plan: Plan, tensor: string): readonly Dim[] {
  return plan.tensors.get(tensor)?.shape ?? [];
}

function widthOf(plan: Plan, table: string): number {
  const E = plan.tensors.get(table)?.shape[1];
  if (typeof E !== 'number') throw new Error(`reference: ${table} must be a table [V, E]`);
  return E;
}

/** Lookups by token that share dispatches, and the gradients that are collected for their tables. */
import type { EmbedBackwardPass, Matrix, Pass, ProductPass } from '../model/passes';
import type { Plan } from '../model/plan';
import type { Besides } from './directions';
import { fuse, fusePairs, type Fusion, listTables } from './fusions';
import { listOperands } from './group-products';
import { lowerLookups, lowerOrder, tableRows } from './lower-embed';
import { lowerCollected, lowerHeard } from './lower-embed-both';
import type { Target } from './tuning';

/** Lookups by token, and gradients collected: of encoder and decoder together, else of both directions of a layer. */
export function fuseLookups(plan: Plan, besides: Besides, gradients: readonly (readonly ProductPass[])[], target: Target): readonly Fusion[] {
  const directions = fusePairs(plan, (one, other) => lowerLookups(plan, besides, one, other, target));
  return target.software ? directions : [...fuseHeard(plan, besides, gradients.flat()), ...directions];
}

/** @param gradients what is computed after all is collected. */
function fuseHeard(plan: Plan, besides: Besides, gradients: readonly ProductPass[]): readonly Fusion[] {
  const tables = listTables(plan);
  const isTable = ({ tensor }: Matrix): boolean => tables.some(({ products }) => products.some(({ c }) => c.tensor === tensor));
  const fusions: Fusion[] = [];
  const heard = lowerHeard(plan, besides);
  // Run where the encoder looks up: the decoder's rows, if it has such, must be there by then, with the encoder's.
  const isEarly = heard !== null && (!isTable(heard.target.table) || heard.source.every(({ table }) => isTable(table)));
  const together = heard !== null && isEarly ? [...heard.source, heard.teacher, heard.target] : [];
  if (heard && isEarly) fusions.push({ ...fuse(together, heard.dispatch), isEarly: true, given: tables });
  const collected = lowerCollected(plan, besides);
  if (!collected) return fusions;
  // Run where the last is collected: the gradients that read what is collected must come after it.
  const { source, target, dispatch } = collected;
  const reads = (pass: Pass, { tensor }: Matrix): boolean =>
    pass.kernel === 'product' && pass.products.flatMap(listOperands).some((each) => each.tensor === tensor);
  const isRead = ({ dtable }: EmbedBackwardPass): boolean => plan.segments.backward.some((pass) => reads(pass, dtable));
  if (isRead(target) && !source.every(isRead)) return fusions;
  const passes = [target, ...source];
  if (heard && isEarly) fusions.push({ ...fuse(passes, dispatch), given: [...together, ...tables, ...gradients] });
  fusions.push({ ...fuse(passes, lowerOrder(plan, target.tokens, tableRows(plan, target.dtable)), dispatch), given: gradients });
  return fusions;
}

/** Lookups by token that share dispatches, and the gradients that are collected for their tables. */
import type { EmbedBackwardPass, Matrix, Pass, ProductPass } from '../model/passes';
import type { Plan } from '../model/plan';
import type { Besides } from './directions';
import { fuse, fusePairs, type Fusion, listTables } from './fusions';
import { listOperands } from './group-products';
import { lowerEmbedBackward, lowerLookups, lowerOrder, tableRows } from './lower-embed';
import { type Heard, lowerCollected, lowerHeard } from './lower-embed-both';
import type { Target } from './tuning';

/** Lookups by token, and gradients collected: of encoder and decoder together, else of both directions of a layer. */
export function fuseLookups(plan: Plan, besides: Besides, gradients: readonly (readonly ProductPass[])[], target: Target): readonly Fusion[] {
  const directions = fusePairs(plan, (one, other) => lowerLookups(plan, besides, one, other, target));
  return target.software ? directions : [...fuseHeard(plan, besides, gradients.flat(), target), ...directions];
}

/** @param gradients what is computed after all is collected. */
function fuseHeard(plan: Plan, besides: Besides, gradients: readonly ProductPass[], target: Target): readonly Fusion[] {
  const tables = listTables(plan);
  const isTable = ({ tensor }: Matrix): boolean => tables.some(({ products }) => products.some(({ c }) => c.tensor === tensor));
  const fusions: Fusion[] = [];
  const heard = lowerHeard(plan, besides);
  if (heard?.source.length === 0) return fuseHeardAlone(plan, heard, target);
  // Run where the encoder looks up: the decoder's rows, if it has such, must be there by then, with the encoder's.
  const isEarly = heard !== null && (!isTable(heard.target.table) || heard.source.every(({ table }) => isTable(table)));
  const together = heard !== null && isEarly ? [...heard.source, heard.teacher, heard.target] : [];
  if (heard && isEarly) fusions.push({ ...fuse(together, heard.dispatch), isEarly: true, given: tables });
  const collected = lowerCollected(plan, besides);
  if (!collected) return fusions;
  // Run where the last is collected: the gradients that read what is collected must come after it.
  const { source, target: own, dispatch } = collected;
  const reads = (pass: Pass, { tensor }: Matrix): boolean =>
    pass.kernel === 'product' && pass.products.flatMap(listOperands).some((each) => each.tensor === tensor);
  const isRead = ({ dtable }: EmbedBackwardPass): boolean => plan.segments.backward.some((pass) => reads(pass, dtable));
  if (isRead(own) && !source.every(isRead)) return fusions;
  const passes = [own, ...source];
  if (heard && isEarly) fusions.push({ ...fuse(passes, dispatch), given: [...together, ...tables, ...gradients] });
  fusions.push({ ...fuse(passes, lowerOrder(plan, own.tokens, tableRows(plan, own.dtable)), dispatch), given: gradients });
  return fusions;
}

/** Where the encoder looks nothing up: what the decoder hears with its places, which then need not be found before gradients are collected. */
function fuseHeardAlone(plan: Plan, { teacher, target: lookup, dispatch }: Heard, target: Target): readonly Fusion[] {
  const passes = [teacher, lookup];
  const back = plan.segments.backward.find((pass): pass is EmbedBackwardPass => pass.kernel === 'embedBackward' && pass.tokens === lookup.tokens);
  if (!back) return [fuse(passes, dispatch)];
  const collect = lowerEmbedBackward(plan, back, target).slice(-1);
  return [fuse(passes, dispatch), { ...fuse([back], ...collect), given: passes }];
}

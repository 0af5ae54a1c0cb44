/** The plan that held-out examples are evaluated on: where a run trains on few rows at a time, or carries states, one of its own. */
import type { Sizes } from '../model/passes';
import { resolveCount } from '../model/resolve';
import { createPlan, type Plan } from '../model/plan';

/** Rows at a time that are worth a plan of their own. */
const ROWS = 64;
const FEW_ROWS = 32;
/** Its tensors together, in float32. */
const MOST_BYTES = 64 * 1024 * 1024;

/** null where the training plan serves: its batch is large, or more rows would take more memory than they are worth. Carried states are never shared with training. */
export function createEvaluationPlan(training: Plan): Plan | null {
  const { capacity } = training.options;
  const { carry } = training.options;
  if (capacity.B >= FEW_ROWS && !carry) return null;
  const bytesOf = (B: number): number => countBytes(training, { ...capacity, B });
  const aRow = bytesOf(2) - bytesOf(1);
  const rows = Math.min(ROWS, Math.floor((MOST_BYTES - (bytesOf(1) - aRow)) / aRow));
  return rows <= capacity.B && !carry ? null : createPlan(training.model, { ...training.options, capacity: { ...capacity, B: Math.max(1, rows) } });
}

function countBytes({ tensors }: Plan, sizes: Sizes): number {
  return [...tensors.values()].reduce((sum, { shape }) => sum + 4 * resolveCount(shape, sizes), 0);
}

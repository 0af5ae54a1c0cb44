/** The best that a run has been on held-out examples, kept with the state that the next update would have read: it can be gone back to. */
import type { Task } from '../tasks/task';
import type { Evaluation } from './evaluate';
import type { TrainingState } from './weights';

export interface Best extends Evaluation {
  /** Parameters and optimizer state. */
  readonly state: TrainingState;
}

/** Whether an evaluation beats the best so far: by the metric, between equal metrics by the loss. What is not a number beats nothing. */
export function isBetter(found: Evaluation, best: Evaluation | null, better: Task['metric']['better']): boolean {
  if (!Number.isFinite(found.metric) || !Number.isFinite(found.loss)) return false;
  if (best === null) return true;
  if (found.metric === best.metric) return found.loss < best.loss;
  return better === 'higher' ? found.metric > best.metric : found.metric < best.metric;
}

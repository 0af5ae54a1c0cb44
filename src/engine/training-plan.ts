/** The plan that a run trains on, after refusing whatever the engines cannot do yet: nothing is allocated for a run that cannot work. */
import { sizesOf } from '../model/feed';
import { createPlan, type Plan } from '../model/plan';
import type { Run } from '../model/run';
import type { Task } from '../tasks/task';
import { checkContinues } from './continued';

/** @throws InputError for a network or a way of training that the engines cannot run. */
export function createTrainingPlan({ model, task: { options }, training, seed }: Run, task: Task): Plan {
  if (training.carryState) checkContinues(task);
  const { T, U } = sizesOf(task.sample(options, seed, 'train', 0, 1));
  return createPlan(model, {
    capacity: { B: training.batchSize, T, U },
    optimizer: training.optimizer,
    clip: training.clip,
    carry: training.carryState,
  });
}

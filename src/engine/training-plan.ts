/** The plan that a run trains on, after refusing whatever the engines cannot do yet: nothing is allocated for a run that cannot work. */
import { InputError } from '../core/errors';
import { sizesOf } from '../model/feed';
import { createPlan, type Plan } from '../model/plan';
import type { Run } from '../model/run';
import type { TrainingSpec } from '../model/training';
import type { Task } from '../tasks/task';

/** @throws InputError for a network or a way of training that the engines cannot run. */
export function createTrainingPlan({ model, task: { options }, training, seed }: Run, task: Task): Plan {
  refuseWhatIsNotTrained(training);
  const { T, U } = sizesOf(task.sample(options, seed, 'train', 0, 1));
  return createPlan(model, { capacity: { B: training.batchSize, T, U }, optimizer: training.optimizer, clip: training.clip });
}

/** @throws InputError for a way of training that the engines cannot run. */
function refuseWhatIsNotTrained(training: TrainingSpec): void {
  if (training.carryState) throw new InputError('training.carryState', 'the engines begin every batch at state 0: must be false', true);
  if (training.teacherForcing < 1) throw new InputError('training.teacherForcing', 'the engines always force: must be 1', training.teacherForcing);
}

/** The plan that a run trains on, after refusing whatever the engines cannot do yet: nothing is allocated for a run that cannot work. */
import { InputError } from '../core/errors';
import { sizesOf } from '../model/feed';
import { createPlan, type Plan } from '../model/plan';
import type { Run } from '../model/run';
import type { ModelSpec } from '../model/spec';
import type { TrainingSpec } from '../model/training';
import type { Task } from '../tasks/task';
import { checkContinues } from './continued';

/** @throws InputError for a network or a way of training that the engines cannot run. */
export function createTrainingPlan({ model, task: { options }, training, seed }: Run, task: Task): Plan {
  refuseWhatIsNotTrained(training, model);
  if (training.carryState) checkContinues(task);
  const { T, U } = sizesOf(task.sample(options, seed, 'train', 0, 1));
  return createPlan(model, {
    capacity: { B: training.batchSize, T, U },
    optimizer: training.optimizer,
    clip: training.clip,
    carry: training.carryState,
  });
}

/** @throws InputError for a way of training that the engines cannot run. */
function refuseWhatIsNotTrained({ teacherForcing }: TrainingSpec, model: ModelSpec): void {
  // Without a decoder there is nothing to force: a key that does not apply has no effect.
  if (teacherForcing < 1 && model.output.kind === 'decoder')
    throw new InputError('training.teacherForcing', 'must be 1, since decoders always read the target', teacherForcing);
}

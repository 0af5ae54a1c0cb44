/** Turns what a saved run or a permalink holds into a Run whose parts fit together; the task's options are the task's to check. */
import * as v from 'valibot';
import { parseModelSpec } from './parse-spec';
import { checkTrainingFitsModel, parseTrainingSpec } from './parse-training';
import type { Run } from './run';
import { integer, object, parseWith } from './schema';

/** The largest seed: seeds are unsigned 32-bit integers. */
export const MAX_SEED = 0xffffffff;

const optionSchema = v.union([v.pipe(v.number(), v.finite()), v.string(), v.boolean()], 'must be a number, a text, true or false');

const runSchema = object({
  model: v.unknown(),
  task: object({
    name: v.string('must be the name of a task'),
    options: v.optional(v.record(v.string(), optionSchema, 'must be an object of options'), {}),
  }),
  training: v.optional(v.unknown(), {}),
  seed: integer(0, MAX_SEED),
});

/**
 * The run that `value` describes.
 * @throws InputError naming the field, as in `run.seed` or `model.encoder.cell`.
 */
export function parseRun(value: unknown): Run {
  const { model: givenModel, task, training: givenTraining, seed } = parseWith(runSchema, value, 'run');
  const model = parseModelSpec(givenModel);
  const training = parseTrainingSpec(givenTraining);
  checkTrainingFitsModel(training, model);
  return { model, task, training, seed };
}

/** Changes of a run that keep its parts fitting together: a new task brings its own input and output, a changed option those that it needs. */
import { parseRun } from '../model/parse-run';
import type { OptionValue, Run } from '../model/run';
import type { EncoderSpec, InputSpec } from '../model/spec';
import type { OptimizerSpec, TrainingSpec } from '../model/training';
import { parseOptions } from '../tasks/options';
import type { OptionRule, Options, Task } from '../tasks/task';

/** The run of a task at its defaults; options of the same name are carried over as far as they fit. */
export function withTask(run: Run, task: Task): Run {
  const options = Object.fromEntries(
    Object.entries(task.options).map(([key, rule]): [string, OptionValue] => [key, carryOver(rule, run.task.options[key])]),
  );
  return fitToTask(run, task, options, task.input(options));
}

/** @throws InputError where the value cannot be. */
export function withOption(run: Run, task: Task, key: string, value: OptionValue): Run {
  const options = parseOptions(task, { ...run.task.options, [key]: value });
  return fitToTask(run, task, options, keepEmbedding(run.model.input, task.input(options)));
}

/** @throws InputError where the encoder cannot be. */
export function withEncoder(run: Run, encoder: Partial<EncoderSpec>): Run {
  return parseRun({ ...run, model: { ...run.model, encoder: { ...run.model.encoder, ...encoder } } });
}

/** @throws InputError where the training cannot be. */
export function withTraining(run: Run, training: Partial<TrainingSpec>): Run {
  return parseRun({ ...run, training: { ...run.training, ...training } });
}

/** @throws InputError where the optimizer cannot be. */
export function withOptimizer(run: Run, optimizer: Partial<OptimizerSpec>): Run {
  return withTraining(run, { optimizer: { ...run.training.optimizer, ...optimizer } });
}

/** @throws InputError where it is no seed. */
export function withSeed(run: Run, seed: number): Run {
  return parseRun({ ...run, seed });
}

function fitToTask(run: Run, task: Task, options: Options, input: InputSpec): Run {
  return parseRun({ ...run, task: { name: task.name, options }, model: { ...run.model, input, output: task.output(options) } });
}

/** What the task needs, with the embedding as wide as it was. */
function keepEmbedding(before: InputSpec, needed: InputSpec): InputSpec {
  return before.kind === 'tokens' && needed.kind === 'tokens' ? { ...needed, embeddingSize: before.embeddingSize } : needed;
}

function carryOver(rule: OptionRule, before: OptionValue | undefined): OptionValue {
  if (typeof before !== 'number') return rule.default;
  return Math.max(rule.min, Math.min(rule.max, rule.type === 'integer' ? Math.round(before) : before));
}

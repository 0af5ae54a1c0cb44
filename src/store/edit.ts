/** Changes of a run that keep its parts fitting together: a new task brings its own input and output, a changed option those that it needs. */
import { parseRun } from '../model/parse-run';
import type { OptionValue, Run } from '../model/run';
import type { EncoderSpec, InputSpec, ModelSpec, OutputSpec } from '../model/spec';
import type { OptimizerSpec, TrainingSpec } from '../model/training';
import { parseOptions } from '../tasks/options';
import type { OptionRule, Options, Task } from '../tasks/task';

/** Units that a network gets at the least where it is to decode: fewer learn the tasks of that kind slowly. */
const DECODER_UNITS = 32;

/** The run of a task at its defaults; options of the same name are carried over as far as they fit. */
export function withTask(run: Run, task: Task): Run {
  const options = Object.fromEntries(
    Object.entries(task.options).map(([key, rule]): [string, OptionValue] => [key, carryOver(rule, run.task.options[key])]),
  );
  const output = task.output(options);
  const widths = run.model.encoder.hiddenSizes;
  const encoder = output.kind === 'decoder' ? { hiddenSizes: widths.map((width) => Math.max(width, DECODER_UNITS)) } : {};
  return fitToTask(withEncoder(run, encoder), task, options, { input: task.input(options), output });
}

/** @throws InputError where the value cannot be. */
export function withOption(run: Run, task: Task, key: string, value: OptionValue): Run {
  const options = parseOptions(task, { ...run.task.options, [key]: value });
  const { input, output } = run.model;
  return fitToTask(run, task, options, { input: keepEmbedding(input, task.input(options)), output: keepDecoder(output, task.output(options)) });
}

/** @throws InputError where the encoder cannot be. */
export function withEncoder(run: Run, encoder: Partial<EncoderSpec>): Run {
  const changed = { ...run.model.encoder, ...encoder };
  return parseRun({ ...run, model: { ...run.model, encoder: changed, output: fitScore(run.model.output, changed) } });
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

function fitToTask(run: Run, task: Task, options: Options, { input, output }: Pick<ModelSpec, 'input' | 'output'>): Run {
  const model = { ...run.model, input, output: fitScore(output, run.model.encoder) };
  return parseRun({ ...run, task: { name: task.name, options }, model });
}

/** Dot scores need keys as wide as the query; two directions make them twice as wide, and a matrix between them fits. */
function fitScore(output: OutputSpec, { bidirectional }: EncoderSpec): OutputSpec {
  if (output.kind !== 'decoder' || output.attention?.score !== 'dot' || !bidirectional) return output;
  return { ...output, attention: { ...output.attention, score: 'general' } };
}

/** What the task needs, with a decoder's embedding and attention as they were. */
function keepDecoder(before: OutputSpec, needed: OutputSpec): OutputSpec {
  return before.kind === 'decoder' && needed.kind === 'decoder' ? { ...before, vocabSize: needed.vocabSize } : needed;
}

/** What the task needs, with the embedding as wide as it was. */
function keepEmbedding(before: InputSpec, needed: InputSpec): InputSpec {
  return before.kind === 'tokens' && needed.kind === 'tokens' ? { ...needed, embeddingSize: before.embeddingSize } : needed;
}

function carryOver(rule: OptionRule, before: OptionValue | undefined): OptionValue {
  if (typeof before !== 'number') return rule.default;
  return Math.max(rule.min, Math.min(rule.max, rule.type === 'integer' ? Math.round(before) : before));
}

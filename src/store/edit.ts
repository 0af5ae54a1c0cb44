/** Changes of a run that keep its parts fitting together: a new task brings its own input and output, a changed option those that it needs. */
import { InputError } from '../core/errors';
import { parseRun } from '../model/parse-run';
import { fitsCell } from '../model/parse-training';
import type { OptionValue, Run } from '../model/run';
import type { AttentionSpec, DecoderSpec, EncoderSpec, HeadSpec, InputSpec, ModelSpec, OutputSpec } from '../model/spec';
import type { InitialisationSpec, OptimizerSpec, TrainingSpec } from '../model/training';
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
  return fitToTask(withEncoder(run, encoder), task, options, { input: task.input(options), output: keepDense(run.model.output, output) });
}

/** @throws InputError where the value cannot be. */
export function withOption(run: Run, task: Task, key: string, value: OptionValue): Run {
  const options = parseOptions(task, { ...run.task.options, [key]: value });
  const { input, output } = run.model;
  return fitToTask(run, task, options, { input: keepEmbedding(input, task.input(options)), output: keepOutput(output, task.output(options)) });
}

/** @throws InputError where the encoder cannot be. */
export function withEncoder(run: Run, encoder: Partial<EncoderSpec>): Run {
  const changed = { ...run.model.encoder, ...encoder };
  const training = {
    ...run.training,
    initialisation: fitInitialisation(run.training.initialisation, changed),
    carryState: run.training.carryState && !changed.bidirectional,
  };
  return parseRun({ ...run, training, model: { ...run.model, encoder: changed, output: fitScore(run.model.output, changed) } });
}

/** One layer's units; the other layers keep theirs. @throws InputError where they cannot be. */
export function withWidth(run: Run, layer: number, width: number): Run {
  return withEncoder(run, { hiddenSizes: run.model.encoder.hiddenSizes.map((each, k) => (k === layer ? width : each)) });
}

/** The numbers that a symbol becomes before the first layer. @throws InputError where they cannot be, or where the input is values. */
export function withEmbedding(run: Run, embeddingSize: number): Run {
  const { input } = run.model;
  if (input.kind !== 'tokens') throw new InputError('model.input.embeddingSize', 'must not be there where the input is values', embeddingSize);
  return parseRun({ ...run, model: { ...run.model, input: { ...input, embeddingSize } } });
}

/** @throws InputError where the decoder cannot be, or where there is none. */
export function withDecoder(run: Run, decoder: Partial<DecoderSpec>): Run {
  return withOutput(run, { ...decoderOf(run), ...decoder });
}

/**
 * What is left out of `attention` stays, or is that of `first` where there was none; null: the bottleneck.
 * The query `previous` takes input feeding off, since it feeds the context in already.
 * @throws InputError where the attention cannot be, or where there is no decoder.
 */
export function withAttention(run: Run, attention: Partial<AttentionSpec> | null, first: AttentionSpec = firstAttention): Run {
  if (attention === null) return withDecoder(run, { attention });
  const changed = { ...(decoderOf(run).attention ?? first), ...attention };
  const feeding = changed.query === 'current' && changed.inputFeeding;
  return withOutput(run, fitScore({ ...decoderOf(run), attention: { ...changed, inputFeeding: feeding } }, run.model.encoder));
}

/** @throws InputError where the head cannot be, or where there is a decoder. */
export function withHead(run: Run, head: Partial<HeadSpec>): Run {
  const { output } = run.model;
  if (output.kind === 'decoder') throw new InputError('model.output.kind', 'must be "last" or "every" to have dense layers', output.kind);
  return withOutput(run, { ...output, ...head });
}

/**
 * The run with another network's architecture: its encoder, and where both have such parts, its embedding, its dense layers and dropouts.
 * What the task reads and answers stays the task's.
 * @throws InputError where the two do not go together.
 */
export function withArchitecture(run: Run, { input, encoder, output }: ModelSpec): Run {
  const own = run.model;
  const kept = own.output.kind === 'decoder' || output.kind === 'decoder' ? own.output : keepDense(output, own.output);
  return parseRun({ ...run, model: { input: keepEmbedding(input, own.input), encoder, output: fitScore(kept, encoder) } });
}

/** @throws InputError where the training cannot be. */
export function withTraining(run: Run, training: Partial<TrainingSpec>): Run {
  return parseRun({ ...run, training: { ...run.training, ...training } });
}

/** @throws InputError where the optimizer cannot be. */
export function withOptimizer(run: Run, optimizer: Partial<OptimizerSpec>): Run {
  return withTraining(run, { optimizer: { ...run.training.optimizer, ...optimizer } });
}

/** Another way of drawing the initial weights. Chrono sets the forget gates itself, so a bias of theirs gives way to it. @throws InputError where it cannot be. */
export function withInitialisation(run: Run, initialisation: InitialisationSpec): Run {
  const begins = initialisation.kind === 'chrono' && run.training.initialisation.kind !== 'chrono';
  return withTraining(run, { initialisation: begins ? { ...initialisation, forgetBias: undefined } : initialisation });
}

/** @throws InputError where it is no seed. */
export function withSeed(run: Run, seed: number): Run {
  return parseRun({ ...run, seed });
}

const firstAttention: AttentionSpec = { score: 'dot', query: 'current', inputFeeding: false };

function decoderOf({ model: { output } }: Run): DecoderSpec {
  if (output.kind !== 'decoder') throw new InputError('model.output.kind', 'must be "decoder" to have attention', output.kind);
  return output;
}

function withOutput(run: Run, output: OutputSpec): Run {
  return parseRun({ ...run, model: { ...run.model, output } });
}

function fitToTask(run: Run, task: Task, options: Options, { input, output }: Pick<ModelSpec, 'input' | 'output'>): Run {
  const model = { ...run.model, input, output: fitScore(output, run.model.encoder) };
  const training = { ...run.training, carryState: run.training.carryState && task.continued !== undefined };
  return parseRun({ ...run, task: { name: task.name, options }, model, training });
}

/** Dot scores need keys as wide as the query; two directions make them twice as wide, and a matrix between them fits. */
function fitScore(output: OutputSpec, { bidirectional }: EncoderSpec): OutputSpec {
  if (output.kind !== 'decoder' || output.attention?.score !== 'dot' || !bidirectional) return output;
  return { ...output, attention: { ...output.attention, score: 'general' } };
}

/** What the task needs, with a decoder's embedding and attention as they were, or a head's dense layers. */
function keepOutput(before: OutputSpec, needed: OutputSpec): OutputSpec {
  if (before.kind === 'decoder' && needed.kind === 'decoder') return { ...before, vocabSize: needed.vocabSize };
  return keepDense(before, needed);
}

/** What the task needs, with the dense layers and dropouts of a head as they were. */
function keepDense(before: OutputSpec, needed: OutputSpec): OutputSpec {
  if (before.kind === 'decoder' || needed.kind === 'decoder') return needed;
  return { ...needed, dropout: before.dropout, hidden: before.hidden };
}

/** A cell without what the initialisation sets begins as PyTorch draws it. */
function fitInitialisation(initialisation: InitialisationSpec, { cell }: EncoderSpec): InitialisationSpec {
  if (fitsCell(initialisation.kind, cell)) return initialisation;
  const { forgetBias, spectralRadius } = initialisation;
  return { kind: 'pytorch', ...(forgetBias !== undefined && { forgetBias }), ...(spectralRadius !== undefined && { spectralRadius }) };
}

/** What the task needs, with the embedding as wide as it was. */
function keepEmbedding(before: InputSpec, needed: InputSpec): InputSpec {
  return before.kind === 'tokens' && needed.kind === 'tokens' ? { ...needed, embeddingSize: before.embeddingSize } : needed;
}

function carryOver(rule: OptionRule, before: OptionValue | undefined): OptionValue {
  if (typeof before !== 'number') return rule.default;
  return Math.max(rule.min, Math.min(rule.max, rule.type === 'integer' ? Math.round(before) : before));
}

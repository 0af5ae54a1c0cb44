/** Turns what a file, permalink or form holds into a complete TrainingSpec, or says which field cannot be. */
import * as v from 'valibot';
import { InputError } from '../core/errors';
import { byKind, flag, integer, number, object, parseWith, word } from './schema';
import type { ModelSpec } from './spec';
import { defaultTraining, type TrainingSpec } from './training';

const { optimizer: defaults } = defaultTraining;
/** More updates or steps than any run has. */
const MANY = 1_000_000_000;
/** Above what any useful factor is, and far from float32's end. */
const LARGE = 1_000_000;
/** Whoever asks for a learning rate that breaks the numbers shall see them break; only float32 must hold it. */
export const MAX_LEARNING_RATE = 1e30;

const positive = number(0, LARGE, 'min');
const notNegative = number(0, LARGE);
const probability = number(0, 1);
const belowOne = number(0, 1, 'max');

const optimizerSchema = object({
  kind: v.optional(word('sgd', 'rmsprop', 'adam', 'adamw'), defaults.kind),
  learningRate: v.optional(number(0, MAX_LEARNING_RATE), defaults.learningRate),
  momentum: v.optional(notNegative, defaults.momentum),
  alpha: v.optional(probability, defaults.alpha),
  betas: v.optional(v.strictTuple([belowOne, belowOne], 'must be a list of two numbers'), [...defaults.betas]),
  eps: v.optional(notNegative, defaults.eps),
  weightDecay: v.optional(notNegative, defaults.weightDecay),
});

const clipByNorm = object({ norm: positive });
const clipByValue = object({ value: positive });
const clipSchema = v.nullable(v.lazy((given) => (typeof given === 'object' && given !== null && 'value' in given ? clipByValue : clipByNorm)));

const scheduleSchema = byKind('"constant", "step", "cosine", "warmup"', [
  object({ kind: v.optional(v.literal('constant'), 'constant') }),
  object({ kind: v.literal('step'), every: integer(1, MANY), factor: positive }),
  object({ kind: v.literal('cosine'), steps: integer(1, MANY), floor: notNegative }),
  object({ kind: v.literal('warmup'), steps: integer(1, MANY) }),
]);

const alsoForEveryKind = { forgetBias: v.optional(number(-LARGE, LARGE)), spectralRadius: v.optional(positive) };
const initialisationSchema = byKind('"pytorch", "glorotOrthogonal", "identity", "chrono"', [
  object({ kind: v.optional(v.literal('pytorch'), 'pytorch'), ...alsoForEveryKind }),
  object({ kind: v.literal('glorotOrthogonal'), ...alsoForEveryKind }),
  object({ kind: v.literal('identity'), ...alsoForEveryKind }),
  object({ kind: v.literal('chrono'), maxLag: integer(2, MANY), ...alsoForEveryKind }),
]);

const trainingSchema = object({
  batchSize: v.optional(integer(1, 4096), defaultTraining.batchSize),
  optimizer: v.optional(optimizerSchema, {}),
  clip: v.optional(clipSchema, defaultTraining.clip),
  schedule: v.optional(scheduleSchema, {}),
  initialisation: v.optional(initialisationSchema, {}),
  truncate: v.optional(v.nullable(integer(1, MANY)), defaultTraining.truncate),
  carryState: flag(defaultTraining.carryState),
  teacherForcing: v.optional(probability, defaultTraining.teacherForcing),
});

/**
 * The training that `value` describes, every default filled in, key by key; `{}` gives `defaultTraining`.
 * @throws InputError naming the field under `root`, what must hold and what was given.
 */
export function parseTrainingSpec(value: unknown, root = 'training'): TrainingSpec {
  return parseWith(trainingSchema, value, root);
}

/** @throws InputError for an initialisation that the model's cell has no use for. */
export function checkTrainingFitsModel(training: TrainingSpec, model: ModelSpec): void {
  const { kind } = training.initialisation;
  const { cell } = model.encoder;
  const where = 'training.initialisation.kind';
  if (kind === 'identity' && cell !== 'rnn') throw new InputError(where, `must not be "identity" for cell "${cell}": it is for "rnn" only`, kind);
  if (kind === 'chrono' && cell === 'rnn')
    throw new InputError(where, 'must not be "chrono" for cell "rnn": it sets gates, which an rnn has none of', kind);
}

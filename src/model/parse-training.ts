/** Turns what a file, permalink or form holds into a complete TrainingSpec, or says which field cannot be. */
import * as v from 'valibot';
import { InputError } from '../core/errors';
import { byKind, flag, inRange, type NumberRange, object, parseWith, word } from './schema';
import type { CellKind, ModelSpec } from './spec';
import { defaultTraining, type InitialisationSpec, type TrainingSpec } from './training';

const { optimizer: defaults } = defaultTraining;
/** More updates or steps than any run has. */
const MANY = 1_000_000_000;
/** Above what any useful factor is, and far from float32's end. */
const LARGE = 1_000_000;
/** Whoever asks for a learning rate that breaks the numbers shall see them break; only float32 must hold it. */
const HIGHEST_RATE = 1e30;

const positive = { type: 'number', min: 0, max: LARGE, open: 'min' } as const;
const notNegative = { type: 'number', min: 0, max: LARGE } as const;
const share = { type: 'number', min: 0, max: 1 } as const;
const belowOne = { ...share, open: 'max' } as const;
const count = { type: 'integer', min: 1, max: MANY } as const;

/** What each number of a training may be: the same for files, permalinks and the page's fields. */
export const trainingLimits = {
  batchSize: { type: 'integer', min: 1, max: 4096 },
  learningRate: { type: 'number', min: 0, max: HIGHEST_RATE },
  momentum: notNegative,
  alpha: share,
  beta: belowOne,
  eps: notNegative,
  weightDecay: notNegative,
  clip: positive,
  every: count,
  factor: positive,
  steps: count,
  floor: notNegative,
  maxLag: { type: 'integer', min: 2, max: MANY },
  forgetBias: { type: 'number', min: -LARGE, max: LARGE },
  spectralRadius: positive,
  truncate: count,
  teacherForcing: share,
} as const satisfies Readonly<Record<string, NumberRange>>;

const limits = trainingLimits;
const beta = inRange(limits.beta);
const steps = inRange(limits.steps);

const optimizerSchema = object({
  kind: v.optional(word('sgd', 'rmsprop', 'adam', 'adamw'), defaults.kind),
  learningRate: v.optional(inRange(limits.learningRate), defaults.learningRate),
  momentum: v.optional(inRange(limits.momentum), defaults.momentum),
  alpha: v.optional(inRange(limits.alpha), defaults.alpha),
  betas: v.optional(v.strictTuple([beta, beta], 'must be a list of two numbers'), [...defaults.betas]),
  eps: v.optional(inRange(limits.eps), defaults.eps),
  weightDecay: v.optional(inRange(limits.weightDecay), defaults.weightDecay),
});

const clipByNorm = object({ norm: inRange(limits.clip) });
const clipByValue = object({ value: inRange(limits.clip) });
const clipSchema = v.nullable(v.lazy((given) => (typeof given === 'object' && given !== null && 'value' in given ? clipByValue : clipByNorm)));

const scheduleSchema = byKind('"constant", "step", "cosine", "warmup"', [
  object({ kind: v.optional(v.literal('constant'), 'constant') }),
  object({ kind: v.literal('step'), every: inRange(limits.every), factor: inRange(limits.factor) }),
  object({ kind: v.literal('cosine'), steps, floor: inRange(limits.floor) }),
  object({ kind: v.literal('warmup'), steps }),
]);

const alsoForEveryKind = { forgetBias: v.optional(inRange(limits.forgetBias)), spectralRadius: v.optional(inRange(limits.spectralRadius)) };
const initialisationSchema = byKind('"pytorch", "glorotOrthogonal", "identity", "chrono"', [
  object({ kind: v.optional(v.literal('pytorch'), 'pytorch'), ...alsoForEveryKind }),
  object({ kind: v.literal('glorotOrthogonal'), ...alsoForEveryKind }),
  object({ kind: v.literal('identity'), ...alsoForEveryKind }),
  object({ kind: v.literal('chrono'), maxLag: inRange(limits.maxLag), ...alsoForEveryKind }),
]);

const trainingSchema = object({
  batchSize: v.optional(inRange(limits.batchSize), defaultTraining.batchSize),
  optimizer: v.optional(optimizerSchema, {}),
  clip: v.optional(clipSchema, defaultTraining.clip),
  schedule: v.optional(scheduleSchema, {}),
  initialisation: v.optional(initialisationSchema, {}),
  truncate: v.optional(v.nullable(inRange(limits.truncate)), defaultTraining.truncate),
  carryState: flag(defaultTraining.carryState),
  teacherForcing: v.optional(inRange(limits.teacherForcing), defaultTraining.teacherForcing),
});

/**
 * The training that `value` describes, every default filled in, key by key; `{}` gives `defaultTraining`.
 * @throws InputError naming the field under `root`, what must hold and what was given.
 */
export function parseTrainingSpec(value: unknown, root = 'training'): TrainingSpec {
  return parseWith(trainingSchema, value, root);
}

/** Whether a cell has what an initialisation sets: `identity` is for the rnn, `chrono` for cells with gates. */
export function fitsCell(kind: InitialisationSpec['kind'], cell: CellKind): boolean {
  return kind === 'identity' ? cell === 'rnn' : kind !== 'chrono' || cell !== 'rnn';
}

/** @throws InputError for an initialisation that the model's cell has no use for, and for carried states where the model could not go on from them. */
export function checkTrainingFitsModel(training: TrainingSpec, model: ModelSpec): void {
  if (training.carryState) checkStatesCanBeCarried(model);
  const { kind } = training.initialisation;
  const { cell } = model.encoder;
  if (fitsCell(kind, cell)) return;
  const where = 'training.initialisation.kind';
  if (kind === 'identity') throw new InputError(where, `must not be "identity" for cell "${cell}": it is for "rnn" only`, kind);
  throw new InputError(where, 'must not be "chrono" for cell "rnn": it sets gates, which an rnn has none of', kind);
}

function checkStatesCanBeCarried({ encoder, output }: ModelSpec): void {
  const where = 'training.carryState';
  if (encoder.bidirectional)
    throw new InputError(where, 'must be false for a bidirectional encoder: its reverse direction begins at the end of every batch', true);
  if (output.kind === 'decoder') throw new InputError(where, 'must be false for a decoder: every source is a sequence of its own', true);
}

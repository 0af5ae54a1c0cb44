/** Turns what a file, permalink or form holds into a complete ModelSpec, or says which field cannot be. */
import * as v from 'valibot';
import { InputError } from '../core/errors';
import { byKind, flag, integer, object, parseWith, probabilityBelowOne, word } from './schema';
import type { ModelSpec } from './spec';

/** Bounds of a spec; forms take theirs from here. */
export const limits = {
  size: { min: 1, max: 4096 },
  vocabSize: { min: 3, max: 20000 },
  embeddingSize: { min: 1, max: 1024 },
  hiddenSize: { min: 1, max: 1024 },
  layers: { min: 1, max: 8 },
} as const;

const width = integer(limits.size.min, limits.size.max);
const vocabSize = integer(limits.vocabSize.min, limits.vocabSize.max);
const embeddingSize = integer(limits.embeddingSize.min, limits.embeddingSize.max);

const inputSchema = byKind('"values", "tokens"', [
  object({ kind: v.literal('values'), size: width }),
  object({ kind: v.literal('tokens'), vocabSize, embeddingSize }),
]);

function listOf<const Item extends v.GenericSchema>(item: Item, min: number, max: number) {
  const mustHold = `must be a list of ${String(min)} to ${String(max)}`;
  return v.pipe(v.array(item, mustHold), v.minLength(min, mustHold), v.maxLength(max, mustHold));
}

const encoderSchema = object({
  cell: word('rnn', 'lstm', 'gru'),
  hiddenSizes: listOf(integer(limits.hiddenSize.min, limits.hiddenSize.max), limits.layers.min, limits.layers.max),
  bidirectional: flag(false),
  dropout: probabilityBelowOne(),
  residual: flag(false),
  nonlinearity: v.optional(word('tanh', 'relu'), 'tanh'),
  resetAfter: flag(true),
});

const denseSchema = object({ size: width, activation: word('relu', 'tanh', 'sigmoid'), dropout: probabilityBelowOne() });

/** A head's size may be that of a vocabulary. */
const headEntries = {
  size: integer(1, limits.vocabSize.max),
  loss: word('mse', 'bce', 'crossEntropy'),
  dropout: probabilityBelowOne(),
  hidden: v.optional(listOf(denseSchema, 0, limits.layers.max), []),
};

const attentionSchema = object({
  score: word('dot', 'general', 'additive'),
  query: word('current', 'previous'),
  inputFeeding: flag(false),
});

const outputSchema = byKind('"last", "every", "decoder"', [
  object({ kind: v.literal('last'), ...headEntries }),
  object({ kind: v.literal('every'), ...headEntries }),
  object({ kind: v.literal('decoder'), vocabSize, embeddingSize, attention: v.optional(v.nullable(attentionSchema), null) }),
]);

const modelSchema = object({ input: inputSchema, encoder: encoderSchema, output: outputSchema });

/**
 * The network that `value` describes, every default filled in.
 * @throws InputError naming the field under `root`, what must hold and what was given.
 */
export function parseModelSpec(value: unknown, root = 'model'): ModelSpec {
  const model: ModelSpec = parseWith(modelSchema, value, root);
  checkHead(model, root);
  checkAttention(model, root);
  return model;
}

function checkHead({ output }: ModelSpec, root: string): void {
  if (output.kind === 'decoder' || output.loss !== 'crossEntropy' || output.size >= 2) return;
  throw new InputError(`${root}.output.size`, 'must be at least 2, the number of classes, where the loss is "crossEntropy"', output.size);
}

function checkAttention({ encoder, output }: ModelSpec, root: string): void {
  if (output.kind !== 'decoder' || output.attention === null) return;
  const { score, query, inputFeeding } = output.attention;
  if (inputFeeding && query === 'previous') {
    throw new InputError(`${root}.output.attention.inputFeeding`, 'must be false where the query is "previous"', inputFeeding);
  }
  if (score === 'dot' && encoder.bidirectional) {
    throw new InputError(
      `${root}.output.attention.score`,
      'must be "general" or "additive" where the encoder is bidirectional: dot scores need keys as wide as the query, and these are twice as wide',
      score,
    );
  }
}

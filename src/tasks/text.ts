/**
 * Text: read a novel character by character and say at every step which character comes next. The first tenths of the text are for training,
 * the last one is held out; a window never crosses the border. Rows of a continuing stream begin anywhere in their part and read on from window to window.
 */
import { InputError } from '../core/errors';
import { uniformInteger } from '../core/random';
import type { Batch } from '../model/feed';
import { reservedTokens } from '../model/spec';
import { readDataFile } from './data-files';
import { measureEntropy } from './entropy';
import { getNumber } from './options';
import { scoreBits } from './score';
import { randomStreamOf } from './streams';
import type { Stream, Task } from './task';

/** The characters of the shipped text after the reserved PAD, BOS and EOS, in the order of their ids. */
const ALPHABET = '\n !"\'(),-.0:;?abcdefghijklmnopqrstuvwxyz';
const FIRST_CHARACTER = reservedTokens.length;
const VOCABULARY_SIZE = FIRST_CHARACTER + ALPHABET.length;
/** The share of the text, from its beginning, that is for training. */
const TRAINING_SHARE = 0.9;
const DATA_FILE = 'moby-dick.txt';

interface Corpus {
  readonly parts: Readonly<Record<Stream, Int32Array>>;
  /** Entropy in nats of a character of the training part, its neighbours unknown. */
  readonly entropy: number;
}

/** @throws InputError for a character outside the alphabet. */
function createCorpus(text: string): Corpus {
  const ids = Int32Array.from(text, (character, k) => {
    const index = ALPHABET.indexOf(character);
    if (index < 0) throw new InputError(`${DATA_FILE}[${String(k)}]`, `must be one of ${JSON.stringify(ALPHABET)}`, character);
    return FIRST_CHARACTER + index;
  });
  const border = Math.floor(ids.length * TRAINING_SHARE);
  const train = ids.subarray(0, border);
  return { parts: { train, heldOut: ids.subarray(border) }, entropy: measureEntropy(countIds(train)) };
}

/** How often each id comes. */
function countIds(ids: Int32Array): Float64Array {
  const counts = new Float64Array(VOCABULARY_SIZE);
  for (const id of ids) counts[id]++;
  return counts;
}

/** The task and its text, which is empty until `load` has resolved. */
export function createTextTask(): Task {
  let corpus: Corpus | null = null;
  const getCorpus = (): Corpus => {
    if (!corpus) throw new Error('task text: load must have resolved before its examples are asked for');
    return corpus;
  };
  return {
    name: 'text',
    options: { length: { type: 'integer', default: 50, min: 2, max: 1000 } },
    async load(read) {
      corpus ??= createCorpus(await readDataFile(read, DATA_FILE));
    },
    input: () => ({ kind: 'tokens', vocabSize: VOCABULARY_SIZE, embeddingSize: 32 }),
    output: () => ({ kind: 'every', size: VOCABULARY_SIZE, loss: 'crossEntropy', dropout: 0, hidden: [] }),
    metric: { name: 'bitsPerCharacter', better: 'lower' },
    baseline: () => ({ name: 'letter frequencies', value: getCorpus().entropy }),

    symbols() {
      const names = [...reservedTokens, ...Array.from(ALPHABET, nameCharacter)];
      return { inputs: names, outputs: names };
    },

    sample(options, seed, stream, first, count) {
      const T = getNumber(options, 'length');
      const text = getCorpus().parts[stream];
      return readWindows(text, T, count, (b) => uniformInteger(seed, randomStreamOf[stream], first + b, 0, text.length - T));
    },

    // A part is read as a ring: after its last character comes its first, and the state goes on there too, as it would anywhere.
    continued(options, seed, stream, n, count) {
      const T = getNumber(options, 'length');
      const text = getCorpus().parts[stream];
      return readWindows(text, T, count, (b) => uniformInteger(seed, randomStreamOf[stream], b, 1, text.length) + n * T);
    },

    score: (outputs, batch) => scoreBits(outputs, batch.targets.data, VOCABULARY_SIZE),
    measure: (outputs, batch) => ({ perplexity: scoreBits(outputs, batch.targets.data, VOCABULARY_SIZE) }),
  };
}

/** Each row T characters from its start on, and as targets those one further on; past the end the text begins again. */
function readWindows(text: Int32Array, T: number, count: number, startOf: (b: number) => number): Batch {
  const inputs = new Int32Array(count * T);
  const targets = new Int32Array(count * T);
  for (let b = 0; b < count; b++) {
    const start = startOf(b);
    for (let t = 0; t < T; t++) {
      inputs[b * T + t] = text[(start + t) % text.length];
      targets[b * T + t] = text[(start + t + 1) % text.length];
    }
  }
  return { inputs: { shape: [count, T], data: inputs }, targets: { shape: [count, T], data: targets } };
}

export const text = createTextTask();

/** A visible mark for a character that has none. */
function nameCharacter(character: string): string {
  if (character === '\n') return '↵';
  return character === ' ' ? '␣' : character;
}

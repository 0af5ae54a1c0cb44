/**
 * Proteins: a stretch of amino acids out of a protein is read, and the answer is which family of domains it comes from. Members of a family go back
 * to one ancestor, and by now agree in few places. Whole sequences are held out: a fifth of each family.
 *
 * Seed alignments of Pfam as the examples of HMMER have them; Eddy, "Accelerated profile HMM searches", PLoS Computational Biology 7, 2011.
 */
import { uniformInteger } from '../core/random';
import { reservedTokens } from '../model/spec';
import { createBigramRule } from './bigrams';
import type { Example } from './classes';
import { readDataFile } from './data-files';
import { getNumber } from './options';
import { scoreAccuracy } from './score';
import { randomStreamOf } from './streams';
import type { Options, Stream, Task } from './task';

const RESIDUES = Array.from('ACDEFGHIKLMNPQRSTVWY');
/** As Pfam calls them. */
const FAMILIES = ['fn3', 'Pkinase', 'RRM_1', 'SMC_N', 'Orn_DAP_Arg_deC', 'NIF3', 'SecY'];
const HELD_OUT_SHARE = 0.2;
/** Stretches of each family that are held out: drawn once, the same for every seed. */
const ASKED = 100;

/** The sequences of each family, in the families' order. */
type Families = readonly (readonly string[])[];

function createProteinsTask(): Task {
  let parts: Readonly<Record<Stream, Families>> | null = null;
  const getFamilies = (stream: Stream): Families => {
    if (!parts) throw new Error('task proteins: load must have resolved before its examples are asked for');
    return parts[stream];
  };
  /** Families come in turn where they are held out, else at random; then a sequence, then where the stretch begins. */
  const stretchOf = (options: Options, seed: number, stream: Stream, i: number): Example => {
    const families = getFamilies(stream);
    const [given, row] = stream === 'heldOut' ? [0, i % (ASKED * FAMILIES.length)] : [seed, i];
    const draw = (j: number, count: number): number => uniformInteger(given, randomStreamOf[stream], row, j, count);
    const label = stream === 'heldOut' ? row % FAMILIES.length : draw(0, FAMILIES.length);
    const sequence = families[label][draw(1, families[label].length)];
    const start = draw(2, sequence.length - getNumber(options, 'length') + 1);
    return { label, text: sequence.slice(start, start + getNumber(options, 'length')) };
  };
  return {
    name: 'proteins',
    options: { length: { type: 'integer', default: 40, min: 10, max: 60 } },
    async load(read) {
      parts ??= splitFamilies(await readDataFile(read, 'proteins.txt'));
    },
    input: () => ({ kind: 'tokens', vocabSize: reservedTokens.length + RESIDUES.length, embeddingSize: 16 }),
    output: () => ({ kind: 'last', size: FAMILIES.length, loss: 'crossEntropy', dropout: 0, hidden: [] }),
    metric: { name: 'accuracy', better: 'higher' },
    baseline: () => ({ name: 'all families equally likely', value: Math.log(FAMILIES.length) }),
    rival(options) {
      const { name, learn } = createBigramRule(FAMILIES.length);
      const answer = learn(getFamilies('train').flatMap((family, label) => family.map((text) => ({ label, text }))));
      const asked = Array.from({ length: ASKED * FAMILIES.length }, (_, i) => stretchOf(options, 0, 'heldOut', i));
      return { name, metric: asked.filter(({ label, text }) => answer(text) === label).length / asked.length };
    },
    heldOutCount: () => ASKED * FAMILIES.length,
    symbols: () => ({ inputs: [...reservedTokens, ...RESIDUES], outputs: FAMILIES }),

    sample(options, seed, stream, first, count) {
      const T = getNumber(options, 'length');
      const inputs = new Int32Array(count * T);
      const targets = new Int32Array(count);
      for (let b = 0; b < count; b++) {
        const { label, text } = stretchOf(options, seed, stream, first + b);
        inputs.set(
          Array.from(text, (residue) => reservedTokens.length + RESIDUES.indexOf(residue)),
          b * T,
        );
        targets[b] = label;
      }
      return { inputs: { shape: [count, T], data: inputs }, targets: { shape: [count], data: targets } };
    },

    score: (outputs, batch) => scoreAccuracy(outputs, batch.targets.data, FAMILIES.length),
  };
}

export const proteins = createProteinsTask();

/** A line is a family and a sequence; the last fifth of each family is held out. */
function splitFamilies(text: string): Readonly<Record<Stream, Families>> {
  const rows = text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' '));
  const families = FAMILIES.map((name) => rows.filter(([family]) => family === name).map(([, sequence]) => sequence));
  const borderOf = (family: readonly string[]): number => Math.round(family.length * (1 - HELD_OUT_SHARE));
  return { train: families.map((family) => family.slice(0, borderOf(family))), heldOut: families.map((family) => family.slice(borderOf(family))) };
}

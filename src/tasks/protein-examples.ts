/** The examples of the task `proteins`: stretches at random places of the sequences of its families. */
import { uniformInteger } from '../core/random';
import { reservedTokens } from '../model/spec';
import { createBigramRule, type Example } from './bigrams';
import type { TaskExamples } from './loaded-task';
import { getNumber } from './options';
import { FAMILIES, RESIDUES } from './protein-families';
import { scoreAccuracy } from './score';
import { randomStreamOf } from './streams';
import type { Options, Stream } from './task';

const HELD_OUT_SHARE = 0.2;
/** Stretches of each family that are held out: drawn once, the same for every seed. */
const ASKED = 100;

/** The sequences of each family, in the families' order. */
type Families = readonly (readonly string[])[];

/** @param text the data file */
export function openProteinExamples(text: string): TaskExamples {
  const parts = splitFamilies(text);
  /** Families come in turn where they are held out, else at random; then a sequence, then where the stretch begins. */
  const stretchOf = (options: Options, seed: number, stream: Stream, i: number): Example => {
    const families = parts[stream];
    const [given, row] = stream === 'heldOut' ? [0, i % (ASKED * FAMILIES.length)] : [seed, i];
    const draw = (j: number, count: number): number => uniformInteger(given, randomStreamOf[stream], row, j, count);
    const label = stream === 'heldOut' ? row % FAMILIES.length : draw(0, FAMILIES.length);
    const sequence = families[label][draw(1, families[label].length)];
    const start = draw(2, sequence.length - getNumber(options, 'length') + 1);
    return { label, text: sequence.slice(start, start + getNumber(options, 'length')) };
  };
  return {
    baseline: () => ({ name: 'all families equally likely', value: Math.log(FAMILIES.length) }),
    rival(options) {
      const { name, learn } = createBigramRule(FAMILIES.length);
      const answer = learn(parts.train.flatMap((family, label) => family.map((text) => ({ label, text }))));
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

/** The examples of the task `genes`: courses of simulated rings, each of its own tempo and strength, measured with errors. */
import { normal, uniform } from '../core/random';
import { type Circuit, simulate } from './gene-circuit';
import type { TaskExamples } from './loaded-task';
import { getNumber } from './options';
import { scoreSquaredError } from './score';
import { randomStreamOf } from './streams';
import type { Options, Stream } from './task';

const GENES = ['gene 1', 'gene 2', 'gene 3'];
/** Between two measurements pass this many steps of the simulation, each of this length in lifetimes of a messenger. */
const [STEPS, DT] = [8, 0.25];
/** Steps that the ring runs before it is first measured. */
const UNSEEN = { least: 100, most: 300 };
/** Expressions are given as logarithms, less this and over this, which makes them about 0 ± 1. */
const [CENTRE, UNIT] = [1, 1.6];
/** The slowest and fastest, weakest and strongest rings. */
const [ALPHA, BETA] = [
  [40, 150],
  [0.1, 0.3],
];
/** Examples that the baseline and the simple rule are measured on. */
const MEASURED = 100;

interface Course {
  /** [length, 3] as measured. */
  readonly measured: Float64Array;
  /** [length + horizon, 3], the true values. */
  readonly values: Float64Array;
  /** [length, 3], the true values a horizon on. */
  readonly asked: Float64Array;
}

function courseOf(options: Options, seed: number, stream: Stream, i: number): Course {
  const random = randomStreamOf[stream];
  let drawn = 0;
  const between = (least: number, most: number): number => least + (most - least) * uniform(seed, random, i, drawn++);
  const scaled = ([least, most]: readonly number[]): number => least * (most / least) ** between(0, 1);
  const circuit: Circuit = { alpha: scaled(ALPHA), beta: scaled(BETA) };
  const state = Float64Array.from({ length: 6 }, () => between(0, 20));
  simulate(circuit, state, Math.floor(between(UNSEEN.least, UNSEEN.most)), DT);
  const [T, horizon, noise] = ['length', 'horizon', 'noise'].map((key) => getNumber(options, key));
  const values = new Float64Array((T + horizon) * GENES.length);
  for (let t = 0; t < T + horizon; t++) {
    GENES.forEach((_, gene) => (values[t * GENES.length + gene] = (Math.log(state[gene]) - CENTRE) / UNIT));
    simulate(circuit, state, STEPS, DT);
  }
  const error = (k: number): number => (noise / UNIT) * normal(seed, random, i, drawn + k);
  return {
    values,
    measured: values.subarray(0, T * GENES.length).map((value, k) => value + error(k)),
    asked: values.subarray(horizon * GENES.length),
  };
}

/** Courses of training that stand for all. */
function measureCourses(options: Options, stream: Stream): readonly Course[] {
  return Array.from({ length: MEASURED }, (_, i) => courseOf(options, 0, stream, i));
}

export const geneExamples: TaskExamples = {
  baseline(options) {
    const values = measureCourses(options, 'train').flatMap(({ asked }) => Array.from(asked));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return { name: 'always the mean', value: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
  },
  rival(options) {
    const scores = measureCourses(options, 'heldOut').map(({ measured, asked }) => scoreSquaredError(measured, asked));
    return {
      name: 'the last value',
      metric: scores.reduce((sum, score) => sum + score.sum, 0) / scores.reduce((sum, score) => sum + score.count, 0),
    };
  },
  symbols: (options) => ({ inputs: GENES, outputs: GENES, picture: { kind: 'forecast', horizon: getNumber(options, 'horizon') } }),

  sample(options, seed, stream, first, count) {
    const T = getNumber(options, 'length');
    const size = T * GENES.length;
    const inputs = new Float32Array(count * size);
    const targets = new Float32Array(count * size);
    for (let b = 0; b < count; b++) {
      const { measured, asked } = courseOf(options, seed, stream, first + b);
      inputs.set(measured, b * size);
      targets.set(asked, b * size);
    }
    const shape = [count, T, GENES.length];
    return { inputs: { shape, data: inputs }, targets: { shape, data: targets } };
  },

  outlook(options, seed, i, steps) {
    const T = getNumber(options, 'length');
    const { values, measured } = courseOf({ ...options, horizon: steps }, seed, 'heldOut', i);
    return {
      truth: values.slice(T * GENES.length),
      naive: Float64Array.from({ length: steps * GENES.length }, (_, k) => measured[(T - 1) * GENES.length + (k % GENES.length)]),
    };
  },

  score: (outputs, batch) => scoreSquaredError(outputs, batch.targets.data),
};

/** The command `instruments`: every instrument of a network on one batch, written by name, so that a page's numbers can be compared. */
import type { Tensor, TensorMap } from '../core/tensor';
import { guardEngine } from '../engine/guard';
import { createInstrumentBench } from '../engine/instruments/bench';
import { createProbePlan, probe } from '../engine/probe';
import { writeParameters } from '../engine/weights';
import type { Engine } from '../model/executor';
import { sizesOf } from '../model/feed';
import { type Clipping, type Histogram, type Histograms, instrumentNames, type Instruments, type Truncation } from '../model/instruments';
import { parseTrainingSpec } from '../model/parse-training';
import { defaultTraining, type TrainingSpec } from '../model/training';
import { parseArguments, TEXT } from './arguments';
import { withEngine } from './engines';
import { readJson, writeTensors } from './files';
import { type Network, NETWORK_OPTIONS, readNetwork } from './network';

/** Steps of a batch that `--truncate` can name. */
const MOST_STEPS = 1_000_000;

/**
 * Writes `itemisedNorm.…`, `jacobian.…`, `jacobianProduct.…`, `eigenvalues.…`, `road.…`, `saturation.…`, `weight.…` and `weightGradient.…` as model/instruments defines them, and of
 * the batch's gradient `histogram.…`, `truncation.…` (with `--truncate`, or the training's) and `clipping.…` (of the training's clip).
 */
export async function runInstruments(words: readonly string[]): Promise<string> {
  const given = parseArguments(words, { ...NETWORK_OPTIONS, training: TEXT, truncate: TEXT });
  const engine = given.engine();
  const truncate = given.optionalText('truncate') === null ? null : given.integer('truncate', 1, MOST_STEPS);
  const file = given.optionalText('training');
  const network = await readNetwork(given);
  const training = file === null ? defaultTraining : parseTrainingSpec(await readJson('training', file));
  const found = await withEngine(engine, (made) => measureAll(made, network, training, truncate));
  await writeTensors('out', network.out, flatten(found), 1);
  return '';
}

async function measureAll(
  engine: Engine,
  { model, batch, parameters }: Network,
  training: TrainingSpec,
  truncate: number | null,
): Promise<Instruments> {
  const createExecutor = guardEngine(engine);
  const prober = await createExecutor(createProbePlan(model, sizesOf(batch)));
  const bench = createInstrumentBench({ model, training, sampleBatch: () => batch, createExecutor });
  try {
    writeParameters(prober, parameters);
    const snapshot = { update: 0, model, batch, tensors: await probe(prober, batch) };
    let found: Instruments = {};
    for (const name of instrumentNames) {
      const subject = { snapshot, example: 0, weights: parameters, lastGradNorm: null };
      found = { ...found, ...(await bench.measure(name, subject, { names: [name], window: null, truncate }, () => Promise.resolve(true))) };
    }
    return found;
  } finally {
    bench.dispose();
    prober.dispose();
  }
}

function flatten({ histograms, truncation, clipping, ...rest }: Instruments): TensorMap {
  const named = Object.values(rest).map(({ tensors }) => tensors);
  return Object.assign(
    {},
    ...named,
    histograms && histogramTensors(histograms),
    truncation && angleTensors(truncation),
    clipping && clipTensors(clipping),
  ) as TensorMap;
}

/** `histogram.{weight|gradient}.{parameter}[.{gate}]` [64], with `.edges` [65] and `.apart` [4]: zeros, not finite, below, above. */
function histogramTensors({ list }: Histograms): TensorMap {
  return Object.fromEntries(
    list.flatMap(({ parameter, gate, weights, gradients }) => {
      const name = gate === null ? parameter : `${parameter}.${gate}`;
      return [...binTensors(`histogram.weight.${name}`, weights), ...binTensors(`histogram.gradient.${name}`, gradients)];
    }),
  );
}

function binTensors(name: string, { counts, edges, zeros, nonFinite, below, above }: Histogram): readonly (readonly [string, Tensor])[] {
  return [
    [name, { shape: [counts.length], data: counts }],
    [`${name}.edges`, { shape: [edges.length], data: edges }],
    [`${name}.apart`, { shape: [4], data: Int32Array.of(zeros, nonFinite, below, above) }],
  ];
}

/** `truncation.{parameter|total}` [3]: cosine, norm of the full gradient, norm of the truncated one; two norms alone where there is no cosine. */
function angleTensors({ total, parameters }: Truncation): TensorMap {
  return Object.fromEntries(
    [{ parameter: 'total', ...total }, ...parameters].map(({ parameter, cosine, fullNorm, truncatedNorm }) => [
      `truncation.${parameter}`,
      vector(...(cosine === null ? [] : [cosine]), fullNorm, truncatedNorm),
    ]),
  );
}

/** `clipping.norm` [2], before and after; `clipping.coefficient` [1] or `clipping.share` [1]. */
function clipTensors({ measured: { before, after, coefficient, clippedShare } }: Clipping): TensorMap {
  return {
    'clipping.norm': vector(before, after),
    ...(coefficient === null ? {} : { 'clipping.coefficient': vector(coefficient) }),
    ...(clippedShare === null ? {} : { 'clipping.share': vector(clippedShare) }),
  };
}

function vector(...values: readonly number[]): Tensor {
  return { shape: [values.length], data: Float64Array.from(values) };
}

/** Draws the same networks, batches and gradients as make.py, family.py and training.py, from the same generator, and compares results with its digests. */
import { readFileSync } from 'node:fs';
import { hash, uniform, uniformInteger } from '../src/core/random';
import { elementCount, type Numbers, type Tensor, type TensorMap } from '../src/core/tensor';
import type { Batch } from '../src/model/feed';
import { layoutParameters } from '../src/model/parameters';
import { parseModelSpec } from '../src/model/parse-spec';
import type { HeadSpec, ModelSpec } from '../src/model/spec';

/** Streams of the generator; draw.py names the same numbers. */
const Stream = { weights: 101, inputs: 102, targets: 103, lengths: 104, sample: 105, sign: 106, gradient: 107, targetLengths: 203 } as const;

/** A small tensor whole; of a larger one some elements, its largest magnitude and its product with hashed signs. */
export type Digest = { readonly all: readonly number[] } | { readonly at: readonly number[]; readonly max: number; readonly dot: number };

/** One pass of a whole model. */
export interface ModelCase {
  readonly name: string;
  readonly seed: number;
  readonly batch: number;
  readonly steps: number;
  readonly ragged: boolean;
  /** As written in a model.json, defaults left out. */
  readonly model: unknown;
  readonly result: Readonly<Record<string, Digest>>;
}

/** Ten losses, and the parameters that ten updates on one batch leave. */
export interface FitCase extends ModelCase {
  readonly optimizer: unknown;
  readonly clip: unknown;
  readonly losses: readonly number[];
}

/** One pass, and ten updates on the same batch, with dropout where the model has some. */
export interface FamilyCase extends FitCase {
  /** Target steps of a decoder; 0 without one. */
  readonly targetSteps: number;
  /** The parameters that the updates leave. */
  readonly updated: Readonly<Record<string, Digest>>;
}

/** A decoder that reads its own answers where its teacher is not heard: one pass as update 1, and the losses of a few updates. */
export interface ForcingCase extends ModelCase {
  readonly targetSteps: number;
  readonly probability: number;
  readonly optimizer: unknown;
  readonly losses: readonly number[];
  /** What each row of the pass read, [B][U], 0 past its length. */
  readonly tokens: readonly (readonly number[])[];
}

/** One pass of a network with interventions, written as `probe --edits` reads them. */
export interface EditedCase extends ModelCase {
  readonly targetSteps: number;
  readonly edits: unknown;
}

/** A network of model/presets. */
export interface PresetCase extends FamilyCase {
  /** Of PyTorch's own modules. */
  readonly parameterCount: number;
}

/** Ten updates of given gradients. */
export interface UpdateCase {
  readonly seed: number;
  readonly optimizer: unknown;
  readonly clip: unknown;
  readonly model: unknown;
  readonly result: Readonly<Record<string, readonly number[]>>;
}

/** One pass whose gradient is cut every so many steps. */
export interface TruncatedCase extends ModelCase {
  readonly truncate: number;
  /** Target steps of a decoder; left out without one. */
  readonly targetSteps?: number;
}

/** Ten updates on one batch, trained as a training.json says. */
export interface TrainedCase extends ModelCase {
  readonly training: unknown;
  readonly losses: readonly number[];
  /** The learning rate of each update. */
  readonly rates: readonly number[];
}

/** An update on each of consecutive windows of `steps` steps, the states carried between them. */
export interface CarriedCase extends ModelCase {
  readonly windows: number;
  readonly training: unknown;
  readonly losses: readonly number[];
  /** What the last window leaves, [B, carriedWidth]. */
  readonly carried: readonly number[];
}

/** Weights carried between the lab's files and PyTorch: files in base64, and what PyTorch computes from them of the case's batch. */
export interface FileCase extends Omit<FamilyCase, 'result' | 'updated' | 'optimizer' | 'clip' | 'losses'> {
  /** A saved run of the headless program. */
  readonly ours: { readonly file: string; readonly outputs: readonly number[] };
  /** A state_dict of PyTorch's modules. */
  readonly torchs: readonly { readonly dtype: string; readonly file: string; readonly outputs: readonly number[] }[];
}

interface CaseFiles {
  readonly files: readonly FileCase[];
  readonly models: readonly ModelCase[];
  readonly fits: readonly FitCase[];
  readonly updates: readonly UpdateCase[];
  readonly family: readonly FamilyCase[];
  readonly presets: readonly PresetCase[];
  readonly truncated: readonly TruncatedCase[];
  readonly trained: readonly TrainedCase[];
  readonly carried: readonly CarriedCase[];
  readonly forcing: readonly ForcingCase[];
  readonly edits: readonly EditedCase[];
}

/** The cases of one of the files that the scripts beside this one wrote. */
export function readCases<Name extends keyof CaseFiles>(name: Name): CaseFiles[Name] {
  return JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8')) as CaseFiles[Name];
}

/** U(-scale, scale), rounded to float32 so that every engine starts from the same numbers. */
function drawSigned(seed: number, stream: number, i: number, count: number, scale: number): Float32Array {
  return Float32Array.from({ length: count }, (_, j) => (2 * uniform(seed, stream, i, j) - 1) * scale);
}

/** The matrix of a case of eigenvalues, U(±1/√n) [n, n]. */
export function drawSquare(seed: number, n: number): Float32Array {
  return drawSigned(seed, Stream.weights, 0, n * n, n ** -0.5);
}

function drawIntegers(seed: number, stream: number, count: number, below: number): Int32Array {
  return Int32Array.from({ length: count }, (_, j) => uniformInteger(seed, stream, 0, j, below));
}

/** The parameters of a case by name: U(±1/√H), embeddings U(±1). */
export function drawParameters(model: ModelSpec, seed: number): TensorMap {
  const bound = 1 / Math.sqrt(model.encoder.hiddenSizes[0]);
  return Object.fromEntries(
    layoutParameters(model).list.map(({ name, shape, size }, p): [string, Tensor] => [
      name,
      { shape, data: drawSigned(seed, Stream.weights, p, size, name.endsWith('embedding.weight') ? 1 : bound) },
    ]),
  );
}

/** The gradients that update n of an update case is fed. */
export function drawGradients(model: ModelSpec, seed: number, n: number): TensorMap {
  return Object.fromEntries(
    layoutParameters(model).list.map(({ name, shape, size }, p): [string, Tensor] => [
      name,
      { shape, data: drawSigned(seed, Stream.gradient + n, p, size, 1) },
    ]),
  );
}

/** The batch of a case, batch first. */
export function drawBatch(
  model: ModelSpec,
  golden: Pick<ModelCase, 'seed' | 'batch' | 'steps' | 'ragged'> & Partial<Pick<FamilyCase, 'targetSteps'>>,
): Batch {
  const { seed, batch: B, steps: T, ragged, targetSteps: U = 0 } = golden;
  const { input, output } = model;
  const inputs: Tensor =
    input.kind === 'tokens'
      ? { shape: [B, T], data: drawIntegers(seed, Stream.inputs, B * T, input.vocabSize) }
      : { shape: [B, T, input.size], data: drawSigned(seed, Stream.inputs, 0, B * T * input.size, 1) };
  const drawLengths = (stream: number, most: number): Tensor => ({
    shape: [B],
    data: drawIntegers(seed, stream, B, most).map((length) => length + 1),
  });
  const lengths: TensorMap = ragged ? { lengths: drawLengths(Stream.lengths, T) } : {};
  const targetLengths: TensorMap = ragged ? { targetLengths: drawLengths(Stream.targetLengths, U) } : {};
  if (output.kind === 'decoder') {
    const targets = { shape: [B, U], data: drawIntegers(seed, Stream.targets, B * U, output.vocabSize) };
    return { inputs, targets, ...lengths, ...targetLengths };
  }
  return { inputs, targets: drawHeadTargets(output, seed, output.kind === 'every' ? [B, T] : [B]), ...lengths };
}

function drawHeadTargets({ loss, size }: HeadSpec, seed: number, rows: readonly number[]): Tensor {
  const shape = loss === 'crossEntropy' ? rows : [...rows, size];
  const count = elementCount(shape);
  if (loss === 'crossEntropy') return { shape, data: drawIntegers(seed, Stream.targets, count, size) };
  if (loss === 'bce') return { shape, data: Float32Array.from(drawIntegers(seed, Stream.targets, count, 2)) };
  return { shape, data: drawSigned(seed, Stream.targets, 0, count, 1) };
}

export function modelOf(golden: Pick<ModelCase, 'model'>): ModelSpec {
  return parseModelSpec(golden.model);
}

/**
 * Largest |a - b| of a tensor against its digest, and the largest |b|: the two numbers that every bound is made of.
 * `index` is the digest's place in the case's result; it seeds which elements were kept.
 */
export function compareWithDigest(seed: number, index: number, actual: Numbers, digest: Digest): { error: number; scale: number; dotError: number } {
  if ('all' in digest) {
    if (digest.all.length !== actual.length) return { error: Infinity, scale: 0, dotError: Infinity };
    const error = digest.all.reduce((worst, b, k) => Math.max(worst, Math.abs(actual[k] - b)), 0);
    return { error, scale: digest.all.reduce((worst, b) => Math.max(worst, Math.abs(b)), 0), dotError: 0 };
  }
  let error = 0;
  digest.at.forEach((b, k) => {
    error = Math.max(error, Math.abs(actual[uniformInteger(seed, Stream.sample, index, k, actual.length)] - b));
  });
  let dot = 0;
  for (let k = 0; k < actual.length; k++) dot += hash(seed, Stream.sign, index, k) & 1 ? actual[k] : -actual[k];
  return { error, scale: digest.max, dotError: Math.abs(dot - digest.dot) };
}

/** Instruments on the three engines: each against the float64 reference, and itemised gradients against the whole that they are parts of. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawBatch, drawParameters, type FamilyCase, modelOf, readCases } from '../../golden/cases';
import { readSafetensors, writeSafetensors } from '../core/safetensors';
import type { Numbers, Tensor, TensorMap } from '../core/tensor';
import { createItemisePlan, itemise } from '../engine/itemise';
import { createProbePlan, gradients, probe } from '../engine/probe';
import type { Engine, EngineName } from '../model/executor';
import { sizesOf } from '../model/feed';
import type { Plan } from '../model/plan';
import { createNodeEngine, engineNames } from './engines';
import { writeParameters } from './fixtures/agreement';
import { runProgram } from './program';

const cases = readCases('family');
const decoders = cases.filter(({ targetSteps }) => targetSteps > 1);
const heads = cases.filter(({ steps, model }) => steps > 1 && (model as { output: { kind: string } }).output.kind !== 'decoder');
/** Software WebGPU is slow: a part of them there. */
const casesOf = (name: EngineName): readonly FamilyCase[] => [...heads, ...decoders].filter((_, k) => name !== 'webgpu' || k % 16 === 0);

const largestOf = (data: Numbers): number => Math.max(...Array.from(data, Math.abs));

let engines: Readonly<Record<EngineName, Engine>>;
beforeAll(async () => {
  const [reference, wasm, webgpu] = await Promise.all(engineNames.map(createNodeEngine));
  engines = { reference, wasm, webgpu };
});
afterAll(() => {
  for (const engine of Object.values(engines)) engine.dispose();
});

async function run<Result>(
  engine: Engine,
  golden: FamilyCase,
  plan: Plan,
  work: (executor: Awaited<ReturnType<Engine['createExecutor']>>) => Promise<Result>,
): Promise<Result> {
  const executor = await engine.createExecutor(plan);
  try {
    writeParameters(executor, drawParameters(plan.model, golden.seed));
    return await work(executor);
  } finally {
    executor.dispose();
  }
}

/** Σ over k of [B,K,T,H]. */
function sumItems({ shape: [B, K, T, H], data }: Tensor): Float64Array {
  const sum = new Float64Array(B * T * H);
  for (let b = 0; b < B; b++) {
    for (let k = 0; k < K; k++) for (let at = 0; at < T * H; at++) sum[b * T * H + at] += data[(b * K + k) * T * H + at];
  }
  return sum;
}

describe.each(engineNames)('itemised gradients on %s', (name) => {
  it.each(casesOf(name))('of $name add up to dL/dh_t, each of a decoder’s losses reaching no later step', async (golden) => {
    const model = modelOf(golden);
    const batch = drawBatch(model, golden);
    const [whole, largest] = await run(engines[name], golden, createProbePlan(model, sizesOf(batch)), async (executor) => {
      const found = Object.entries(await gradients(executor, batch));
      const largestGradient = Math.max(...found.filter(([tensor]) => tensor.startsWith('gradient.')).map(([, { data }]) => largestOf(data)));
      return [Object.fromEntries(found), largestGradient] as const;
    });
    const items = await run(engines[name], golden, createItemisePlan(model, sizesOf(batch)), (executor) => itemise(executor, batch));
    const scans = Object.keys(whole).filter((tensor) => tensor.startsWith('hiddenGradient.'));
    expect(Object.keys(items).sort()).toEqual(scans.map((tensor) => tensor.replace('hiddenGradient', 'itemised')).sort());
    for (const tensor of scans) {
      const { data } = whole[tensor];
      const bound = name === 'reference' ? 1e-12 * largestOf(data) + 1e-15 : 1e-4 * largestOf(data) + 1e-6 * largest;
      const sum = sumItems(items[tensor.replace('hiddenGradient', 'itemised')]);
      const apart = sum.reduce((worst, value, k) => Math.max(worst, Math.abs(value - data[k])), 0);
      expect(apart, tensor).toBeLessThanOrEqual(bound);
    }
    if ('itemised.decoder' in items) {
      const {
        shape: [B, K, T, H],
        data,
      } = items['itemised.decoder'];
      const later = Array.from({ length: B * K * T }, (_, m) => m).filter((m) => m % T > Math.floor(m / T) % K);
      expect(later.every((m) => data.subarray(m * H, (m + 1) * H).every((value) => value === 0))).toBe(true);
    }
  });
});

describe('the command instruments', () => {
  let folder = '';
  const at = (name: string): string => join(folder, name);
  const golden = decoders.filter(({ name }) => name.startsWith('lstm') && name.includes('additive'));

  /** What one engine writes of a case. */
  async function measure(which: FamilyCase, engine: EngineName, command: string): Promise<TensorMap> {
    const model = modelOf(which);
    await writeFile(at('model.json'), JSON.stringify(which.model));
    await writeFile(at('weights.st'), writeSafetensors(drawParameters(model, which.seed)));
    await writeFile(at('batch.st'), writeSafetensors(drawBatch(model, which)));
    await writeFile(at('training.json'), JSON.stringify({ clip: { value: 0.001 } }));
    const files = ['model.json', 'weights.st', 'batch.st'].flatMap((file) => [`--${file.split('.')[0]}`, at(file)]);
    const complaints: string[] = [];
    const status = await runProgram(
      [...command.split(' ').map((word) => word.replace('@', `${folder}/`)), ...files, '--engine', engine, '--out', at('out.st')],
      () => undefined,
      (line) => complaints.push(line),
    );
    expect(complaints).toEqual([]);
    expect(status).toBe(0);
    return readSafetensors(new Uint8Array(await readFile(at('out.st'))));
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'instruments-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const small = decoders.filter(({ name }) => name.startsWith('lstm-1') && name.includes('previous'));

  it.each(small)('agrees on the three engines for $name', async (which) => {
    const truth = await measure(which, 'reference', 'instruments --truncate 2 --training @training.json');
    for (const engine of ['wasm', 'webgpu'] as const) {
      const found = await measure(which, engine, 'instruments --truncate 2 --training @training.json');
      expect(Object.keys(found)).toEqual(Object.keys(truth));
      const failures = Object.entries(truth).flatMap(([name, { shape, data }]) => {
        expect(found[name].shape, name).toEqual(shape);
        const apart = Array.from(data, (value, k) => Math.abs(found[name].data[k] - value));
        if (name.startsWith('histogram.gradient')) {
          // Rounding may carry a few elements over an edge.
          const moved = apart.reduce((sum, value) => sum + value, 0);
          return moved <= 2 + 0.02 * Array.from(data).reduce((sum, value) => sum + value, 0) ? [] : [`${name}: ${String(moved)} moved`];
        }
        const bound =
          name.startsWith('eigenvalues') || name.startsWith('jacobian') || name.startsWith('histogram') ? 0 : 1e-4 * largestOf(data) + 1e-8;
        return Math.max(0, ...apart) <= bound ? [] : [`${name}: |a-b| must be at most ${String(bound)}, got ${String(Math.max(...apart))}`];
      });
      expect(failures, engine).toEqual([]);
    }
  });

  it('writes the lengths of what probe itemises, its Jacobians, and the angle between its gradients', async () => {
    const [which] = golden;
    const model = modelOf(which);
    const batch = drawBatch(model, which);
    const found = await measure(which, 'reference', 'instruments --truncate 1');
    const probed = await measure(which, 'reference', 'probe --itemised --jacobian');
    for (const scan of Object.keys(probed).filter((name) => name.startsWith('itemised.'))) {
      const {
        shape: [B, K, T, H],
        data,
      } = probed[scan];
      const norms = found[scan.replace('itemised', 'itemisedNorm')];
      const shown = norms.shape[1]; // no more than the longest row has
      expect([norms.shape[0], norms.shape[2], shown <= K]).toEqual([B, T, true]);
      norms.data.forEach((norm, m) => {
        const [b, k, t] = [Math.floor(m / (shown * T)), Math.floor(m / T) % shown, m % T];
        const first = ((b * K + k) * T + t) * H;
        expect(norm).toBeCloseTo(Math.hypot(...data.subarray(first, first + H)), 7);
      });
    }
    for (const name of Object.keys(probed).filter((each) => each.startsWith('jacobian'))) expect(found[name]).toEqual(probed[name]);
    expect('jacobian.decoder' in probed).toBe(true);
    const full = await run(engines.reference, which, createProbePlan(model, sizesOf(batch)), async (executor) => {
      expect((await probe(executor, batch)).loss.data[0]).toBeGreaterThan(0);
      return gradients(executor, batch);
    });
    const norm = Math.hypot(
      ...Object.entries(full)
        .filter(([name]) => name.startsWith('gradient.'))
        .map(([, { data }]) => Math.hypot(...data)),
    );
    expect(found['truncation.total'].data[1]).toBeCloseTo(norm, 6);
    expect(found['clipping.norm'].data[0]).toBeCloseTo(norm, 6);
    expect(found['clipping.coefficient'].data[0]).toBeCloseTo(Math.min(1, 1 / (norm + 1e-6)), 6);
    expect(found['truncation.total'].data[0]).toBeLessThan(1);
    // What lies above every scan is cut nowhere.
    expect(found['truncation.decoder.output.weight'].data[0]).toBeCloseTo(1, 6);
  });

  it('refuses a step count that cannot be', async () => {
    const complaints: string[] = [];
    const words = 'instruments --engine wasm --truncate 0 --model a --weights b --batch c --out d'.split(' ');
    expect(
      await runProgram(
        words,
        () => undefined,
        (line) => complaints.push(line),
      ),
    ).toBe(2);
    expect(complaints[0]).toContain('--truncate');
  });
});

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSafetensors, writeSafetensors } from '../core/safetensors';
import type { TensorMap } from '../core/tensor';
import { unpackRun } from '../engine/run-file';
import { layoutParameters } from '../model/parameters';
import { parseModelSpec } from '../model/parse-spec';
import { runProgram } from './program';

const model = {
  input: { kind: 'values', size: 2 },
  encoder: { cell: 'lstm', hiddenSizes: [4] },
  output: { kind: 'last', size: 1, loss: 'mse' },
};
const training = { batchSize: 8, optimizer: { kind: 'adam', learningRate: 0.01 } };

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headless-'));
  await writeFile(at('model.json'), JSON.stringify(model));
  await writeFile(at('training.json'), JSON.stringify(training));
});
afterEach(() => rm(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);

interface Outcome {
  readonly status: number;
  readonly lines: readonly string[];
  readonly complaints: readonly string[];
}

/** Runs one command line; `@name` stands for a file of the test's folder. */
async function call(line: string): Promise<Outcome> {
  const lines: string[] = [];
  const complaints: string[] = [];
  const words = line.split(' ').map((word) => (word.startsWith('@') ? at(word.slice(1)) : word));
  const status = await runProgram(
    words,
    (text) => lines.push(text),
    (text) => complaints.push(text),
  );
  return { status, lines, complaints };
}

async function succeed(line: string): Promise<readonly string[]> {
  const { status, lines, complaints } = await call(line);
  expect(complaints).toEqual([]);
  expect(status).toBe(0);
  return lines;
}

async function readTensors(name: string): Promise<TensorMap> {
  return readSafetensors(new Uint8Array(await readFile(at(name))));
}

async function makeWeightsAndBatch(): Promise<void> {
  await succeed('train --task adding --option length=6 --model @model.json --engine reference --steps 0 --seed 1 --out @weights.st --json');
  await succeed('batch --task adding --option length=6 --seed 2 --count 3 --out @batch.st');
}

const NETWORK = '--model @model.json --weights @weights.st --batch @batch.st';

describe('headless program', () => {
  it('makes batches by seed', async () => {
    await succeed('batch --task adding --option length=6 --seed 2 --count 3 --out @batch.st');
    await succeed('batch --task adding --option length=6 --seed 2 --count 5 --out @more.st');
    const [batch, more] = [await readTensors('batch.st'), await readTensors('more.st')];
    expect(batch.inputs.shape).toEqual([3, 6, 2]);
    expect([...more.inputs.data.subarray(0, 36)]).toEqual([...batch.inputs.data]);
  });

  it('gives gradients that foretell how the loss falls', async () => {
    await makeWeightsAndBatch();
    await succeed(`gradients ${NETWORK} --engine reference --out @gradients.st`);
    const before = await readTensors('gradients.st');
    const weights = await readTensors('weights.st');
    const eps = 1e-3;
    let slope = 0;
    const moved = Object.fromEntries(
      Object.entries(weights).map(([name, { shape, data }]) => {
        const gradient = before[`gradient.${name}`].data;
        for (const value of gradient) slope += value * value;
        return [name, { shape, data: Float32Array.from(data, (value, k) => value - eps * gradient[k]) }];
      }),
    );
    await writeFile(at('weights.st'), writeSafetensors(moved));
    await succeed(`gradients ${NETWORK} --engine reference --out @after.st`);
    const after = await readTensors('after.st');
    expect((before.loss.data[0] - after.loss.data[0]) / (eps * slope)).toBeCloseTo(1, 2);
  });

  it('probes on both engines alike, itemised where asked', async () => {
    await makeWeightsAndBatch();
    await succeed(`probe ${NETWORK} --engine reference --out @reference.st --itemised`);
    await succeed(`probe ${NETWORK} --engine wasm --out @wasm.st --itemised`);
    const [reference, wasm] = [await readTensors('reference.st'), await readTensors('wasm.st')];
    expect(Object.keys(wasm).sort()).toEqual(Object.keys(reference).sort());
    expect(reference['itemised.l0'].shape).toEqual([3, 1, 6, 4]);
    for (const [name, { data }] of Object.entries(reference)) {
      data.forEach((value, k) => {
        expect(wasm[name].data[k], name).toBeCloseTo(value, 5);
      });
    }
  });

  it('adds Jacobians where asked, from the reference engine', async () => {
    await makeWeightsAndBatch();
    await succeed(`probe ${NETWORK} --engine wasm --out @jacobian.st --jacobian`);
    const found = await readTensors('jacobian.st');
    expect(found['jacobian.l0'].shape).toEqual([3, 6, 2]);
    expect([...found['jacobianProduct.l0'].data.subarray(10, 12)]).toEqual([1, 1]);
  });

  it('fits one batch: losses before each update, the first being that of the gradients', async () => {
    await makeWeightsAndBatch();
    await succeed(`gradients ${NETWORK} --engine reference --out @gradients.st`);
    await succeed(`fit ${NETWORK} --engine reference --steps 30 --training @training.json --out @fit.st`);
    const { losses, ...fitted } = await readTensors('fit.st');
    expect(losses.shape).toEqual([30]);
    expect(losses.data[0]).toBe((await readTensors('gradients.st')).loss.data[0]);
    expect(losses.data[29]).toBeLessThan(0.8 * losses.data[0]);
    expect(Object.keys(fitted)).toEqual(Object.keys(await readTensors('weights.st')));
  });

  it('trains, a line an update and a last one, and writes parameters', async () => {
    const line = 'train --task adding --option length=6 --model @model.json --training @training.json --engine reference';
    const printed = await succeed(`${line} --steps 25 --seed 4 --out @trained.st --json`);
    const rows = printed.map((text): unknown => JSON.parse(text));
    expect(rows).toHaveLength(26);
    expect(rows[24]).toEqual({ step: 25, loss: expect.any(Number) as number, gradNorm: expect.any(Number) as number });
    const metric = { name: 'mse', value: expect.any(Number) as number };
    const numbers = { evalLoss: expect.any(Number) as number, updatesPerSecond: expect.any(Number) as number };
    expect(rows[25]).toEqual({ done: true, step: 25, metric, ...numbers });
    const parameters = await readTensors('trained.st');
    expect(Object.keys(parameters)).toEqual(layoutParameters(parseModelSpec(model)).list.map(({ name }) => name));
    expect(await succeed(`${line} --steps 25 --seed 4 --json`)).toEqual([...printed.slice(0, 25), expect.any(String)]);
  });

  it('saves a run, and goes on from it as if it had never stopped', async () => {
    const line = 'train --task adding --option length=6 --model @model.json --training @training.json --engine wasm --seed 1 --json';
    const straight = await succeed(`${line} --steps 7 --out @straight.st`);
    const before = await succeed(`${line} --steps 3 --save @run.zip`);
    const after = await succeed('train --resume @run.zip --engine wasm --steps 4 --out @after.st --save @run.zip --json');
    expect([...before.slice(0, 3), ...after.slice(0, 4)]).toEqual(straight.slice(0, 7));
    const [done, expected] = [after[4], straight[7]].map((text) => ({ ...(JSON.parse(text) as object), updatesPerSecond: 0 }));
    expect(done).toEqual(expected);
    expect(await readFile(at('after.st'))).toEqual(await readFile(at('straight.st')));
    const { history, state } = unpackRun(new Uint8Array(await readFile(at('run.zip'))));
    expect(history.updates).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(state.update).toBe(7);
    const { status, complaints } = await call('train --resume @run.zip --engine wasm --steps 4 --seed 2');
    expect(complaints).toEqual(['unusable input: --seed: must be left out beside --resume, whose file says it, got "2"']);
    expect(status).toBe(2);
  });

  it('lists tasks and engines', async () => {
    const tasks = JSON.parse((await succeed('tasks --json'))[0]) as { name: string; metric: string; baseline: { value: number } }[];
    const names = tasks.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['adding', 'recall', 'copy', 'text', 'reverse', 'sort', 'dates', 'sentiment', 'numbers']));
    expect(new Set(names).size).toBe(names.length);
    expect(tasks[0]).toMatchObject({ input: { kind: 'values', size: 2 }, options: { length: { type: 'integer' } } });
    const engines = JSON.parse((await succeed('engines --json'))[0]) as { name: string; available: boolean }[];
    expect(engines.map(({ name }) => name)).toEqual(['reference', 'wasm', 'webgpu']);
    expect(engines[0]).toMatchObject({ available: true, software: false });
  });

  it.each([
    ['dance', 'command'],
    ['engines --jsonn', 'arguments'],
    ['batch --task juggling --seed 1 --count 1 --out @x.st', 'task.name'],
    ['batch --task adding --option size=3 --seed 1 --count 1 --out @x.st', 'task.options.size'],
    ['batch --task adding --option length --seed 1 --count 1 --out @x.st', '--option'],
    ['batch --task adding --option length=5 --option length=9 --seed 1 --count 1 --out @x.st', '--option length: must be given once'],
    ['batch --task adding --option length=0x5 --seed 1 --count 1 --out @x.st', 'task.options.length'],
    ['batch --task adding --seed 1 --seed 2 --count 1 --out @x.st', '--seed: must be given once'],
    ['batch --task adding --seed -1 --count 1 --out @x.st', 'arguments'],
    ['batch --task adding --seed 1.5 --count 1 --out @x.st', '--seed'],
    ['batch --task adding --seed 1 --count 0 --out @x.st', '--count'],
    ['batch --task adding --option length=1000 --seed 1 --count 1000000 --out @x.st', '--count: must be at most 67075'],
    ['gradients --model @model.json --weights @model.json --batch @model.json --engine wasm --out @x.st', '--weights header: must'],
    ['batch --task adding --seed 1 --count 1 --out @no/x.st', '--out'],
    ['batch --task adding --seed 1 --count 1', '--out'],
    [`gradients ${NETWORK} --engine abacus --out @x.st`, '--engine'],
    [`gradients ${NETWORK} --engine reference --out @x.st`, '--weights'],
    [`probe ${NETWORK} --engine reference --out @x.st --edits @e.json`, '--edits'],
    ['train --resume @model.json --engine reference --steps 1', '--resume archive: must be a whole zip file'],
    ['train --task adding --resume @model.json --engine reference --steps 1', '--task: must be left out beside --resume'],
    ['train --option length=9 --resume @model.json --engine reference --steps 1', '--option: must be left out beside --resume'],
    ['train --task adding --model @model.json --engine reference --steps 1 --seed 1 --save @no/run.zip', '--save'],
    ['train --task recall --model @model.json --engine reference --steps 1 --seed 1 --out @x.st', 'model.input'],
    ['train --task adding --model @model.json --training @twice.json --engine wasm --steps 1 --seed 1', '--training file: must hold each name once'],
    ['train --task adding --option length=1000 --model @wide.json --training @many.json --engine reference --steps 1 --seed 1', 'reference memory'],
    ['train --task adding --model @training.json --engine reference --steps 1 --seed 1 --out @x.st', 'model'],
  ])('refuses %s with status 2, one line, and no file', async (line, where) => {
    await writeFile(at('twice.json'), '{"seed": 1, "seed": 2}');
    await writeFile(at('many.json'), JSON.stringify({ batchSize: 4096 }));
    await writeFile(at('wide.json'), JSON.stringify({ ...model, encoder: { cell: 'lstm', hiddenSizes: [1024] } }));
    const { status, lines, complaints } = await call(line);
    expect(status).toBe(2);
    expect(lines).toEqual([]);
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toMatch(new RegExp(`^unusable input: ${where}`));
    expect((await readdir(folder)).sort()).toEqual(['many.json', 'model.json', 'training.json', 'twice.json', 'wide.json']);
  });

  it('ends with status 4 where numbers stop being finite, naming update, pass and step, and writes nothing', async () => {
    const relu = { ...model, encoder: { cell: 'rnn', hiddenSizes: [4], nonlinearity: 'relu' } };
    await writeFile(at('model.json'), JSON.stringify(relu));
    await makeWeightsAndBatch();
    const weights = await readTensors('weights.st');
    const huge = Object.fromEntries(Object.entries(weights).map(([name, { shape, data }]) => [name, { shape, data: data.fill(3e38) }]));
    await writeFile(at('weights.st'), writeSafetensors(huge));
    const fit = `fit ${NETWORK} --engine wasm --steps 3 --training @training.json --out @x.st`;
    for (const line of [`gradients ${NETWORK} --engine wasm --out @x.st`, `probe ${NETWORK} --engine wasm --out @x.st`, fit]) {
      const { status, complaints } = await call(line);
      expect(status).toBe(4);
      expect(complaints).toEqual(['not finite: update 1: every number must be finite, got NaN or infinity first in project l0, step 0']);
    }
    expect(await readdir(folder)).not.toContain('x.st');
  });

  it('ends with status 4 where float64 holds what a file of float32 cannot, and writes nothing', async () => {
    await makeWeightsAndBatch();
    const weights = await readTensors('weights.st');
    weights['head.output.bias'].data.fill(1e30);
    await writeFile(at('weights.st'), writeSafetensors(weights));
    const { status, complaints } = await call(`gradients ${NETWORK} --engine reference --out @x.st`);
    expect(complaints).toEqual(['not finite: update 1: every number must be finite, got NaN or infinity first in loss, written as float32']);
    expect(status).toBe(4);
    expect((await readdir(folder)).filter((name) => name.startsWith('x.st'))).toEqual([]);
  });

  it('trains at whatever learning rate was asked for until the numbers break', async () => {
    await writeFile(at('training.json'), JSON.stringify({ optimizer: { kind: 'sgd', learningRate: 1e20 }, clip: null }));
    const { status, complaints } = await call(
      'train --task adding --option length=6 --model @model.json --training @training.json --engine wasm --steps 9 --seed 1 --out @x.st --json',
    );
    expect(complaints).toEqual([expect.stringMatching(/^not finite: update \d: every number must be finite/)]);
    expect(status).toBe(4);
    expect(await readdir(folder)).not.toContain('x.st');
  });
});

/** A forecast that is fed back is what the network answers when it is given its own forecasts to read, all at once and without carrying a state. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { initialiseParameters } from '../model/initialise';
import { parseModelSpec } from '../model/parse-spec';
import { createReferenceEngine } from '../reference/engine';
import { parseOptions } from '../tasks/options';
import { getTask } from '../tasks/table';
import { loadWasmEngine } from '../wasm/load';
import { checkForetell, createForetellPlan, foretell, MOST_FORETOLD } from './foretell';
import { createProbePlan, probe } from './probe';
import { writeParameters } from './weights';

const read = (name: string): Promise<string> => readFile(`public/data/${name}`, 'utf8');
const modelOf = (size: number, bidirectional = false) =>
  parseModelSpec({
    input: { kind: 'values', size },
    encoder: { cell: 'gru', hiddenSizes: [7, 5], dropout: 0.4, bidirectional },
    output: { kind: 'every', size, loss: 'mse' },
  });

async function setUp(name: string, given: object) {
  const task = getTask(name);
  await task.load?.(read);
  const options = parseOptions(task, given);
  const model = modelOf(task.symbols(options).inputs.length);
  return { task, options, model, parameters: initialiseParameters(model, { kind: 'pytorch' }, 4) };
}

describe.each([
  ['weather', { length: 12, horizon: 1 }, 9],
  ['load', { length: 60, horizon: 5 }, 17],
  ['stock', { length: 10, horizon: 10 }, 25],
  ['genes', { length: 8, horizon: 3 }, 20],
])('%s at %o', (name, given, steps) => {
  it('reads its own forecasts', async () => {
    const { task, options, model, parameters } = await setUp(name, given);
    const engine = createReferenceEngine();
    const [T, horizon] = [given.length, given.horizon];
    const executor = await engine.createExecutor(createForetellPlan(model, T));
    writeParameters(executor, parameters);
    const found = await foretell(executor, { task, options, seed: 3, example: 2, steps });
    if (found === null) throw new Error('nothing abandons it');
    const { size, values, truth, naive, errors } = found;
    const { inputs, targets } = task.sample(options, 3, 'heldOut', 2, 1);
    const all = T + steps - horizon;
    const fed = Float32Array.from([...inputs.data, ...values]).slice(0, all * size);
    const whole = await engine.createExecutor(createProbePlan(model, { B: 1, T: all, U: 0 }));
    writeParameters(whole, parameters);
    const shape = [1, all, size];
    const { outputs } = await probe(whole, { inputs: { shape, data: fed }, targets: { shape, data: new Float32Array(all * size) } });
    expect(values).toHaveLength(steps * size);
    values.forEach((value, k) => {
      expect(value).toBeCloseTo(outputs.data[(T - horizon) * size + k], 5);
    });
    // What the task asks of the window's last steps is the beginning of what comes.
    const first = Math.min(horizon, steps) * size;
    expect(Array.from(truth.subarray(0, first), Math.fround)).toEqual(
      Array.from(targets.data.subarray((T - horizon) * size, (T - horizon) * size + first)),
    );
    expect(naive).toHaveLength(steps * size);
    const errorOf = (foretold: Float64Array): number => truth.map((value, k) => (value - foretold[k]) ** 2).reduce((a, b) => a + b, 0) / truth.length;
    expect(errors).toEqual({ network: errorOf(values), naive: errorOf(naive) });

    const wasm = await (await loadWasmEngine()).createExecutor(createForetellPlan(model, T));
    writeParameters(wasm, Float32Array.from(parameters));
    const other = await foretell(wasm, { task, options, seed: 3, example: 2, steps });
    other?.values.forEach((value, k) => {
      expect(value).toBeCloseTo(values[k], 3);
    });
  });
});

it('has the simple rule beside it: one season before, or the last value', async () => {
  const { task, options } = await setUp('births', { length: 20 });
  const { inputs } = task.sample(options, 0, 'heldOut', 5, 1);
  const { naive } = task.outlook?.(options, 0, 5, 16) ?? { naive: new Float64Array(0) };
  naive.forEach((value, k) => {
    expect(Math.fround(value)).toBe(inputs.data[20 - 7 + (k % 7)]);
  });
  const weather = await setUp('weather', { length: 9 });
  const last = weather.task.sample(weather.options, 0, 'heldOut', 5, 1).inputs.data[8];
  for (const value of weather.task.outlook?.(weather.options, 0, 5, 4).naive ?? []) expect(Math.fround(value)).toBe(last);
});

it('knows no truth past the end of the series', async () => {
  const { task, options } = await setUp('weather', { length: 30 });
  const last = (task.heldOutCount?.(options) ?? 0) - 1;
  expect(task.outlook?.(options, 0, last, 50).truth).toHaveLength(1);
});

it('refuses what cannot be fed back', async () => {
  const { task, options, model } = await setUp('weather', { length: 12 });
  const asked = { task, options, steps: 5 };
  expect(checkForetell('', asked, model)).toBe(1);
  expect(() => checkForetell('', asked, modelOf(1, true))).toThrow('bidirectional');
  expect(() => checkForetell('foretell.', { ...asked, steps: MOST_FORETOLD + 1 }, model)).toThrow('foretell.steps');
  expect(() => checkForetell('', { ...asked, options: { length: 12, horizon: 13 } }, model)).toThrow('horizon');
  const adding = getTask('adding');
  expect(() => checkForetell('', { ...asked, task: adding, options: parseOptions(adding, {}) }, model)).toThrow('task');
});

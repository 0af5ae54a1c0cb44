/** The command `foretell`: what a network that foretells what it reads says comes after the window of a held-out example, its own forecasts fed back, as the page computes it. */
import { NonFiniteError } from '../core/errors';
import { checkModelFitsTask } from '../engine/fit-task';
import { checkForetell, createForetellPlan, foretell, MOST_FORETOLD } from '../engine/foretell';
import { guardEngine } from '../engine/guard';
import { isFiniteArray, writeParameters } from '../engine/weights';
import { packParameters } from '../model/parameter-files';
import { layoutParameters } from '../model/parameters';
import { parseModelSpec } from '../model/parse-spec';
import { parseOptions } from '../tasks/options';
import { getTask } from '../tasks/table';
import { FLAG, parseArguments, TEXT, TEXTS } from './arguments';
import { withEngine } from './engines';
import { readData, readJson, readTensors } from './files';

const OPTIONS = {
  ...{ task: TEXT, option: TEXTS, model: TEXT, weights: TEXT, engine: TEXT },
  ...{ example: TEXT, steps: TEXT, seed: TEXT, json: FLAG },
};
const MOST_EXAMPLES = 1_000_000;

export async function runForetell(words: readonly string[]): Promise<string> {
  const given = parseArguments(words, OPTIONS);
  const [engine, seed] = [given.engine(), given.seed()];
  const steps = given.integer('steps', 1, MOST_FORETOLD);
  const example = given.integer('example', 0, MOST_EXAMPLES);
  const task = getTask(given.text('task'));
  await task.load?.(readData);
  const options = parseOptions(task, given.taskOptions());
  const model = parseModelSpec(await readJson('model', given.text('model')));
  checkModelFitsTask(model, task, options);
  const parameters = packParameters(layoutParameters(model), await readTensors('weights', given.text('weights')));
  checkForetell('--', { task, options, steps }, model);
  const [, T] = task.sample(options, seed, 'heldOut', example, 1).inputs.shape;
  const foretold = await withEngine(engine, async (made) => {
    const executor = await guardEngine(made)(createForetellPlan(model, T));
    try {
      writeParameters(executor, parameters);
      return await foretell(executor, { task, options, seed, example, steps });
    } finally {
      executor.dispose();
    }
  });
  if (foretold === null) throw new Error('foretell: a forecast that nothing abandons must end');
  const { horizon, size, values, truth, naive, errors } = foretold;
  if (!isFiniteArray(values)) throw new NonFiniteError(1, 'outputs');
  const rows = (given: Float64Array): readonly (readonly number[])[] =>
    Array.from({ length: given.length / size }, (_, k) => Array.from(given.subarray(k * size, (k + 1) * size)));
  if (given.flag('json')) return JSON.stringify({ horizon, values: rows(values), truth: rows(truth), naive: rows(naive), errors });
  return rows(values)
    .map((row) => row.map((value) => value.toPrecision(6)).join(' '))
    .join('\n');
}

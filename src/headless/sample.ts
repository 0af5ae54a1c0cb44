/** The command `sample`: what a network that says which symbol comes next writes by itself, after a beginning that is typed. */
import { InputError, NonFiniteError } from '../core/errors';
import { checkModelFitsTask } from '../engine/fit-task';
import { guardEngine } from '../engine/guard';
import { checkSampleRequest, createSamplePlan, sampleLimits, sampleText } from '../engine/sample';
import { isFiniteArray, writeParameters } from '../engine/weights';
import { packParameters } from '../model/parameter-files';
import { layoutParameters } from '../model/parameters';
import { parseModelSpec } from '../model/parse-spec';
import { parseOptions } from '../tasks/options';
import { readPlainText, writePlainText } from '../tasks/plain-text';
import { getTask } from '../tasks/table';
import { FLAG, parseArguments, TEXT, TEXTS } from './arguments';
import { withEngine } from './engines';
import { readData, readJson, readTensors } from './files';

const OPTIONS = {
  ...{ task: TEXT, option: TEXTS, model: TEXT, weights: TEXT, engine: TEXT },
  ...{ prefix: TEXT, length: TEXT, temperature: TEXT, seed: TEXT, json: FLAG },
};

export async function runSample(words: readonly string[]): Promise<string> {
  const given = parseArguments(words, OPTIONS);
  const [engine, seed, length] = [given.engine(), given.seed(), given.integer('length', 1, sampleLimits.length)];
  const temperature = /^\d+(\.\d+)?$/.test(given.text('temperature')) ? Number(given.text('temperature')) : Number.NaN;
  const task = getTask(given.text('task'));
  await task.load?.(readData);
  const options = parseOptions(task, given.taskOptions());
  const model = parseModelSpec(await readJson('model', given.text('model')));
  checkModelFitsTask(model, task, options);
  const parameters = packParameters(layoutParameters(model), await readTensors('weights', given.text('weights')));
  const { inputs } = task.symbols(options);
  const prefix = readPlainText(given.text('prefix'), inputs);
  if (prefix === null) throw new InputError('--prefix', "must be written in the task's symbols", given.text('prefix'));
  const request = { prefix, length, temperature, seed };
  const plan = createSamplePlan(model, Math.max(1, prefix.length));
  checkSampleRequest('--', request, model);
  const sampled = await withEngine(engine, async (made) => {
    const executor = await guardEngine(made)(plan);
    try {
      writeParameters(executor, parameters);
      return await sampleText(executor, request);
    } finally {
      executor.dispose();
    }
  });
  if (sampled === null) throw new Error('sample: a text that nothing abandons must end');
  if (!isFiniteArray(sampled.probabilities)) throw new NonFiniteError(1, 'outputs');
  const text = writePlainText(sampled.tokens, inputs);
  if (!given.flag('json')) return text;
  return JSON.stringify({ text, tokens: Array.from(sampled.tokens), probabilities: Array.from(sampled.probabilities) });
}

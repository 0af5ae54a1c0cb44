/**
 * The command `answer`: what a decoder writes when it reads a source that is typed, as the page computes it. With `--out F` also every tensor of
 * the pass, under the names of `probe`; a typed source has no target, so there is no loss and no gradient among them.
 */
import { InputError, NonFiniteError } from '../core/errors';
import { answerSource, checkSource, type SourceAnswer } from '../engine/answer';
import { checkModelFitsTask } from '../engine/fit-task';
import { guardEngine } from '../engine/guard';
import { createProbePlan } from '../engine/probe';
import { isFiniteArray, writeParameters } from '../engine/weights';
import type { Engine } from '../model/executor';
import { packParameters } from '../model/parameter-files';
import { layoutParameters } from '../model/parameters';
import { parseModelSpec } from '../model/parse-spec';
import { parseOptions } from '../tasks/options';
import { readSourceText, sourceSizes, sourceSymbols, writeTokens } from '../tasks/source-text';
import { getTask } from '../tasks/table';
import type { Symbols } from '../tasks/task';
import { FLAG, parseArguments, TEXT, TEXTS } from './arguments';
import { withEngine } from './engines';
import { checkWritable, readData, readJson, readTensors, writeTensors } from './files';

const OPTIONS = { task: TEXT, option: TEXTS, model: TEXT, weights: TEXT, source: TEXT, engine: TEXT, out: TEXT, json: FLAG };

export async function runAnswer(words: readonly string[]): Promise<string> {
  const given = parseArguments(words, OPTIONS);
  const [engine, source, out] = [given.engine(), given.text('source'), given.optionalText('out')];
  const task = getTask(given.text('task'));
  await task.load?.(readData);
  const options = parseOptions(task, given.taskOptions());
  const model = parseModelSpec(await readJson('model', given.text('model')));
  checkModelFitsTask(model, task, options);
  const parameters = packParameters(layoutParameters(model), await readTensors('weights', given.text('weights')));
  if (out !== null) await checkWritable('out', out);
  const symbols = task.symbols(options);
  const { most, steps } = sourceSizes(task, options, 0);
  const tokens = checkSource('--source', model, readTyped(source, symbols, most), most);
  const answered = await withEngine(engine, async (made: Engine) => {
    const executor = await guardEngine(made)(createProbePlan(model, { B: 1, T: most, U: steps }));
    try {
      writeParameters(executor, parameters);
      return await answerSource(executor, tokens, steps);
    } finally {
      executor.dispose();
    }
  });
  if (!isFiniteArray(answered.greedy.outputs.data)) throw new NonFiniteError(1, 'outputs');
  if (out !== null) await writeTensors('out', out, { ...answered.tensors, inputs: answered.batch.inputs, targets: answered.batch.targets }, 1);
  const text = writeTokens(readAnswer(answered), symbols.outputs);
  return given.flag('json') ? JSON.stringify({ source, answer: text, tokens: readAnswer(answered) }) : text;
}

/** @throws InputError saying which symbols and how many of them there may be. */
function readTyped(text: string, symbols: Symbols, most: number): readonly number[] {
  const read = readSourceText(text, symbols, most);
  if (read.kind === 'read') return read.tokens;
  if (read.kind === 'unknown') {
    throw new InputError('--source', `every symbol must be one of ${sourceSymbols(symbols).join(' ')}`, `${read.symbol} at place ${String(read.at)}`);
  }
  throw new InputError('--source', `must be 1 to ${String(most)} symbols long`, text);
}

/** The answer's tokens up to and with its first EOS, or all where none came. */
function readAnswer({ batch }: SourceAnswer): readonly number[] {
  return Array.from(batch.targets.data).slice(0, batch.targetLengths.data[0]);
}

/** The headless program as a function of its words: finds the command, and turns every failure into an exit status and one line. */
import { InputError, NonFiniteError, UnavailableError } from '../core/errors';
import { EngineLostError } from '../engine/guard';
import { runAnswer } from './answer';
import { runFit } from './fit';
import { runForetell } from './foretell';
import { runInstruments } from './instruments';
import { runLearn } from './learn';
import { listEngines } from './list-engines';
import { runGradients, runProbe } from './probe';
import { runSample } from './sample';
import { listTasks, runBatch } from './tasks';
import { runTrain } from './train';

/** Takes the words after its name, prints lines as they come, and resolves with what is left to print. */
type CommandFunction = (words: readonly string[], print: (line: string) => void) => Promise<string>;

const commands: Readonly<Record<string, CommandFunction>> = {
  gradients: runGradients,
  probe: runProbe,
  answer: runAnswer,
  sample: runSample,
  foretell: runForetell,
  instruments: runInstruments,
  fit: runFit,
  batch: runBatch,
  train: runTrain,
  learn: runLearn,
  tasks: listTasks,
  engines: listEngines,
};

/** Exit statuses: 0 success, 2 unusable input, 3 engine not available here, 4 numbers not finite, 1 a defect. */
export async function runProgram(words: readonly string[], print: (line: string) => void, complain: (line: string) => void): Promise<number> {
  try {
    const [name = '', ...rest] = words;
    if (!Object.hasOwn(commands, name)) throw new InputError('command', `must be one of ${Object.keys(commands).join(', ')}`, name);
    const result = await commands[name](rest, print);
    if (result !== '') print(result);
    return 0;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    complain(`${kindOf(error)}: ${message.replace(/\s+/g, ' ')}`);
    return statusOf(error);
  }
}

function statusOf(error: unknown): number {
  if (error instanceof InputError) return 2;
  if (error instanceof UnavailableError || error instanceof EngineLostError) return 3;
  return error instanceof NonFiniteError ? 4 : 1;
}

function kindOf(error: unknown): string {
  return { 1: 'defect', 2: 'unusable input', 3: 'engine not available', 4: 'not finite' }[statusOf(error)] ?? 'defect';
}

/** A task's options as they come from outside, completed and checked against the task's own rules. */
import { InputError } from '../core/errors';
import type { OptionRule, Options, Task } from './task';

/**
 * Every option of a task: the given ones, and the defaults of the rest. Numbers may come as text, as a command line gives them.
 * @throws InputError for an unknown option and for a value out of range.
 */
export function parseOptions(task: Pick<Task, 'name' | 'options'>, given: unknown): Options {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw new InputError('task.options', 'must be an object', given);
  const entries = new Map<string, unknown>(Object.entries(given));
  for (const [key, value] of entries) {
    if (Object.hasOwn(task.options, key)) continue;
    throw new InputError(`task.options.${key}`, `must not be there (task "${task.name}" knows ${Object.keys(task.options).join(', ')})`, value);
  }
  return Object.fromEntries(Object.entries(task.options).map(([key, rule]) => [key, parseOption(`task.options.${key}`, rule, entries.get(key))]));
}

/** A number as people write it; no hexadecimal, no spaces. */
const DECIMAL = /^-?\d+(\.\d+)?(e-?\d+)?$/i;

function parseOption(where: string, rule: OptionRule, given: unknown): number {
  if (given === undefined) return rule.default;
  const value = typeof given === 'string' && DECIMAL.test(given) ? Number(given) : given;
  const fits = typeof value === 'number' && value >= rule.min && value <= rule.max && (rule.type === 'number' || Number.isInteger(value));
  if (!fits) {
    const what = rule.type === 'integer' ? 'a whole number' : 'a number';
    throw new InputError(where, `must be ${what} from ${String(rule.min)} to ${String(rule.max)}`, given);
  }
  return value;
}

/** A numeric option of a complete set. */
export function getNumber(options: Options, key: string): number {
  const value = options[key];
  if (typeof value !== 'number') throw new InputError(`task.options.${key}`, 'must be a number', value);
  return value;
}

/** The command line as options that a command knows; everything else is refused by name. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { InputError } from '../core/errors';
import type { EngineName } from '../model/executor';
import { MAX_SEED } from '../model/parse-run';

type Rules = Record<string, { readonly type: 'string' | 'boolean'; readonly multiple?: boolean }>;

export interface Arguments {
  /** The text of an option that must be there. */
  text(name: string): string;
  /** The text of an option that may be left out. */
  optionalText(name: string): string | null;
  flag(name: string): boolean;
  /** A whole number from `min` to `max`. */
  integer(name: string, min: number, max: number): number;
  /** Every `--option key=value`, by key. */
  taskOptions(): Readonly<Record<string, string>>;
  engine(): EngineName;
  seed(): number;
}

/** A file or a name; given once. */
export const TEXT = { type: 'string' } as const;
export const FLAG = { type: 'boolean' } as const;
/** Given any number of times. */
export const TEXTS = { type: 'string', multiple: true } as const;

const engineNames: readonly EngineName[] = ['reference', 'wasm', 'webgpu'];

/** @throws InputError for an unknown or repeated option, a missing value, or words that belong to no option. */
export function parseArguments(words: readonly string[], rules: Rules): Arguments {
  const given = parse(words, rules);
  const found = (name: string): string | null => {
    const value = given[name];
    return typeof value === 'string' ? value : null;
  };
  const text = (name: string): string => {
    const value = found(name);
    if (value === null) throw new InputError(`--${name}`, 'must be given', undefined);
    return value;
  };
  const integer = (name: string, min: number, max: number): number => {
    const value = Number(/^\d+$/.test(text(name)) ? text(name) : NaN);
    if (!(value >= min && value <= max))
      throw new InputError(`--${name}`, `must be a whole number from ${String(min)} to ${String(max)}`, text(name));
    return value;
  };
  return {
    text,
    optionalText: found,
    flag: (name) => given[name] === true,
    integer,
    taskOptions() {
      const pairs = Array.isArray(given.option) ? given.option.map(String) : [];
      const options = new Map<string, string>();
      for (const [key, value] of pairs.map(splitPair)) {
        if (options.has(key)) throw new InputError(`--option ${key}`, 'must be given once', value);
        options.set(key, value);
      }
      return Object.fromEntries(options);
    },
    engine() {
      const name = engineNames.find((each) => each === text('engine'));
      if (!name) throw new InputError('--engine', `must be one of ${engineNames.join(', ')}`, text('engine'));
      return name;
    },
    seed: () => integer('seed', 0, MAX_SEED),
  };
}

function parse(words: readonly string[], rules: Rules): Readonly<Record<string, unknown>> {
  const { values, tokens } = parseStrictly(words, rules);
  const names = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
  const repeated = names.find((name, k) => rules[name].multiple !== true && names.indexOf(name) !== k);
  if (repeated !== undefined) throw new InputError(`--${repeated}`, 'must be given once', words.join(' '));
  return values;
}

function parseStrictly(words: readonly string[], rules: Rules) {
  const options: NonNullable<ParseArgsConfig['options']> = rules;
  try {
    return parseArgs({ args: [...words], options, strict: true, allowPositionals: false, tokens: true });
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split(/\.\s/);
    const known = Object.keys(rules).map((name) => `--${name}`);
    throw new InputError('arguments', `must be of ${known.join(', ')} (${reason})`, words.join(' '));
  }
}

function splitPair(pair: string): [string, string] {
  const at = pair.indexOf('=');
  if (at <= 0) throw new InputError('--option', 'must have the form key=value', pair);
  return [pair.slice(0, at), pair.slice(at + 1)];
}

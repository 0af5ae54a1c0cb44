/** A source that a person writes: its letters as the token ids that a task reads, or what is wrong with it. */
import { reservedTokens } from '../model/spec';
import type { Options, Symbols, Task } from './task';

export type ReadSource =
  | { readonly kind: 'read'; readonly tokens: readonly number[] }
  | { readonly kind: 'empty' }
  /** More symbols than an example of the task can have. */
  | { readonly kind: 'tooLong'; readonly length: number; readonly most: number }
  /** A symbol that the task does not know; `at` counts symbols from 1. */
  | { readonly kind: 'unknown'; readonly symbol: string; readonly at: number };

/** The symbols that a source can be made of. */
export function sourceSymbols({ inputs }: Symbols): readonly string[] {
  return inputs.slice(reservedTokens.length);
}

/** The text as ids: a symbol a character, or a word where a symbol of the task has several characters. */
export function readSourceText(text: string, symbols: Symbols, most: number): ReadSource {
  const known = sourceSymbols(symbols);
  const words = known.some((symbol) => Array.from(symbol).length > 1);
  const parts = words ? text.split(/\s+/).filter((part) => part !== '') : Array.from(text);
  if (parts.length === 0) return { kind: 'empty' };
  const at = parts.findIndex((part) => !known.includes(part));
  if (at >= 0) return { kind: 'unknown', symbol: parts[at], at: at + 1 };
  if (parts.length > most) return { kind: 'tooLong', length: parts.length, most };
  return { kind: 'read', tokens: parts.map((part) => reservedTokens.length + known.indexOf(part)) };
}

/** Token ids as they are written, without what is reserved. */
export function writeTokens(tokens: ArrayLike<number>, names: readonly string[]): string {
  return Array.from(tokens)
    .filter((token) => token >= reservedTokens.length)
    .map((token) => names[token])
    .join(names.slice(reservedTokens.length).some((name) => Array.from(name).length > 1) ? ' ' : '');
}

/** Symbols of the longest source, and steps of an answer, that the examples of a task have at its options. */
export function sourceSizes(task: Task, options: Options, seed: number): { readonly most: number; readonly steps: number } {
  const { inputs, targets } = task.sample(options, seed, 'heldOut', 0, 1);
  return { most: inputs.shape[1], steps: targets.shape[1] };
}

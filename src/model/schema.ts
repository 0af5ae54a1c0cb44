/** The rules that specs from outside are checked by: each says in words what must hold, and the first broken one becomes an InputError. */
import * as v from 'valibot';
import { InputError } from '../core/errors';

/** @throws InputError naming the first field that is missing, unknown or out of range, as a path under `root`. */
export function parseWith<Schema extends v.GenericSchema>(schema: Schema, value: unknown, root: string): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = [root, ...(issue.path ?? []).map((item) => String(item.key))].join('.');
  throw new InputError(path, issue.message, issue.expected === 'never' ? valueAtEnd(issue) : issue.input);
}

/** For an unknown key valibot reports the key as the input; what was given is the value under it. */
function valueAtEnd(issue: v.BaseIssue<unknown>): unknown {
  return issue.path?.at(-1)?.value;
}

/** A whole number between two bounds, both included. */
export function integer(min: number, max: number) {
  const mustHold = `must be a whole number from ${String(min)} to ${String(max)}`;
  return v.custom<number>((value) => Number.isInteger(value) && isBetween(value, min, max), mustHold);
}

/** The numbers that a field takes: from `min` to `max`, of which `open` names the one that is itself refused. */
export interface NumberRange {
  readonly type: 'integer' | 'number';
  readonly min: number;
  readonly max: number;
  readonly open?: 'min' | 'max';
}

/** A number that a range holds. */
export function inRange({ type, min, max, open }: NumberRange) {
  return type === 'integer' ? integer(min, max) : number(min, max, open);
}

/** A finite number between two bounds; `open` says which of them are themselves refused. */
export function number(min: number, max: number, open: 'none' | 'min' | 'max' = 'none') {
  const from = open === 'min' ? `above ${String(min)}` : `at least ${String(min)}`;
  const to = open === 'max' ? `below ${String(max)}` : `at most ${String(max)}`;
  const refused = open === 'min' ? min : open === 'max' ? max : NaN;
  return v.custom<number>((value) => isBetween(value, min, max) && value !== refused, `must be a number ${from} and ${to}`);
}

/** The probability with which dropout zeroes a number. */
export function probabilityBelowOne() {
  return v.optional(number(0, 1, 'max'), 0);
}

export function flag(fallback: boolean) {
  return v.optional(v.boolean('must be true or false'), fallback);
}

/** One of a few words. */
export function word<const Words extends readonly [string, ...string[]]>(...words: Words) {
  return v.picklist(words, `must be one of ${words.map((each) => `"${each}"`).join(', ')}`);
}

/** An object with exactly these keys; those with a default may be left out. */
export function object<const Entries extends v.ObjectEntries>(entries: Entries) {
  const known = Object.keys(entries).join(', ');
  return v.strictObject(entries, (issue) => {
    if (issue.expected === 'never') return `must not be there (known here: ${known})`;
    if (issue.expected === 'Object') return `must be an object with ${known}`;
    return 'must be given';
  });
}

/** One of several objects, told apart by their `kind`. */
export function byKind<const Options extends Parameters<typeof v.variant<'kind', v.VariantOptions<'kind'>>>[1]>(kinds: string, options: Options) {
  return v.variant('kind', options, (issue) => (issue.path === undefined ? 'must be an object' : `must be one of ${kinds}`));
}

function isBetween(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && value >= min && value <= max;
}

/** The errors that a person can cause or meet, one class for each way the lab answers them. */

/** Unusable input: a spec, option, file or permalink. The message reads `where: what must hold, got what`. */
export class InputError extends Error {
  override readonly name = 'InputError';
  constructor(
    readonly where: string,
    readonly mustHold: string,
    readonly got: unknown,
  ) {
    super(`${shorten(where, LONGEST_WHERE)}: ${mustHold}, got ${describe(got)}`);
  }
}

/** An engine that this machine cannot run; the message says why and what to do. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';
}

/** The numbers stopped being finite: the first update and the pass that did it. */
export class NonFiniteError extends Error {
  override readonly name = 'NonFiniteError';
  constructor(
    readonly update: number,
    readonly pass: string,
  ) {
    super(`update ${String(update)}: every number must be finite, got NaN or infinity first in ${pass}`);
  }
}

/** Names in files may be as long as the files. */
const LONGEST_WHERE = 160;
const LONGEST_VALUE = 120;
/** Deeper values are told by their kind: a file may nest lists deeper than a stack reaches. */
const DEEPEST = 4;

function describe(value: unknown): string {
  if (typeof value === 'string') return value.length > 80 ? `${JSON.stringify(value.slice(0, 80))}…` : JSON.stringify(value);
  if (value === undefined) return 'nothing';
  if (typeof value === 'function' || typeof value === 'symbol') return typeof value;
  return shorten(typeof value === 'number' || typeof value === 'bigint' ? String(value) : JSON.stringify(prune(value, DEEPEST)), LONGEST_VALUE);
}

/** A copy without what lies deeper than `depth` levels, and without more members than a message could show. */
function prune(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return '…';
  if (Array.isArray(value)) return value.slice(0, LONGEST_VALUE).map((item) => prune(item, depth - 1));
  const members = Object.entries(value).slice(0, LONGEST_VALUE);
  return Object.fromEntries(members.map(([key, item]) => [key, prune(item, depth - 1)]));
}

function shorten(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** The errors that a person can cause or meet, one class for each way the lab answers them. */

/** Unusable input: a spec, option, file or permalink. The message reads `where: what must hold, got what`. */
export class InputError extends Error {
  override readonly name = 'InputError';
  constructor(
    readonly where: string,
    readonly mustHold: string,
    readonly got: unknown,
  ) {
    super(`${where}: ${mustHold}, got ${describe(got)}`);
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

function describe(value: unknown): string {
  if (typeof value === 'string') return value.length > 80 ? `${JSON.stringify(value.slice(0, 80))}…` : JSON.stringify(value);
  if (value === undefined) return 'nothing';
  if (typeof value === 'function' || typeof value === 'symbol') return typeof value;
  const text = typeof value === 'number' || typeof value === 'bigint' ? String(value) : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

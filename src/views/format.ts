/** How numbers are written: four significant digits, a true minus, powers of ten where a decimal would be long. */

const MINUS = '\u2212';

/** The mark between whole and part, as the page's language has it. */
export type Decimal = '.' | ',';

const DIGITS = 4;

/** 0.9617, −12.30, 4.031e−5, 0; NaN and ∞ as such. */
export function formatValue(value: number, decimal: Decimal = '.'): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${MINUS}∞`;
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  const text = magnitude >= 1e-3 && magnitude < 10 ** (DIGITS + 1) ? value.toPrecision(DIGITS) : value.toExponential(DIGITS - 1);
  return tidy(text, decimal);
}

/** At most five characters, for a small place: 0.87, 12.5, 3e−5. */
export function formatShort(value: number, decimal: Decimal = '.'): string {
  const magnitude = Math.abs(value);
  if (value === 0 || !Number.isFinite(value)) return formatValue(value, decimal);
  if (magnitude < 0.01 || magnitude >= 999.5) return tidy(value.toExponential(0), decimal);
  return tidy(magnitude < 0.0995 ? value.toPrecision(2) : value.toFixed(magnitude < 9.995 ? 2 : magnitude < 99.95 ? 1 : 0), decimal);
}

/** A short number for an axis or a legend: 1, −0.5, 0.0001, 2000. */
export function formatTick(value: number, decimal: Decimal = '.'): string {
  return tidy(String(Number(value.toPrecision(3))), decimal);
}

/** 1 in 0…1 as 100 %, always one decimal. */
export function formatPercent(value: number): string {
  return Number.isFinite(value) ? `${(value * 100).toFixed(1)}\u202f%` : 'NaN';
}

function tidy(text: string, decimal: Decimal): string {
  return text.replace('e+', 'e').replaceAll('-', MINUS).replace('.', decimal);
}

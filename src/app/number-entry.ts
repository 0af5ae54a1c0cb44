/** Reads what a person typed into a number field, in any of the page's languages. */
import type { NumberRange } from '../model/schema';

/** The number, or null where it is none or breaks the rule. A decimal comma is as good as a point; any kind of minus is one. */
export function readNumber(text: string, rule: NumberRange): number | null {
  const plain = text.trim().replace(',', '.').replace(/[−–]/g, '-');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return null;
  const value = Number(plain);
  if (!Number.isFinite(value) || value < rule.min || value > rule.max) return null;
  if (rule.open !== undefined && value === rule[rule.open]) return null;
  return rule.type === 'integer' && !Number.isInteger(value) ? null : value;
}

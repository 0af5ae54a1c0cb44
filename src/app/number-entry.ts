/** Reads what a person typed into a number field, in any of the page's languages. */

export interface NumberRule {
  readonly type: 'integer' | 'number';
  readonly min: number;
  readonly max: number;
}

/** The number, or null where it is none or breaks the rule. A decimal comma is as good as a point; any kind of minus is one. */
export function readNumber(text: string, rule: NumberRule): number | null {
  const plain = text.trim().replace(',', '.').replace(/[−–]/g, '-');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return null;
  const value = Number(plain);
  if (!Number.isFinite(value) || value < rule.min || value > rule.max) return null;
  return rule.type === 'integer' && !Number.isInteger(value) ? null : value;
}

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

/** How many steps a key takes; ten with Page Up and Page Down. */
const keySteps: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
/** Where a rate that is 0 goes on from. */
const LEAST_RATE = 1e-4;

/** Where a key of a number field takes its value: null for a key that steps nothing, and then it does what it did. */
export function stepByKey(event: { readonly key: string; readonly preventDefault: () => void }, value: number, rule: NumberRange): number | null {
  if (!Object.hasOwn(keySteps, event.key)) return null;
  event.preventDefault();
  return stepNumber(value, rule, keySteps[event.key]);
}

/**
 * The number `by` natural steps from `value` within its rule: whole numbers step by 1, numbers of either sign by 0.1, shares by 0.01, and by less close
 * to a bound that they cannot reach; all else are rates, whose first digit steps, and a page is ten times as much or as little.
 */
export function stepNumber(value: number, rule: NumberRange, by: number): number {
  const { min, max } = rule;
  const isRate = rule.type === 'number' && min >= 0 && max > 2;
  const next = isRate ? stepRate(value, by) : value + by * unitOf(value, rule, by);
  const rounded = Math.min(max, Math.max(min, Number(next.toPrecision(12))));
  return rule.open !== undefined && rounded === rule[rule.open] ? value : rounded;
}

function unitOf(value: number, { type, min, max, open }: NumberRange, by: number): number {
  if (type === 'integer') return 1;
  if (min < 0) return 0.1;
  return open === undefined ? 0.01 : Math.min(0.01, digitOf(open === 'max' ? max - value : value, open === 'max' ? -by : by));
}

function stepRate(value: number, by: number): number {
  if (value === 0) return by > 0 ? LEAST_RATE : 0;
  if (Math.abs(by) > 1) return by > 0 ? value * 10 : value / 10;
  return value + by * digitOf(value, by);
}

/** What the first digit of a number counts; on the way down from 10, 1 and so on that of the number below. */
function digitOf(value: number, by: number): number {
  const digits = Number(Math.log10(value).toFixed(9));
  return 10 ** (by > 0 ? Math.floor(digits) : Math.ceil(digits) - 1);
}

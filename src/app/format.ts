/** Numbers as they are printed: four significant digits, in the language's own digits and separators. */
import type { Language } from '../store/preferences';
import type { MeasureName } from '../tasks/measures';
import type { MetricName } from '../tasks/task';

export interface NumberFormat {
  /** A whole number, with the language's grouping. */
  readonly whole: (value: number) => string;
  /** Four significant digits; in powers of ten below 0.001 and from 100,000 on. */
  readonly significant: (value: number) => string;
  readonly percent: (value: number) => string;
  /** Day and time of day. @param time milliseconds since 1970 */
  readonly moment: (time: number) => string;
  /** Of a file, in kilobytes or megabytes of 1,000. */
  readonly bytes: (value: number) => string;
  /** Shares in percent, other metrics to four digits. */
  readonly metric: (name: MetricName, value: number) => string;
  /** Of what is measured beside the metric: shares in percent too. */
  readonly measure: (name: MeasureName, value: number) => string;
  /** Every digit that tells this number from its neighbours; always with a point, to be copied. */
  readonly full: (value: number) => string;
}

const locales: Readonly<Record<Language, string>> = { en: 'en', de: 'de', zh: 'zh-CN' };

export function createNumberFormat(language: Language): NumberFormat {
  const locale = locales[language];
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const plain = new Intl.NumberFormat(locale, { minimumSignificantDigits: 4, maximumSignificantDigits: 4, useGrouping: false });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const sizeIn = (unit: 'kilobyte' | 'megabyte') => new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 0 });
  const [kilobytes, megabytes] = [sizeIn('kilobyte'), sizeIn('megabyte')];
  const significant = (value: number): string => {
    if (value === 0) return plain.format(0);
    if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
    const size = Math.abs(value);
    return size < 1e-3 || size >= 1e5 ? scientific(value, plain) : plain.format(value);
  };
  return {
    moment: (time) => moment.format(time),
    bytes: (value) => (value < 1e6 ? kilobytes.format(Math.ceil(value / 1e3)) : megabytes.format(value / 1e6)),
    whole: (value) => whole.format(value),
    significant,
    percent: (value) => percent.format(value),
    metric: (name, value) => (name === 'accuracy' || name === 'exact' || name === 'f1' ? percent.format(value) : significant(value)),
    measure: (name, value) => (name === 'perplexity' ? significant(value) : percent.format(value)),
    full: (value) => String(value),
  };
}

/** 4.031e-5: the mantissa in the language's digits, the exponent as programs write it. */
function scientific(value: number, plain: Intl.NumberFormat): string {
  const [mantissa, exponent] = value.toExponential(3).split('e');
  return `${plain.format(Number(mantissa))}e${exponent.replace('+', '')}`;
}

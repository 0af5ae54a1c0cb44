/** The words of what a field asks beside the metric, in English. */
import type { MeasureName } from '../../../tasks/measures';

const names: Record<MeasureName, string> = {
  perplexity: 'perplexity per character',
  phonemeErrorRate: 'phoneme error rate',
  wordErrorRate: 'word error rate (a digit is a word)',
  symbolErrorRate: 'error rate by symbol',
  precision: 'precision',
  recall: 'recall',
};

export const en = {
  names,
  /** Before the measures of the last evaluation. */
  at: (update: string) => `Held out, at update ${update}:`,
};

export type MeasuresWords = typeof en;

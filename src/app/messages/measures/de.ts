/** The words of what a field asks beside the metric, in German. */
import type { MeasuresWords } from './en';

export const de: MeasuresWords = {
  names: {
    perplexity: 'Perplexität je Zeichen',
    phonemeErrorRate: 'Phonemfehlerrate',
    wordErrorRate: 'Wortfehlerrate (eine Ziffer ist ein Wort)',
    symbolErrorRate: 'Fehlerrate je Symbol',
    precision: 'Genauigkeit (Precision)',
    recall: 'Trefferquote (Recall)',
  },
  at: (update) => `Zurückgehalten, bei Update ${update}:`,
};

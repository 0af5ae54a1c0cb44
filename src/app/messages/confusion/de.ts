/** The words of the confusion matrix, in German. */
import type { ConfusionWords } from './en';

export const de: ConfusionWords = {
  title: 'Verwechslungen',
  about: (examples, update) =>
    `${examples} zurückgehaltene Beispiele bei Update ${update}: eine Zeile je gefragter Klasse, darin, wie oft welche geantwortet wurde. Je kräftiger der Grund, desto größer der Anteil an der Zeile.`,
  asked: 'gefragt',
  answered: 'geantwortet',
  not: (name) => `nicht: ${name}`,
  right: (right, all) => `Richtig: ${right} von ${all}`,
};

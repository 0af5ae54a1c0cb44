/** The words of the panel in which a network writes by itself, in German. */
import type { WritingWords } from './en';

export const de: WritingWords = {
  title: 'Schreiben lassen',
  about:
    'Jedes Zeichen wird daraus gezogen, was das Netz für wahrscheinlich hält, und dann selbst gelesen. Je kräftiger der Grund, desto sicherer war das Netz.',
  prefix: 'Anfang',
  length: 'Zeichen',
  temperature: 'Temperatur',
  seed: 'Startwert',
  write: 'Schreiben',
  writing: 'Schreibt …',
  prefixRefused: 'Der Anfang muss aus 1 bis 1000 Zeichen bestehen, die diese Aufgabe kennt: Kleinbuchstaben und ihre Satzzeichen.',
  refused: (detail) => `Das Schreiben gelang nicht: ${detail}.`,
  written: (update, bits) => `Bei Update ${update}; nach eigener Einschätzung im Mittel ${bits} Bit je Zeichen.`,
  likely: (character, probability) => `${character}: ${probability}`,
  text: 'Was es schrieb',
  columns: { character: 'Zeichen', probability: 'Wahrscheinlichkeit' },
  scale: 'Wahrscheinlichkeit 0 bis 100 %',
};

/** The words of the forecast that is fed back, in German. */
import type { ForecastWords } from './en';

export const de: ForecastWords = {
  title: 'Wie es weitergeht',
  about:
    'Nach dem Fenster liest das Netz seine eigenen Vorhersagen, jede an dem Schritt, für den sie gilt, und sagt so immer weiter vorher. Was es falsch vorhersagt, das liest es auch. Auf den grauen Schritten hat es noch nichts Eigenes gelesen.',
  cleaner:
    'Was gelesen wird, hat Messfehler, was vorhergesagt wird, nicht: Zurückgeführt ist es sauberer als alles, was das Netz zu lesen gelernt hat.',
  bothWays: 'Dieses Netz liest in beiden Richtungen, bräuchte also das Kommende, um es vorherzusagen: Nichts lässt sich zurückführen.',
  tooFar: (horizon, length) =>
    `Jede Antwort gilt ${horizon} Schritte voraus, und das Fenster hat ${length}: Die ersten Schritte danach werden nicht aus ihm vorhergesagt, also lässt sich nichts zurückführen. Ein längeres Fenster wählen.`,
  steps: 'Schritte',
  paused: 'Es folgt dem Bild, solange das Training ruht.',
  refused: (detail) => `Das ließ sich nicht vorhersagen: ${detail}.`,
  of: (update, example, steps) => `Update ${update}, zurückgehaltenes Beispiel ${example}, ${steps} Schritte nach dem Fenster.`,
  plot: (channel) => `${channel}: das Fenster, und wie es weitergeht`,
  truth: 'wahr',
  network: 'Netz',
  errors: (known) => `Mittlerer quadratischer Fehler über die ${known} Schritte, deren Wahrheit bekannt ist:`,
  noTruth: 'Was wirklich kommt, ist nicht bekannt: Die Reihe endet hier.',
  table: 'Als Tabelle zeigen',
  step: 'Schritt',
  save: 'CSV sichern',
};

/** Die Wörter des Bildes im Inneren einer Zelle und seiner Uhr. */
import type { CellMessages } from './en';

export const de: CellMessages = {
  clock: 'In der Zelle',
  back: 'Eine Operation zurück',
  forward: 'Eine Operation weiter',
  position: 'Operation',
  of: (at, last) => `${at} von ${last}`,
  whole: 'ganze Zelle',
  computes: (symbol) => `vorwärts: ${symbol}`,
  arrives: 'der Gradient kommt an',
  returns: (symbol) => `zurück: ∂${symbol}`,
  diagram: 'In der Zelle',
  picture: (cell, place, moment) => `Schaltbild: ${cell}, ${place}; ${moment}. Die Tabelle darunter enthält dieselben Zahlen.`,
  inputs: (count) => `x: ${count} Zahlen`,
  input: 'x',
  about: 'Die Uhr „In der Zelle“ geht hindurch: jede Operation vorwärts, dann jede zurück.',
  gradientNotation:
    '∂f steht für ∂L/∂f. Die Breite einer Leitung zeigt, wie viel auf ihr zurückgeht, auf der logarithmischen Skala (log10) von 10⁻⁸ bis 100.',
  fromOutside: {
    hidden: 'vom Verlust, von der Schicht darüber und vom nächsten Schritt',
    cell: 'vom nächsten Schritt, entlang des Zellzustands',
  },
  soFar: 'bisher',
  allUnits: 'eine Summe über alle Einheiten',
  unknown: 'Das ist hier nicht bekannt, weil die Aufnahme eines großen Netzes die Gewichte weglässt.',
  edge: {
    recurrent: 'Sie bringt den Zustand jeder Einheit vom Schritt davor zu jedem Gatter dieses Schritts; auf ihr kehrt der Gradient zurück.',
    road: 'Sie bringt den Zellzustand dieser Einheit vom Schritt davor; nur das Vergessensgatter multipliziert ihn, auf dem Hinweg wie auf dem Rückweg.',
    input: 'Sie bringt, was diese Schicht in diesem Schritt liest, zu jedem Gatter.',
  },
  entry: {
    title: 'Gewähltes Gewicht',
    names: {
      value: 'Wert',
      gradient: 'Gradient dieses Beispiels',
      read: 'gewichtet in diesem Schritt',
      term: 'sein Summand',
      arriving: 'was an der Summe ankommt',
      share: 'was dieser Schritt zum Gradienten beiträgt',
    },
    notMeasured: 'Sein Gradient wird gemessen, solange das Instrument „Gewichte“ gezeigt wird.',
    ofUpdate: (update) => `Der Gradient ist von Update ${update}.`,
    letGo: 'Loslassen',
  },
  table: 'Als Tabelle zeigen',
  columns: { symbol: 'Zeichen', rule: 'Regel', value: 'Wert', gradient: '∂L/∂ Zeichen' },
};

/** The words for folding and unrolling the network and for the passage through it; in German. */
import type { PassageWords } from './en';

export const passage: PassageWords = {
  cellNorm: '‖c‖',
  passage: {
    forward: 'Vorwärts: Was blass ist, ist noch nicht berechnet.',
    loss: 'Der Verlust: Hier beginnt der Rückweg.',
    backward: 'Rückwärts: Was blass ist, hat der Gradient noch nicht erreicht.',
  },
  showAll: 'Alles zeigen',
  folded: 'Gefaltet',
  foldUp: 'Falten',
  unroll: 'Entfalten',
  opening: 'Wie weit das Netz entfaltet ist',
  units: (count) => `${String(count)} Einheiten`,
  toDecoder: 'zum Decoder',
  parts: {
    node: (_, t) => `Zustand nach Schritt ${t}`,
    recurrent: (before, t) => `Kante von h, Schritt ${before ?? 'Anfang'} → ${t}`,
    road: (before, t) => `Straße von c, Schritt ${before ?? 'Anfang'} → ${t}`,
    input: (_, t) => `Kante der Eingabe, Schritt ${t}`,
    attention: (_, t) => `Kante der Attention, Schritt ${t}`,
  },
  mostChanged: 'am stärksten verändert',
  strongest: 'am größten im Gradienten',
};

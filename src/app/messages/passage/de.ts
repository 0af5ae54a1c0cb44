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
    attention: (source, target) => `Kante der Attention, von Quellschritt ${source ?? ''} zu Zielschritt ${target}`,
  },
  mostChanged: 'am stärksten verändert',
  strongest: 'am größten im Gradienten',
  order: 'Einheiten',
  orders: { index: 'nach Nummer', similarity: 'nach Ähnlichkeit', memory: 'nach Gedächtnis' },
  orderAbout: {
    index: 'Die Einheiten stehen nach ihrer Nummer.',
    similarity: 'Einheiten, deren Zustand in diesem Beispiel ähnlich verläuft, stehen beieinander: gemittelte Verknüpfung ihrer Korrelation.',
    memory: 'Oben stehen die Einheiten, deren Zustand sich am langsamsten ändert: der Abstand, bei dem die Autokorrelation unter 1/e fällt.',
  },
  orderAgain: 'Erneut',
  orderOf: (update) => `Die Ordnung ist von Update ${String(update)}; für die jetzigen Zustände neu bestimmen.`,
  large: 'Groß öffnen',
  trace: 'Verlauf der Einheit',
  notFinite: (values) => `${String(values)} nicht endlich`,
  relative: 'Relative Skala',
  gradientRelative: 'von ihrem Größten, log10',
  relativeHides: 'Verbirgt, wie groß jede Linie ist.',
};

/** The words of the instruments in German. */
import type { InstrumentLabels } from '../../../views/instruments/labels';

export const instruments: InstrumentLabels = {
  decimal: ',',
  title: 'Messgeräte',
  hint: 'Jedes misst nur, solange es zu sehen ist.',
  waiting: 'Noch nicht gemessen. Ein Netz, das dafür zu groß ist oder dessen Zahlen nicht endlich sind, bleibt ohne.',
  ofUpdate: (update) => `von Update ${update}`,
  heldOut: (rows) => `${rows} zurückgehaltene Beispiele`,
  instruments: {
    itemised: {
      name: 'Gradient je Verlust',
      about: 'Zeile k ist der Verlust bei Schritt k allein: wie stark er an dem Zustand zieht, den das Netz bei Schritt t hatte.',
      unit: '‖∂L_k/∂h_t‖, log10',
    },
    jacobians: {
      name: 'Jacobi-Matrix',
      about: 'Das Meiste und das Wenigste, um das ein Schritt und alle Schritte von t bis zum Ende eine kleine Änderung des Zustands strecken.',
      unit: 'Singulärwerte, log10',
    },
    eigenvalues: {
      name: 'Eigenwerte von W_hh',
      about:
        'Jeder Punkt ist ein Eigenwert eines Blocks von W_hh: Immer wieder angewandt, lässt der Block allein Anteile außerhalb des Kreises wachsen, innerhalb schwinden.',
      unit: 'Real- × Imaginärteil',
    },
    roads: {
      name: 'Zwei Wege',
      about:
        'Der Gradient des getragenen Zustands nach seinem Weg: Auf dem additiven multiplizieren ihn nur die tragenden Gatter, der Rest kam durch Gatter und Gewichte.',
      unit: 'Anteil am Gradienten',
    },
    saturation: {
      name: 'Sättigung der Gatter',
      about:
        'Der Anteil der Einheiten, deren Gatter fast zu (unter 0,1, von oben) oder fast offen ist (über 0,9, von unten): Dort erreicht das Gatter kaum ein Gradient.',
      unit: 'Anteil der Einheiten',
    },
    histograms: {
      name: 'Histogramme',
      about: 'Wie die Gewichte eines Tensors und die Beträge ihrer Gradienten verteilt sind.',
      unit: 'Zahlen je Klasse',
    },
    truncation: {
      name: 'Abgeschnittener Gradient',
      about:
        'Der Kosinus des Winkels zwischen dem Gradienten, den das Abschneiden lässt, und dem vollen: 1 ist dieselbe Richtung, 0 sagt nichts über sie.',
      unit: 'Kosinus',
    },
    clipping: {
      name: 'Kappen',
      about: 'Die Norm des Gradienten vor und nach dem Kappen: beim letzten Update und bei zurückgehaltenen Beispielen mit den jetzigen Gewichten.',
      unit: 'Norm',
    },
    weights: {
      name: 'Gewichte',
      about:
        'Von jedem Gatter die Zeilen von W_ih, W_hh und den Biases: Eine Zeile ist eine Einheit, eine Spalte, was sie liest. Die Linien zeigen die Zeile der gewählten Einheit und ihre Spalte unter den gelesenen Zuständen.',
      unit: 'Gewicht oder ∂L/∂W dieses Beispiels',
    },
  },
  showTable: 'Als Tabelle zeigen',
  tableOf: 'Werte von',
  saveCsv: 'CSV speichern',
  tableCut: (shown, all) => `Die ersten ${String(shown)} von ${String(all)} Zeilen; die CSV-Datei hat alle.`,
  relative: 'Relative Skala',
  itemised: {
    relativeHides: 'Jede Zeile nach ihrer größten Norm: Das verbirgt, wie groß sie ist.',
    lossStep: 'Verlustschritt k',
    some: (shown, all) => `${shown} von ${all} Verlusten sind zu sehen.`,
    spread: 'Über alle verteilt',
    window: 'Einzeln, ab dem Cursor',
    none: 'Dieses Beispiel hat keinen eigenen Verlust.',
  },
  jacobians: { largest: 'ein Schritt, max', smallest: 'ein Schritt, min', productLargest: 'bis zum Ende, max', productSmallest: 'bis zum Ende, min' },
  eigenvalues: { circle: 'gestrichelt: Betrag 1', radius: 'Radius', recurrent: 'W_hh' },
  roads: {
    beyond: (steps) => `${steps} jenseits`,
    additive: 'additiv',
    gated: 'durch Gatter',
    none: 'Ein einfaches RNN hat keinen additiven Weg: Sein ganzer Gradient geht durch Gewichte und Nichtlinearität.',
  },
  saturation: {
    shut: 'zu',
    open: 'offen',
    none: 'Ein einfaches RNN hat keine Gatter.',
    units: 'Einheit für Einheit, der Anteil an allen Schritten; die gewählte:',
  },
  histograms: {
    tensor: 'Tensor',
    weights: 'Gewichte',
    gradients: '|Gradient|, log10',
    most: (count) => `vollste Klasse ${count}`,
    zeros: (count) => `${count} genau 0`,
    nonFinite: (count) => `${count} nicht endlich`,
    below: (count) => `${count} darunter`,
    above: (count) => `${count} darüber`,
  },
  truncation: { every: 'Schnitt alle', parameter: 'Tensor', all: 'alle zusammen', cosine: 'Kosinus', full: '‖voll‖', truncated: '‖abgeschnitten‖' },
  clipping: {
    gradient: 'Gradient',
    last: 'des letzten Updates',
    measured: 'der jetzigen Gewichte',
    before: 'vorher',
    after: 'nachher',
    factor: 'Faktor',
    share: 'gestutzte Zahlen',
    off: 'Es wird nicht gekappt',
    byNorm: (norm) => `Norm höchstens ${norm}`,
    byValue: (value) => `Zahlen höchstens ±${value}`,
  },
  weights: {
    all: 'neuer Zustand',
    show: 'Zahlen',
    weights: 'Gewichte',
    gradient: 'Gradient dieses Beispiels',
    relativeHides: 'Farben nach der größten Zahl hier: Das verbirgt, wie groß der Gradient ist.',
    oneGate: 'Platz ist für ein Gatter auf einmal',
    dense: 'Mehrere Zahlen teilen sich ein Pixel: Öffnen Sie die Ansicht groß oder nehmen Sie die Pfeiltasten.',
    hint: 'Zeigen Sie auf eine Zahl, oder setzen Sie den Fokus auf die Gewichte und nehmen Sie die Pfeiltasten.',
    keys: 'Die Pfeiltasten gehen von Zahl zu Zahl und wählen sie; Bild auf und Bild ab gehen zum nächsten Gatter, Pos1 und Ende zu den Enden der Zeile, Escape lässt los.',
    spread: (gate) => `Wie die Zahlen von ${gate} verteilt sind`,
    from: {
      input: (column) => `Eingabe ${column}`,
      recurrent: (column) => `h der Einheit ${column}`,
      inputBias: () => 'Bias der Eingabe',
      recurrentBias: () => 'Bias der Zustände',
    },
    joins: (from, gate, unit) => `${from} → ${gate} der Einheit ${unit}`,
  },
};

/** The words for the parts of a network that not every task has: attention, embeddings, dense layers, and the list of known ones; in German. */
import type { ArchitectureWords } from './en';

export const architecture: ArchitectureWords = {
  openPresets: 'Vorlagen …',
  presets: 'Vorlagen',
  width: (layer) => `Einheiten von Schicht ${layer}`,
  embedding: 'Einbettung des Gelesenen',
  embeddingAbout: 'So viele Zahlen stehen für jedes Zeichen, ehe die erste Schicht es liest; auch sie werden gelernt.',
  moreDecoder: 'Decoder, Einbettungen',
  attention: 'Attention',
  attentions: { none: 'keine (Flaschenhals)', dot: 'Skalarprodukt', general: 'allgemein', additive: 'additiv' },
  attentionAbout: {
    none: 'Der Decoder bekommt von der Quelle nur den letzten Zustand des Encoders, der sie ganz enthalten muss.',
    dot: 'Ein Schritt der Quelle zählt so viel, wie sein Zustand in die Richtung des Decoders zeigt: s = q·k.',
    general: 'Zwischen beiden Zuständen liegt eine gelernte Matrix: s = q·W k.',
    additive: 'Ein kleines Netz bewertet beide Zustände zusammen: s = v·tanh(W q + W k).',
  },
  dotBarred:
    'Das Skalarprodukt ist mit beiden Richtungen nicht möglich: Schlüssel müssen so breit wie die Anfrage sein, und diese sind doppelt so breit.',
  query: 'Welcher Zustand fragt',
  queries: { current: 'der neue (Luong)', previous: 'der davor (Bahdanau)' },
  queryAbout: {
    current: 'Erst schaltet die Zelle; ihr neuer Zustand blickt auf die Quelle zurück, und beide zusammen geben die Antwort.',
    previous: 'Der Zustand vor dem Schritt blickt auf die Quelle zurück, und die Zelle liest, was er fand.',
  },
  feeding: 'Rückspeisung (input feeding)',
  feedingAbout: 'Die Zelle liest auch, woraus die letzte Antwort gemacht war, und weiß so, wohin sie geblickt hat.',
  feedingBarred: 'Nur wo der neue Zustand fragt; fragt der davor, liest die Zelle den Kontext ohnehin.',
  decoderEmbedding: 'Einbettung des Geschriebenen',
  decoderEmbeddingAbout: 'So viele Zahlen stehen für das zuletzt geschriebene Zeichen, wenn der Decoder es liest.',
  decoderMeasures: 'Die Verluste sind die des Decoders, der die Ziele liest; „ganz richtig“ zählt Antworten dessen, der seine eigenen liest.',
  moreHead: 'Einbettung, dichte Schichten',
  moreHeadOnly: 'Dichte Schichten',
  headDropout: 'Dropout vor dem Kopf',
  headDropoutAbout: 'Beim Training wird jede Zahl des Zustands, den der Kopf liest, mit dieser Wahrscheinlichkeit 0.',
  denseAbout: 'Dichte Schichten stehen zwischen dem letzten Zustand und der Antwort; jede liest die vor ihr.',
  dense: (number) => `Dichte Schicht ${number}`,
  denseSize: 'Einheiten',
  denseActivation: 'Aktivierung',
  activations: { relu: 'ReLU', tanh: 'tanh', sigmoid: 'Sigmoid' },
  denseDropout: 'Dropout danach',
  addDense: 'Dichte Schicht hinzufügen',
  removeDense: (number) => `Dichte Schicht ${number} entfernen`,
  /** The inspector's part about attention. */
  looking: {
    title: 'Attention',
    about: (target, source) =>
      `Zielschritt ${target} blickt auf Quellschritt ${source}. Der Decoder liest hier die Ziele; j läuft über die Quellschritte.`,
    back: 'Attention, auf dem Rückweg',
    backAbout:
      '∂α steht für ∂L/∂α. Ein Schlüssel erhält den Gradienten auf zwei Wegen: als das, was bewertet wird, und als das, was gewichtet in den Kontext eingeht.',
  },
};

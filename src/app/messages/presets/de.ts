/** The words for the runs and networks that can be opened by name, in German. */
import type { PresetsWords } from './en';

export const presets: PresetsWords = {
  runsTitle: 'Ganze Läufe',
  runsAbout: 'Eine Aufgabe, ein Netz und sein Training. Wer einen öffnet, ersetzt den jetzigen Lauf.',
  networksTitle: 'Netze für die jetzige Aufgabe',
  networksAbout: 'Bekannte Netze mit Namen. Was die Aufgabe liest und antwortet, bleibt; das übrige kommt aus der Vorlage.',
  decoderAbout: 'Diese Aufgabe hat einen Decoder: Nur die Schichten des Encoders kommen herüber, nicht der dichte Kopf.',
  known: (pytorch, keras) => `Bekannt mit ${pytorch} Parametern in PyTorch, ${keras} in Keras, das einen Bias je Zelle hat.`,
  here: (count) => `Bei dieser Aufgabe: ${count} Parameter.`,
  parameters: (count) => `${count} Parameter`,
  runs: {
    addingRnn: { name: 'Addieren mit einem RNN', about: 'Zwei von fünfzig Zahlen zählen. Der Gradient verschwindet, ehe er sie erreicht.' },
    addingLstm: {
      name: 'Addieren mit einem LSTM',
      about:
        'Dieselbe Aufgabe; der Zellzustand ist eine Straße, auf der eine Zahl und ihr Gradient erhalten bleiben, sobald die Vergessensgatter gelernt haben, offen zu bleiben.',
    },
    addingGru: { name: 'Addieren mit einer GRU', about: 'Dieselbe Aufgabe mit zwei Gattern statt dreien und ohne Zellzustand.' },
    recall: { name: 'Verzögertes Erinnern', about: 'Ein LSTM bewahrt ein Zeichen, während nur Leerstellen kommen.' },
    text: { name: 'Nächstes Zeichen', about: 'Eine GRU liest Moby-Dick und rät jeden nächsten Buchstaben.' },
    reverseAttention: { name: 'Umkehren mit Attention', about: 'Ein Decoder blickt auf den Buchstaben zurück, den er als nächsten schreiben muss.' },
    reverseBottleneck: {
      name: 'Umkehren durch den Flaschenhals',
      about: 'Dasselbe ohne Attention: Ein einziger Zustand muss zehn Buchstaben fassen.',
    },
    datesAdditive: {
      name: 'Datumsangaben mit additiver Attention',
      about: 'Zwölf Schreibweisen werden eine, bewertet und verdrahtet wie bei Bahdanau.',
    },
    sentiment: {
      name: 'Stimmung, bidirektionales LSTM',
      about: 'PyTorchs üblicher erster Klassifikator, auf Sätzen aus Rezensionen mit 4.000 Wörtern.',
    },
    stackedSentiment: {
      name: 'Stimmung, zwei gestapelte LSTM',
      about: 'Keras’ üblicher gestapelter Klassifikator mit seiner dichten Schicht, auf 1.000 Wörtern.',
    },
  },
  networks: {
    sentiment: {
      name: 'Bidirektionaler LSTM-Klassifikator',
      about: 'Einbettung 100, ein bidirektionales LSTM mit 128 Einheiten, beide Endzustände, Dropout 0,5, Antwort.',
    },
    stackedSentiment: {
      name: 'Gestapelter LSTM-Klassifikator',
      about: 'Einbettung 64, bidirektionale LSTM mit 64 und 32 Einheiten, eine dichte ReLU-Schicht mit 64, Dropout 0,5, Antwort.',
    },
  },
};

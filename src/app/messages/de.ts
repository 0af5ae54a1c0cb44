/** Every visible sentence of the page in German. */
import { deRuns } from './runs/de';
import { architecture } from './architecture/de';
import { autopsy } from './autopsy/de';
import type { Messages } from './en';
import { experiment } from './experiment/de';
import { stageLabels } from './stage/de';
import { inspector } from './inspector/de';
import { transport } from './transport/de';
import { shortcuts } from './shortcuts/de';
import { training } from './training/de';
import { tasks } from './tasks/de';

export const de: Messages = {
  name: 'Through Time',
  skipToStage: 'Zum Netz springen',
  header: {
    navigation: 'Seiten',
    lab: 'Labor',
    tasks: 'Aufgaben',
    gallery: 'Galerie',
    race: 'Rennen',
    raceThis: 'Ins Rennen schicken',
    share: 'Teilen',
    shareHint: 'Link zu diesem Lauf und dieser Ansicht kopieren',
    export: 'Export',
    exportHint: 'Gewichte als safetensors-Datei herunterladen',
    theme: 'Farbschema',
    projector: 'Große Schrift',
    projectorHint: 'Größere Buchstaben, für einen Beamer',
    themes: { system: 'System', light: 'Hell', dark: 'Dunkel' },
    language: 'Sprache',
    more: 'Mehr',
    shortcuts: 'Tastenkürzel',
  },
  engine: {
    label: 'Rechenwerk',
    starting: 'Startet …',
    names: { reference: 'Referenz', wasm: 'WASM', webgpu: 'WebGPU' },
    reasons: {
      chosen: 'Dieses Rechenwerk haben Sie gewählt.',
      linked: 'Der Lauf dieses Links wurde auf diesem Rechenwerk gerechnet; darum rechnet es ihn wieder.',
      measuring: 'Dieses Rechenwerk zeichnet das erste Bild; bevor das Training beginnt, werden die Rechenwerke an diesem Modell gemessen.',
      measured: 'Die Rechenwerke wurden an diesem Modell kurz gemessen; dieses war das schnellere.',
      hardware: 'Dieser Browser stellt über WebGPU einen echten Grafikprozessor bereit; das Training läuft darauf.',
      software:
        'Der einzige WebGPU-Adapter hier ist ein Programm, das einen Grafikprozessor nachahmt; direkt zu rechnen ist schneller. Wählen können Sie ihn unten trotzdem.',
      noAdapter: 'Dieser Browser kennt WebGPU, findet aber keinen Adapter; das Training läuft auf dem Hauptprozessor.',
      noWebGpu: 'Dieser Browser kennt kein WebGPU; das Training läuft auf dem Hauptprozessor.',
      unable: 'Der Grafikprozessor konnte dieses Modell nicht rechnen; das Training läuft auf dem Hauptprozessor.',
      lost: 'Die Grafikkarte ging verloren; das Training läuft hier weiter.',
    },
    rate: (rate) => `${rate} Updates/s`,
    measured: (webgpu, wasm) => `WebGPU ${webgpu} Updates/s, WASM ${wasm} Updates/s`,
    paused: 'angehalten',
    choose: 'Rechenwerk für das Training',
    auto: 'Automatisch',
    software: 'Software',
    difference: 'Rechenwerke runden verschieden: Nach einigen Dutzend Updates liefert derselbe Lauf auf einem anderen Rechenwerk andere Ziffern.',
  },
  experiment,
  architecture,
  autopsy,
  training,
  tasks,
  options: {
    digit: 'Schlüsselwort',
    digits: 'Ziffern',
    noise: 'Rauschen',
    horizon: 'Schritte voraus',
    length: 'Länge',
    lag: 'Verzögerung',
    symbols: 'Zeichen',
    marks: 'Markierungen',
    vocabulary: 'Wortschatz',
    forms: 'Schreibweisen',
    depth: 'Tiefste Schachtelung',
    ambiguous: 'Mehrdeutige Namen',
    largest: 'Größte Zahl',
  },
  steps: (count) => `${count} Schritte`,
  loss: {
    label: 'Verlust',
    best: (update, metric) => `bestes: Update ${update} (${metric})`,
    restoreBest: 'Wiederherstellen',
    restoreBestHint: (update) => `Zurück zu den Gewichten und zum Zustand des Optimierers von Update ${update}`,
  },
  stageLabels,
  lossChart: {
    decimal: ',',
    chart: 'Verlust über die Updates',
    update: 'Update',
    training: 'Training',
    heldOut: 'zurückgehalten',
    baseline: 'Raten',
    linear: 'linear',
    logarithmic: 'log10',
    scale: 'Maßstab des Verlusts',
    empty: 'Noch kein Update: Training starten.',
    showTable: 'Als Tabelle zeigen',
    metrics: {
      mse: 'Fehler, zurückgehalten',
      accuracy: 'Treffer, zurückgehalten',
      bitsPerCharacter: 'Bits pro Zeichen',
      exact: 'ganz richtig, zurückgehalten',
      f1: 'F1 auf Zurückgehaltenem',
    },
  },
  stage: {
    label: 'Das Netz in der Zeit',
    opening: 'Der Lauf wird geöffnet …',
    comparison: (network) => `${network} vor dem Training`,
    ownComparison: 'Vor dem Training',
    instruments: 'Messgeräte',
  },
  inspector,
  /** Names of intermediate results in the cells' equations. */
  symbols: { kept: 'behalten', written: 'geschrieben', shown: 'gezeigt', recalled: 'erinnert' },
  transport,
  shortcuts,
  notices: {
    dismiss: 'Schließen',
    linkRefused: (detail) => `Der Link war nicht zu gebrauchen; das Labor hat seinen Standardlauf geöffnet. Der Grund: ${detail}.`,
    checkpointMissing: (detail) =>
      `Die mitgelieferten trainierten Gewichte ließen sich nicht laden (${detail}). Zu sehen sind die Anfangsgewichte; starten Sie das Training.`,
    refused: (detail) => `Das ging nicht, und nichts wurde geändert: ${detail}.`,
    restore: (update) => `Letzte gute Gewichte wiederherstellen (Update ${update})`,
    restored: (update) => `Update ${update} ist zurück: Gewichte und Zustand des Optimierers.`,
    engineChanged: (engine, update) => `Die Grafikkarte ging verloren. Das Training läuft mit ${engine} ab Update ${update} weiter.`,
    failed: (detail) => `Der Worker des Labors kann nicht weiter: ${detail}. Laden Sie die Seite neu; die Adresse bewahrt diesen Lauf.`,
    reload: 'Neu laden',
    linkCopied:
      'Der Link ist in der Zwischenablage. Er bringt Einstellungen, Schritt und Einheit mit; weiter trainierte Gewichte kommen in eine Datei: Läufe, Als Datei sichern.',
    linkNotCopied: 'Der Browser hat das Kopieren nicht erlaubt. Die Adresse dieser Seite ist der Link; kopieren Sie ihn von dort.',
  },
  runs: deRuns,
  fault: {
    page: 'Die Seite stieß auf einen Fehler und kann dies nicht zeichnen. Ihr Lauf steht in der Adresse: Laden Sie neu, um ihn wieder zu öffnen.',
    view: (view) => `„${view}“ stieß auf einen Fehler und lässt sich nicht zeichnen. Das übrige Labor läuft weiter.`,
    retry: 'Noch einmal versuchen',
  },
  gallery: { title: 'Galerie', about: 'Jede Ansicht des Labors, aus festen Zahlen gezeichnet. Es sind die Bilder, die auch die Tests prüfen.' },
};

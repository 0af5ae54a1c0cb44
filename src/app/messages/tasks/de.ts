/** The name of every task, and a paragraph on what it asks, in German. */
import type { TasksWords } from './en';

export const tasks: TasksWords = {
  keyword: {
    name: 'Schlüsselwort erkennen',
    about:
      'Synthetische Sprache: Ziffern sind nacheinander zu hören, und bei jedem Schritt ist die Antwort, wie wahrscheinlich das Schlüsselwort soeben endete. Die Stimmen, nach denen gefragt wird, sind im Training nie zu hören. F1 wägt Treffer gegen Fehlalarme und Versäumtes ab.',
  },
  digitStrings: {
    name: 'Ziffernfolgen',
    about:
      'Synthetische Sprache: Eine Stimme sagt zwei oder mehr Ziffern hintereinander, ein Decoder schreibt sie und blickt dabei auf das Gehörte zurück. Die Stimmen, nach denen gefragt wird, sind im Training nie zu hören.',
  },
  speak: {
    name: 'Ziffern sprechen',
    about:
      'Sprachsynthese im Kleinen: Eine Ziffer wird einmal gezeigt, dann nur noch, wie weit sie gesprochen ist, und bei jedem Schritt ist die Antwort, wie laut jedes Tonhöhenband ist. Vorbild ist eine synthetische Stimme; jedes dritte Sprechtempo ist zurückgehalten. Vorbild und Antwort des Netzes lassen sich anhören.',
  },
  spokenDigits: {
    name: 'Gesprochene Ziffern',
    about:
      'Synthetische Sprache: Eine von einem Synthesizer gesprochene Ziffer wird als Lautstärke von zwanzig Tonhöhenbändern gelesen, fünfzig Schritte je Sekunde, und am Ende benannt. Neun Stimmen üben; vier, die dabei nie zu hören sind, sind zurückgehalten.',
  },
  digitRows: {
    name: 'Ziffern, Zeile für Zeile',
    about:
      'Eine handgeschriebene Ziffer aus 8 × 8 Pixeln wird zeilenweise gelesen und am Ende benannt. 1797 Bilder; ein Sechstel ist zurückgehalten.',
  },
  digitPixels: {
    name: 'Ziffern, Pixel für Pixel',
    about: 'Dieselben Ziffern, ein Pixel je Schritt: 64 Schritte, und das Erste muss bis zum Ende behalten werden.',
  },
  splice: {
    name: 'Spleißstellen in der DNA',
    about:
      '60 Basen werden gelesen. Die Antwort: Endet in ihrer Mitte ein Exon, ein Intron oder keines? Beide Seiten zählen, also hilft es, in beide Richtungen zu lesen.',
  },
  names: {
    name: 'Namen',
    about:
      'Ein Vor- oder Nachname wird Buchstabe für Buchstabe gelesen. Die Antwort ist, in welcher von zehn Listen er steht. 6000 Namen aus der Programmbibliothek Faker, keiner in zwei Listen; ein Fünftel ist zurückgehalten. Aus so wenigen lernt ein Netz nicht mehr, als Buchstabenpaare verraten. Eine Liste sagt nichts über die Menschen, die so heißen.',
  },
  proteins: {
    name: 'Proteinfamilien',
    about:
      'Ein Stück Aminosäuren aus einem Protein wird gelesen. Die Antwort: Aus welcher von sieben Domänenfamilien ist es? Die Mitglieder einer Familie gehen auf einen Vorfahren zurück und stimmen heute nur noch an wenigen Stellen überein. 628 Sequenzen aus Pfam; von jeder Familie ist ein Fünftel zurückgehalten.',
  },
  weather: {
    name: 'Vorhersage: Temperatur',
    about:
      'Die Höchsttemperatur jedes Tages in Seattle von 2012 bis 2015 und bei jedem Schritt die kommende. Schwer zu schlagen: Morgen wird es wie heute.',
  },
  births: {
    name: 'Vorhersage: Geburten',
    about:
      'Geburten je Tag in den USA von 1994 bis 2003 und bei jedem Schritt die kommende Zahl. Am Wochenende sind es weniger, also ist eine Woche zu zählen.',
  },
  load: {
    name: 'Vorhersage: Strombedarf',
    about:
      'Halbstündlicher Strombedarf in England und Wales im Sommer 2000 und bei jedem Schritt der kommende Wert. Tage und Wochen wiederholen sich.',
  },
  sunspots: {
    name: 'Vorhersage: Sonnenflecken',
    about: 'Monatliche Sonnenfleckenzahlen seit 1749 und bei jedem Schritt die kommende. Sie nehmen in etwa elf Jahren zu und ab.',
  },
  stock: {
    name: 'Vorhersage: Aktienindex',
    about:
      'Schlusskurse des DAX von 1991 bis 1998 und bei jedem Schritt der kommende. Der letzte Kurs ist die Vorhersage, die es zu schlagen gilt; reich wird hier niemand.',
  },
  genes: {
    name: 'Vorhersage: Gene',
    about:
      'Synthetisch: ein simulierter Ring aus drei Genen, die einander reihum hemmen, der Repressilator von Elowitz und Leibler. Ihre Expression wird mit Fehlern gemessen, und bei jedem Schritt ist die wahre kommende gefragt. Die Proteine werden nicht gemessen, und jeder Ring hat ein anderes Tempo; beides muss aus der Vergangenheit erschlossen werden.',
  },
  anomalies: {
    name: 'Auffälligkeiten eines Sensors',
    about:
      'Feuchte und Temperatur eines Sensors alle fünf Sekunden und bei jedem Schritt: Geschieht gerade etwas mit ihm? Zwei Sensoren trainieren, zwei sind zurückgehalten; jedes Paar hat ein Ereignis. Nur 149 von 18 914 Messungen sind auffällig, darum zählt F1 und nicht der Anteil richtiger Antworten. Die einfache Regel braucht lange Fenster: Bei 60 Schritten ist ein Netz ihr weit voraus, bei 120 sind sie gleichauf.',
  },
  entities: {
    name: 'Eigennamen',
    about:
      'Jedes Wort eines Satzes wird markiert: Teil einer Person, eines Ortes, einer Firma oder von nichts. Die Namen sind echt, die Sätze synthetisch, von einer kleinen Grammatik gemacht. „Jackson“ kann alles drei sein, und oft verrät es erst, was danach kommt; also hilft es, in beide Richtungen zu lesen. Ein Fünftel der Namen ist zurückgehalten: Bei ihnen hilft nur der Zusammenhang.',
  },
  numbers: {
    name: 'Zahlen: Englisch → Deutsch',
    about:
      'Ein Encoder liest eine Zahl in englischen Wörtern, ein Decoder schreibt sie auf Deutsch, wo der Einer vor dem Zehner kommt. Jede zehnte Zahl ist zurückgehalten.',
  },
  phonemes: {
    name: 'Englisch → Laute',
    about:
      'Ein Encoder liest ein englisches Wort Buchstabe für Buchstabe, ein Decoder schreibt, wie es gesprochen wird, in ARPAbet und ohne Betonung. Buchstaben und Laute gehören nicht paarweise zusammen. 20 000 Wörter aus dem Aussprachewörterbuch der Carnegie Mellon University, viele davon Nachnamen; ein Zehntel ist zurückgehalten.',
  },
  sentiment: {
    name: 'Stimmung',
    about:
      'Ein Satz einer Rezension wird Wort für Wort gelesen. Die Antwort ist, ob er lobt. 2979 Sätze über Filme, Waren und Lokale; ein Fünftel ist zurückgehalten.',
  },
  markedRecall: {
    name: 'Markiertes Erinnern',
    about: 'Buchstaben kommen nacheinander, einer davon groß geschrieben. Am Ende wird nach ihm gefragt; alle anderen sind zu vergessen.',
  },
  temporalOrder: {
    name: 'Zeitliche Reihenfolge',
    about:
      'Zwischen bedeutungslosen Buchstaben kommt an zwei oder drei weit entfernten Stellen X oder Y. Die Antwort ist, welche kamen, in ihrer Reihenfolge.',
  },
  parity: {
    name: 'Parität',
    about: 'Bits werden gelesen, und nach jedem ist die Antwort, ob bisher ungerade viele Einsen kamen. Jede gelesene Eins muss den Zustand ändern.',
  },
  dyck1: {
    name: 'Klammern, eine Sorte',
    about: 'Klammern gehen auf und zu. Nach jeder sagt das Netz, welche folgen kann: Es muss zählen, wie viele offen sind.',
  },
  dyck2: {
    name: 'Klammern, zwei Sorten',
    about:
      'Klammern zweier Sorten gehen auf und zu. Nach jeder sagt das Netz, welche folgen kann: Es muss alle offenen in ihrer Reihenfolge behalten, wie ein Stapel.',
  },
  anbn: {
    name: 'Zählen: aⁿbⁿ',
    about: 'Einige Buchstaben a, dann ebenso viele b, immer wieder. Nach jedem sagt das Netz, was folgen kann: Es muss zählen.',
  },
  reber: {
    name: 'Eingebettete Reber-Grammatik',
    about:
      'Zeichenketten einer kleinen Grammatik, jede von einem Buchstaben umschlossen, der nach ihr wiederkehrt. Das Netz sagt nach jedem Buchstaben, welche folgen können.',
  },
  recall: {
    name: 'Verzögertes Erinnern',
    about:
      'Beim ersten Schritt wird ein Zeichen gezeigt, beim letzten danach gefragt. Dazwischen kommen nur Leerstellen; der Zustand muss es bewahren.',
  },
  adding: {
    name: 'Addieren',
    about: 'Jeder Schritt bringt eine Zahl von 0 bis 1; zwei davon sind markiert. Die Antwort am Ende ist die Summe dieser beiden.',
  },
  copy: {
    name: 'Kopieren',
    about:
      'Zehn Zeichen werden gezeigt, dann Leerstellen, dann ein Signal; danach sind die zehn in ihrer Reihenfolge wiederzugeben. Der Zustand muss sie alle bewahren.',
  },
  text: { name: 'Nächstes Zeichen', about: 'Das Netz liest englische Prosa und sagt bei jedem Schritt, welches Zeichen als nächstes kommt.' },
  reverse: {
    name: 'Umkehren',
    about:
      'Ein Encoder liest Buchstaben, ein Decoder schreibt sie vom letzten bis zum ersten. Durch Attention kann er auf jeden gelesenen zurückblicken.',
  },
  sort: { name: 'Sortieren', about: 'Ein Encoder liest Buchstaben, ein Decoder schreibt dieselben in der Reihenfolge des Alphabets.' },
  dates: {
    name: 'Datumsangaben',
    about:
      'Ein Encoder liest ein Datum in einer von vielen Schreibweisen, ein Decoder schreibt es als Jahr-Monat-Tag und blickt dabei auf das Gelesene zurück.',
  },
};

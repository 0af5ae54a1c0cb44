/** What the list of shortcuts says, in German. */
import type { ShortcutsWords } from './en';

export const shortcuts: ShortcutsWords = {
  title: 'Tastenkürzel',
  close: 'Schließen',
  enable: 'Kürzel mit einzelnen Tasten verwenden',
  keys: {
    run: 'Training starten oder anhalten',
    step: 'ein Update',
    reset: 'zurück zu den Anfangsgewichten',
    earlier: 'früher im Training',
    later: 'später im Training',
    forward: 'ein Schritt der Folge vor',
    back: 'ein Schritt der Folge zurück',
    play: 'Folge abspielen oder anhalten',
    turn: 'Richtung umkehren',
    operate: 'in der Zelle eine Operation weiter',
    unoperate: 'in der Zelle eine Operation zurück',
    unroll: 'das Netz falten oder entfalten',
    help: 'diese Liste',
  },
  stage:
    'Liegt der Fokus auf dem Netz, bewegen die Pfeiltasten durch die Zeit (links, rechts) und die Einheiten (auf, ab); Umschalt mit Bild auf und Bild ab oder [ und ] wählen die Schicht; Pos1 und Ende springen zum ersten und letzten Schritt; E wählt die Kanten, die in den Knoten führen. Mit einem Decoder bewegt Alt mit auf und ab den Schritt auf der anderen Achse.',
  space: 'Leertaste',
};

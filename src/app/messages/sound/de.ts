/** Words about sound in German. */
import type { SoundWords } from './en';

export const sound: SoundWords = {
  group: 'Klang',
  play: 'Abspielen',
  stop: 'Anhalten',
  save: 'WAV',
  saveHint: 'Den Klang als WAV-Datei sichern',
  kind: 'rekonstruiert',
  about: 'Rekonstruktion: Das Bild hält nur Lautstärken fest, die Tonhöhe ist erfunden.',
  refused: 'Dieser Browser gibt hier keinen Ton wieder. Die WAV-Datei lässt sich anhören.',
};

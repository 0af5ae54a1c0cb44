/** Words about sound in English; the other catalogues must have the same keys. */
export const sound = {
  group: 'Sound',
  play: 'Play',
  stop: 'Stop',
  save: 'WAV',
  saveHint: 'Save the sound as a WAV file',
  kind: 'reconstructed',
  about: 'Reconstruction: the picture keeps loudness alone, so pitch is made up.',
  refused: 'This browser plays no sound here. Save the WAV file to hear it.',
};

export type SoundWords = typeof sound;

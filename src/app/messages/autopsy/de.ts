/** What is said in German where training stopped because numbers were no longer finite. */
import type { AutopsyWords } from './en';

export const autopsy: AutopsyWords = {
  stopped: (update, where) => `Das Training hielt bei Update ${update} an: ${where} war eine Zahl nicht mehr endlich.`,
  states: (scan) => `In den Zuständen (${scan})`,
  gradients: (scan) => `In den Gradienten auf dem Weg zurück (${scan})`,
  loss: 'Im Verlust',
  norm: 'In der Norm des Gradienten',
  update: 'In den Gewichten, die dieses Update hinterließ,',
  other: (pass) => `Im Rechenschritt „${pass}“`,
  step: (where, step) => `${where} bei Schritt ${step}`,
  remedy: 'Stellen Sie die letzten guten Gewichte wieder her; senken Sie dann die Lernrate, oder kappen Sie den Gradienten.',
  fromTheStart: 'Das liegt schon an den Anfangsgewichten: Ziehen Sie andere, mit kleinerem Spektralradius.',
};

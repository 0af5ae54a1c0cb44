/** The words of forecasts, detections and tagged sentences, in German. */
import type { OutputLabels } from '../../../views/labels';

export const outputs: OutputLabels = {
  read: 'gelesen',
  truth: 'wahr',
  foretold: 'vorhergesagt',
  asked: 'gefragt',
  ahead: (steps) => (steps === 1 ? 'einen Schritt voraus' : `${String(steps)} Schritte voraus`),
  threshold: 'Schwelle: darüber schlägt das Netz an',
  verdicts: {
    hit: (count) => `${String(count)} gefunden`,
    miss: (count) => `${String(count)} verpasst`,
    alarm: (count) => `${String(count)} falsch`,
  },
  there: 'wirklich da',
  kinds: { PER: 'Person', LOC: 'Ort', ORG: 'Firma' },
  wrong: 'falsch',
};

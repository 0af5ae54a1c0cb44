/** The words of forecasts, detections and tagged sentences, in English. */
import type { OutputLabels } from '../../../views/labels';

export const outputs: OutputLabels = {
  read: 'read',
  truth: 'true',
  foretold: 'foretold',
  asked: 'asked',
  ahead: (steps) => (steps === 1 ? 'one step ahead' : `${String(steps)} steps ahead`),
  threshold: 'threshold: above it the network sounds',
  verdicts: {
    hit: (count) => `${String(count)} found`,
    miss: (count) => `${String(count)} missed`,
    alarm: (count) => `${String(count)} false`,
  },
  there: 'truly there',
  kinds: { PER: 'person', LOC: 'place', ORG: 'firm' },
  wrong: 'wrong',
};

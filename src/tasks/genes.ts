/**
 * Genes: how strongly three genes are expressed is measured again and again, with errors, and at every step their true expression some steps on is
 * foretold. Synthetic: a simulated ring of genes that repress one another in turn, its tempo and strength others in every example. The proteins,
 * which decide what comes, are not measured: what is known of them must be made out from the past.
 */
import { createLoadedTask } from './loaded-task';

/** Simulated where they are needed: it reads no file. */
export const genes = createLoadedTask(
  {
    name: 'genes',
    options: {
      length: { type: 'integer', default: 60, min: 2, max: 200 },
      horizon: { type: 'integer', default: 2, min: 1, max: 30 },
      /** Standard deviation of the natural logarithm of a measurement. */
      noise: { type: 'number', default: 0.3, min: 0, max: 2 },
    },
    input: () => ({ kind: 'values', size: 3 }),
    output: () => ({ kind: 'every', size: 3, loss: 'mse', dropout: 0, hidden: [] }),
    metric: { name: 'mse', better: 'lower' },
  },
  async () => (await import('./gene-examples')).geneExamples,
);

/**
 * Proteins: a stretch of amino acids out of a protein is read, and the answer is which family of domains it comes from. Members of a family go back
 * to one ancestor, and by now agree in few places. Whole sequences are held out: a fifth of each family.
 *
 * Seed alignments of Pfam as the examples of HMMER have them; Eddy, "Accelerated profile HMM searches", PLoS Computational Biology 7, 2011.
 */
import { reservedTokens } from '../model/spec';
import { readDataFile } from './data-files';
import { createLoadedTask } from './loaded-task';
import { FAMILIES, RESIDUES } from './protein-families';

export const proteins = createLoadedTask(
  {
    name: 'proteins',
    options: { length: { type: 'integer', default: 40, min: 10, max: 60 } },
    input: () => ({ kind: 'tokens', vocabSize: reservedTokens.length + RESIDUES.length, embeddingSize: 16 }),
    output: () => ({ kind: 'last', size: FAMILIES.length, loss: 'crossEntropy', dropout: 0, hidden: [] }),
    metric: { name: 'accuracy', better: 'higher' },
  },
  async (read) => (await import('./protein-examples')).openProteinExamples(await readDataFile(read, 'proteins.txt')),
);

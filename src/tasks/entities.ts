/**
 * Named entities: a sentence is read word by word, and every word is tagged: part of a person, a place or a firm, or of nothing. The sentences are made
 * by a small grammar, so their truth is known; the names are real ones. "Jackson" may be any of the three, and often only what comes after tells, so a
 * network that reads both ways is far ahead. Sentences held out have names, a fifth of them, that were never seen in training.
 *
 * Tags as in Tjong Kim Sang and De Meulder, "Introduction to the CoNLL-2003 shared task", 2003; scored as there, by whole entities.
 */
import { readDataFile } from './data-files';
import { TAGS } from './entity-tags';
import { createLoadedTask } from './loaded-task';

/** Token ids: the reserved ones, the unknown word, the grammar's words and the names that training knows. */
const VOCABULARY_SIZE = 817;

export const entities = createLoadedTask(
  {
    name: 'entities',
    /** How often a name is one that stands in several lists. */
    options: { ambiguous: { type: 'number', default: 0.5, min: 0, max: 1 } },
    input: () => ({ kind: 'tokens', vocabSize: VOCABULARY_SIZE, embeddingSize: 16 }),
    output: () => ({ kind: 'every', size: TAGS.length, loss: 'crossEntropy', dropout: 0, hidden: [] }),
    metric: { name: 'f1', better: 'higher' },
  },
  async (read) => (await import('./entity-examples')).openEntityExamples(await readDataFile(read, 'entities.txt')),
);

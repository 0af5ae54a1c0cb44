/**
 * Sentiment: a sentence of a review is read word by word; the answer is whether it praises. 2,979 sentences about films, goods and restaurants,
 * the last fifth of them held out.
 *
 * Kotzias, Denil, de Freitas and Smyth, "From group to individual labels using deep features", KDD 2015 (Sentiment Labelled Sentences).
 */
import { readDataFile } from './data-files';
import { createLoadedTask } from './loaded-task';
import { getNumber } from './options';

/** The task and its sentences, of which there are none until `load` has resolved. */
export function createSentimentTask() {
  return createLoadedTask(
    {
      name: 'sentiment',
      options: {
        /** Words beyond it are not read. */
        length: { type: 'integer', default: 30, min: 1, max: 73 },
        /** Token ids: the reserved ones, the unknown word, and the most frequent words. */
        vocabulary: { type: 'integer', default: 1000, min: 10, max: 4000 },
      },
      input: (options) => ({ kind: 'tokens', vocabSize: getNumber(options, 'vocabulary'), embeddingSize: 32 }),
      output: () => ({ kind: 'last', size: 1, loss: 'bce', dropout: 0, hidden: [] }),
      metric: { name: 'accuracy', better: 'higher' },
    },
    async (read) => (await import('./sentiment-examples')).openSentimentExamples(await readDataFile(read, 'sentiment.tsv')),
  );
}

export const sentiment = createSentimentTask();

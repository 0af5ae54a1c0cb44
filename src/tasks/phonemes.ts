/**
 * Phonemes: an English word is read letter by letter, and how it is spoken is written phoneme by phoneme, in ARPAbet and without stress. Letters and
 * phonemes do not pair one to one, so a decoder must find where to look. 20,000 words, the last tenth held out.
 *
 * Carnegie Mellon University's Pronouncing Dictionary. Read with attention as in Toshniwal and Livescu, "Jointly learning to align and convert
 * graphemes to phonemes with neural attention models", SLT 2016.
 */
import { reservedTokens } from '../model/spec';
import { readDataFile } from './data-files';
import { attendingDecoder } from './letters';
import { createLoadedTask } from './loaded-task';
import { LETTERS, LONGEST, PHONEMES } from './phoneme-alphabets';

export const phonemes = createLoadedTask(
  {
    name: 'phonemes',
    /** Words of more letters are left out. */
    options: { length: { type: 'integer', default: LONGEST, min: 3, max: LONGEST } },
    input: () => ({ kind: 'tokens', vocabSize: reservedTokens.length + LETTERS.length, embeddingSize: 24 }),
    output: () => attendingDecoder(reservedTokens.length + PHONEMES.length),
    metric: { name: 'exact', better: 'higher' },
  },
  async (read) => (await import('./phoneme-examples')).openPhonemeExamples(await readDataFile(read, 'phonemes.txt')),
);

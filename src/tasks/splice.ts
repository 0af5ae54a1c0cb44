/**
 * Splice sites: 60 bases of DNA are read, and the answer is whether in their middle an exon ends, an intron ends, or neither. What lies on both
 * sides decides, so a network that reads both ways has it easier.
 *
 * Noordewier, Towell and Shavlik, "Training knowledge-based neural networks to recognize genes", NIPS 1991 (UCI, primate splice junctions).
 */
import { reservedTokens } from '../model/spec';
import { createClassTask } from './classes';

const BASES = 'ACGT';

export const splice = createClassTask({
  name: 'splice',
  file: 'splice.txt',
  codes: ['n', 'ei', 'ie'],
  classes: ['neither', 'exon→intron', 'intron→exon'],
  heldOutShare: 0.2,
  input: { kind: 'tokens', vocabSize: reservedTokens.length + BASES.length, embeddingSize: 8 },
  inputs: [...reservedTokens, ...Array.from(BASES)],
  steps: 60,
  read: (text) => Array.from(text, (base) => reservedTokens.length + BASES.indexOf(base)),
});

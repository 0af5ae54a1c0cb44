/**
 * Names: a first or last name is read letter by letter, and the answer is which list it stands in. The lists are those of the library Faker, ten of
 * them that are written in Latin letters, 600 names each that no other of them has. A list says nothing of the people who bear its names.
 */
import { reservedTokens } from '../model/spec';
import { createClassTask } from './classes';

/** All that the names are written with. */
const LETTERS = Array.from("'-ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzÁÇÈÉÓÖÜáâäçèéêëíîïñòóôöúüýąĆćČčďĐđęěğİıŁłńňřŚśŞşŠšťůűźŻżŽž’");
/** The lists as the library calls them. */
const LISTS = ['cs_CZ', 'de', 'en', 'es', 'fr', 'hr', 'it', 'pl', 'tr', 'uz_UZ_latin'];
const LONGEST = 14;

export const names = createClassTask({
  name: 'names',
  file: 'names.txt',
  codes: LISTS,
  classes: LISTS,
  heldOutShare: 0.2,
  input: { kind: 'tokens', vocabSize: reservedTokens.length + LETTERS.length, embeddingSize: 24 },
  inputs: [...reservedTokens, ...LETTERS],
  steps: LONGEST,
  varies: true,
  read: (text) => Array.from(text, (letter) => reservedTokens.length + LETTERS.indexOf(letter)),
  comparesPairs: true,
});

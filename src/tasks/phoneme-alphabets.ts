/** What the task `phonemes` reads and writes. */

export const LETTERS = Array.from('abcdefghijklmnopqrstuvwxyz');
export const PHONEMES = 'AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH'.split(' ');
/** Letters, and phonemes, of the longest words. */
export const LONGEST = 10;

/** The words of decoding step by step in every language: apart from the other words, since they are loaded with what shows them. */
import type { Language } from '../../../store/preferences';
import { de } from './de';
import { type DecodingWords, en } from './en';
import { zh } from './zh';

export const decodingWords: Readonly<Record<Language, DecodingWords>> = { en, de, zh };

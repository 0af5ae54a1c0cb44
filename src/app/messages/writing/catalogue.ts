/** The words of the panel in which a network writes, in every language: loaded with it. */
import type { Language } from '../../../store/preferences';
import { de } from './de';
import { en, type WritingWords } from './en';
import { zh } from './zh';

export const writingWords: Readonly<Record<Language, WritingWords>> = { en, de, zh };

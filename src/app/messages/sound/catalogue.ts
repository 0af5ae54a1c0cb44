/** The words about sound in every language: apart from the other words, since they are loaded with the first picture of sound. */
import type { Language } from '../../../store/preferences';
import { sound as de } from './de';
import { sound as en, type SoundWords } from './en';
import { sound as zh } from './zh';

export const soundWords: Readonly<Record<Language, SoundWords>> = { en, de, zh };

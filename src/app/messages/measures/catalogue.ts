/** The words of the further measures in every language: loaded with what shows them. */
import type { Language } from '../../../store/preferences';
import { de } from './de';
import { en, type MeasuresWords } from './en';
import { zh } from './zh';

export const measuresWords: Readonly<Record<Language, MeasuresWords>> = { en, de, zh };

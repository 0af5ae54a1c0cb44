/** The words of the race in every language; loaded with its page. */
import type { Language } from '../../../store/preferences';
import { de } from './de';
import { en, type RaceWords } from './en';
import { zh } from './zh';

export const raceWords: Readonly<Record<Language, RaceWords>> = { en, de, zh };

/** The words of the forecast that is fed back, in every language: loaded with it. */
import type { Language } from '../../../store/preferences';
import { de } from './de';
import { en, type ForecastWords } from './en';
import { zh } from './zh';

export const forecastWords: Readonly<Record<Language, ForecastWords>> = { en, de, zh };

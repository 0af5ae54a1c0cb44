/** The words for interventions in every language: apart from the other words, since they are loaded with what shows them. */
import type { Language } from '../../../store/preferences';
import { de } from './de';
import { en, type WhatIfWords } from './en';
import { zh } from './zh';

export const whatIfWords: Readonly<Record<Language, WhatIfWords>> = { en, de, zh };

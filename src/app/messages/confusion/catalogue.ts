/** The words of the confusion matrix in every language: loaded with it. */
import type { Language } from '../../../store/preferences';
import { de } from './de';
import { type ConfusionWords, en } from './en';
import { zh } from './zh';

export const confusionWords: Readonly<Record<Language, ConfusionWords>> = { en, de, zh };

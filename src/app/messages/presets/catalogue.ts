/** The words of the presets in every language: apart from the other words, since they are loaded with the presets. */
import type { Language } from '../../../store/preferences';
import { presets as de } from './de';
import { type PresetsWords, presets as en } from './en';
import { presets as zh } from './zh';

export const presetWords: Readonly<Record<Language, PresetsWords>> = { en, de, zh };

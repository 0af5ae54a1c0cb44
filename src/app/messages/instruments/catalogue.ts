/** The words of the instruments in every language: apart from the other words, since they are loaded with the instruments. */
import type { Language } from '../../../store/preferences';
import type { InstrumentLabels } from '../../../views/instruments/labels';
import { instruments as de } from './de';
import { instruments as en } from './en';
import { instruments as zh } from './zh';

export const instrumentLabels: Readonly<Record<Language, InstrumentLabels>> = { en, de, zh };

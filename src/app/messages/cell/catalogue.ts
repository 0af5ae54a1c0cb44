/** The words inside a cell in every language; loaded with the picture. */
import type { Language } from '../../../store/preferences';
import { de } from './de';
import { type CellMessages, en } from './en';
import { zh } from './zh';

export const cellMessages: Readonly<Record<Language, CellMessages>> = { en, de, zh };

/** What the speech tasks call what they read and answer, and the option that they share. */
import { melCorners } from '../core/sound/bands';
import type { OptionRule } from './task';

export const digitNames = Array.from('0123456789');
export const bandNames = melCorners.slice(1, -1).map((hertz) => `${String(Math.round(hertz))} Hz`);

/** How loud the noise is, as a share of the loudest band's amplitude. */
export const noiseOption: OptionRule = { type: 'number', default: 0.02, min: 0, max: 1 };

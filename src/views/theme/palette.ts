/** Every colour of the page, once for each theme: canvases read this table, and the custom properties in tokens.css must equal it (a test holds that). */

export type ThemeName = 'light' | 'dark';

export interface Palette {
  readonly paper: string;
  readonly panel: string;
  readonly ink: string;
  readonly softInk: string;
  readonly hairline: string;
  readonly forget: string;
  readonly input: string;
  readonly candidate: string;
  readonly output: string;
  /** GRU: what is read of the past. */
  readonly reset: string;
  /** GRU: what is carried or replaced; the hue of forget, which has that part in the LSTM. */
  readonly update: string;
  readonly cell: string;
  readonly hidden: string;
  readonly gradient: string;
  readonly attention: string;
  /** The diverging map of signed values. */
  readonly negative: string;
  readonly zero: string;
  readonly positive: string;
  /** Kinds of tags that words bear. */
  readonly tagOlive: string;
  readonly tagIndigo: string;
  readonly tagBrown: string;
  /** The one accent: cursor and focus. */
  readonly focus: string;
}

export const palettes: Readonly<Record<ThemeName, Palette>> = {
  light: {
    paper: '#fcfcfa',
    panel: '#ffffff',
    ink: '#1b1f24',
    softInk: '#5d6670',
    hairline: '#e3e5e8',
    forget: '#c4501b',
    input: '#0a7f5c',
    candidate: '#b97a00',
    output: '#0b63a5',
    reset: '#0a7f5c',
    update: '#c4501b',
    cell: '#9a3f86',
    hidden: '#2a6f97',
    gradient: '#6a3d9a',
    attention: '#117a8b',
    negative: '#2166ac',
    zero: '#f4f4f2',
    positive: '#b2182b',
    tagOlive: '#5c6b0a',
    tagIndigo: '#4350b8',
    tagBrown: '#7d4e24',
    focus: '#1f6feb',
  },
  dark: {
    paper: '#121519',
    panel: '#181c21',
    ink: '#e8eaed',
    softInk: '#9aa4af',
    hairline: '#2a3037',
    forget: '#f0885a',
    input: '#45c79c',
    candidate: '#e8b04a',
    output: '#62b0ec',
    reset: '#45c79c',
    update: '#f0885a',
    cell: '#d888c5',
    hidden: '#79b8dc',
    gradient: '#b695e0',
    attention: '#5cc5d6',
    negative: '#4f9bd9',
    zero: '#20252b',
    positive: '#e5695f',
    tagOlive: '#b6c65a',
    tagIndigo: '#a3adf7',
    tagBrown: '#d8a87e',
    focus: '#6ea8fe',
  },
};

/** `softInk` → `--soft-ink`: the custom property of a colour. */
export function propertyName(colour: keyof Palette): string {
  return `--${colour.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** How a colour is written in SVG and CSS, following the theme by itself. */
export function cssColour(colour: keyof Palette): string {
  return `var(${propertyName(colour)})`;
}

/** The palette and the custom properties are the same colours. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { palettes, propertyName, type Palette, type ThemeName } from './palette';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');
const blocks: readonly (readonly [string, ThemeName])[] = [
  [':root {', 'light'],
  ["  :root:not([data-theme='light']) {", 'dark'],
  [":root[data-theme='dark'] {", 'dark'],
];

describe('tokens.css', () => {
  it.each(blocks)('holds under %s the %s palette and no other colour', (start, theme) => {
    const from = css.indexOf(`\n${start}`);
    expect(from).toBeGreaterThan(-1);
    const block = css.slice(from, css.indexOf('}', from));
    const found = Object.fromEntries([...block.matchAll(/(--[a-z-]+): (#[0-9a-f]{6});/g)].map(([, name, colour]) => [name, colour]));
    const wanted = Object.fromEntries(
      Object.entries(palettes[theme]).map(([name, colour]) => [propertyName(name as keyof Palette), colour as string]),
    );
    expect(found).toEqual(wanted);
  });
});

/** WCAG 2.2: text needs 4.5 : 1, marks need 3 : 1. */
describe.each(['light', 'dark'] as const)('%s', (theme) => {
  const palette = palettes[theme];
  it.each(['ink', 'softInk'] as const)('%s is readable on paper and panel', (colour) => {
    expect(contrast(palette[colour], palette.paper)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette[colour], palette.panel)).toBeGreaterThanOrEqual(4.5);
  });
  it.each(['forget', 'input', 'candidate', 'output', 'cell', 'hidden', 'gradient', 'attention', 'negative', 'positive', 'focus'] as const)(
    '%s stands out from the paper',
    (colour) => {
      expect(contrast(palette[colour], palette.paper)).toBeGreaterThanOrEqual(3);
    },
  );
});

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const value = Number.parseInt(hex.slice(1), 16);
  const [red, green, blue] = [16, 8, 0].map((shift) => {
    const part = ((value >> shift) & 255) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

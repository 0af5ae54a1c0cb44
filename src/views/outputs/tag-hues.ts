/** The kinds of tags, as in `PER` of `B-PER` and `I-PER`, and the hue of each. */
import type { Palette } from '../theme/palette';

/** The kinds that are told apart by hue; more share them. */
const hues = ['tagOlive', 'tagIndigo', 'tagBrown'] as const satisfies readonly (keyof Palette)[];
export type TagHue = (typeof hues)[number];

/** `PER`; null for `O`, which is no name. */
export function kindOfTag(tag: string): string | null {
  const at = tag.indexOf('-');
  return at < 0 ? null : tag.slice(at + 1);
}

/** Every kind once, in the order of the tags. */
export function kindsOf(tags: readonly string[]): readonly string[] {
  return [...new Set(tags.map(kindOfTag))].filter((kind) => kind !== null);
}

export function hueOfTag(tags: readonly string[], tag: number): TagHue | undefined {
  const kind = kindOfTag(tags[tag] ?? '');
  return kind === null ? undefined : hues[kindsOf(tags).indexOf(kind) % hues.length];
}

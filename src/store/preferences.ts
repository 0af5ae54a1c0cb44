/** What a person likes, kept in this browser: theme, language, whether single-key shortcuts work, whether type is big, which of the stage's panels are folded, which instruments stand below. */
import * as v from 'valibot';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type InstrumentName, instrumentNames } from '../model/instruments';

export const languages = ['en', 'de', 'zh'] as const;
export type Language = (typeof languages)[number];

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export interface Preferences {
  readonly theme: Theme;
  readonly language: Language;
  readonly shortcuts: boolean;
  /** Big type. */
  readonly projector: boolean;
  readonly folded: readonly string[];
  readonly instruments: readonly InstrumentName[];
}

export type PreferencesStore = StoreApi<Preferences>;

const schema = v.object({
  theme: v.optional(v.picklist(themes)),
  language: v.optional(v.picklist(languages)),
  shortcuts: v.optional(v.boolean()),
  projector: v.optional(v.boolean()),
  folded: v.optional(v.pipe(v.array(v.string()), v.maxLength(40))),
  instruments: v.optional(v.array(v.picklist(instrumentNames))),
});

const key = 'through-time';

/** The preferences kept in `storage`, and the browser's languages where none is kept; later changes are kept too. */
export function createPreferences(storage: Storage | null, browserLanguages: readonly string[]): PreferencesStore {
  const defaults: Preferences = {
    theme: 'system',
    language: matchLanguage(browserLanguages),
    shortcuts: true,
    projector: false,
    folded: ['trace'],
    instruments: [],
  };
  const store = createStore<Preferences>(() => ({ ...defaults, ...readKept(storage) }));
  store.subscribe((preferences) => {
    try {
      storage?.setItem(key, JSON.stringify(preferences));
    } catch {
      // A full or forbidden storage only means that the choice lasts as long as the page.
    }
  });
  return store;
}

/** The first of the browser's languages that the catalogue has, else English. */
export function matchLanguage(browserLanguages: readonly string[]): Language {
  for (const tag of browserLanguages) {
    const primary = tag.toLowerCase().split('-')[0];
    const found = languages.find((language) => language === primary);
    if (found !== undefined) return found;
  }
  return 'en';
}

function readKept(storage: Storage | null): Partial<Preferences> {
  try {
    const text = storage?.getItem(key) ?? null;
    return text === null ? {} : v.parse(schema, JSON.parse(text));
  } catch {
    return {};
  }
}

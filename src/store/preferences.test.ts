/** Preferences follow the browser's language until the person chooses, and survive whatever the storage holds. */
import { expect, it } from 'vitest';
import { createPreferences, matchLanguage } from './preferences';

function createStorage(kept: string | null): Storage {
  const map = new Map<string, string>(kept === null ? [] : [['through-time', kept]]);
  return {
    length: map.size,
    clear: () => {
      map.clear();
    },
    getItem: (key) => map.get(key) ?? null,
    key: () => null,
    removeItem: (key) => {
      map.delete(key);
    },
    setItem: (key, value) => {
      map.set(key, value);
    },
  };
}

it.each([
  [['de-CH', 'en'], 'de'],
  [['zh-Hant-TW'], 'zh'],
  [['fr', 'de'], 'de'],
  [['fr'], 'en'],
  [[], 'en'],
])('takes %j to %s', (tags, language) => {
  expect(matchLanguage(tags)).toBe(language);
});

it('keeps a choice', () => {
  const storage = createStorage(null);
  createPreferences(storage, ['de']).setState({ theme: 'dark', shortcuts: false, projector: true, folded: ['forget'], instruments: ['roads'] });
  expect(createPreferences(storage, ['en']).getState()).toEqual({
    theme: 'dark',
    language: 'de',
    shortcuts: false,
    projector: true,
    folded: ['forget'],
    instruments: ['roads'],
  });
});

it.each(['', '{', '[]', '{"theme":"neon"}', '{"folded":"all"}', '{"instruments":["crystal ball"]}', 'null'])(
  'takes the defaults where the storage holds %j',
  (kept) => {
    expect(createPreferences(createStorage(kept), ['en']).getState()).toEqual({
      theme: 'system',
      language: 'en',
      shortcuts: true,
      projector: false,
      folded: ['trace'],
      instruments: [],
    });
  },
);

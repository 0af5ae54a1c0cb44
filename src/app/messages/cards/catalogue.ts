/** The words of the tasks' cards, a language at a time, loaded when a card is drawn. */
import { use } from 'react';
import type { Language } from '../../../store/preferences';
import { usePreferences } from '../../lab-context';
import type { CardsWords } from './en';

const loaders: Readonly<Record<Language, () => Promise<CardsWords>>> = {
  en: () => import('./en').then(({ en }) => en),
  de: () => import('./de').then(({ de }) => de),
  zh: () => import('./zh').then(({ zh }) => zh),
};

const asked = new Map<Language, Promise<CardsWords>>();

/** Suspends until the words are there. */
export function useCardsWords(): CardsWords {
  const language = usePreferences((each) => each.language);
  const words = asked.get(language) ?? loaders[language]();
  asked.set(language, words);
  return use(words);
}

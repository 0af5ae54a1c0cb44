/** The catalogue in the language at hand, given to every panel by context. English comes with the page, the others when they are asked for. */
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import type { Language } from '../../store/preferences';
import { createNumberFormat, type NumberFormat } from '../format';
import { en, type Messages } from './en';

const loaders: Readonly<Record<Language, () => Promise<Messages>>> = {
  en: () => Promise.resolve(en),
  de: () => import('./de').then(({ de }) => de),
  zh: () => import('./zh').then(({ zh }) => zh),
};

const loaded = new Map<Language, Messages>([['en', en]]);

/** Resolves when a language can be shown; where its words cannot be had, the page keeps the ones that it has. */
export async function loadLanguage(language: Language): Promise<void> {
  const messages = await loaders[language]().catch(() => null);
  if (messages !== null) loaded.set(language, messages);
}

interface Words {
  readonly messages: Messages;
  readonly format: NumberFormat;
}

const WordsContext = createContext<Words>({ messages: en, format: createNumberFormat('en') });

/** Gives `children` the sentences and numbers of a language once they are there, and tells the document which one it is. */
export function WordsProvider({ language, children }: { readonly language: Language; readonly children: ReactNode }): ReactNode {
  const [shown, setShown] = useState<Language>(loaded.has(language) ? language : 'en');
  useEffect(() => {
    let wanted = true;
    void loadLanguage(language).then(() => {
      if (wanted && loaded.has(language)) setShown(language);
    });
    return () => {
      wanted = false;
    };
  }, [language]);
  const words = useMemo(() => ({ messages: loaded.get(shown) ?? en, format: createNumberFormat(shown) }), [shown]);
  useEffect(() => {
    document.documentElement.lang = shown === 'zh' ? 'zh-Hans' : shown;
  }, [shown]);
  return <WordsContext value={words}>{children}</WordsContext>;
}

export function useWords(): Words {
  return use(WordsContext);
}

/** How a language calls itself. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch', zh: '中文' };

/** The catalogue in the language at hand, given to every panel by context. */
import { createContext, type ReactNode, use, useEffect, useMemo } from 'react';
import type { Language } from '../../store/preferences';
import { createNumberFormat, type NumberFormat } from '../format';
import { de } from './de';
import { en, type Messages } from './en';
import { zh } from './zh';

const catalogues: Readonly<Record<Language, Messages>> = { en, de, zh };

interface Words {
  readonly messages: Messages;
  readonly format: NumberFormat;
}

const WordsContext = createContext<Words>({ messages: en, format: createNumberFormat('en') });

/** Gives `children` the sentences and numbers of a language, and tells the document which one it is. */
export function WordsProvider({ language, children }: { readonly language: Language; readonly children: ReactNode }): ReactNode {
  const words = useMemo(() => ({ messages: catalogues[language], format: createNumberFormat(language) }), [language]);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-Hans' : language;
  }, [language]);
  return <WordsContext value={words}>{children}</WordsContext>;
}

export function useWords(): Words {
  return use(WordsContext);
}

/** How a language calls itself. */
export function nameOf(language: Language): string {
  return catalogues[language].languageName;
}

/**
 * The grammar of the task `entities`: sentences about people, places and firms in which the same name may be any of them, and only the words to its
 * left, or to its right, tell which.
 */

import type { TAGS } from './entity-tags';

/** Names, by what they may be used as. */
export interface NameLists {
  readonly first: readonly string[];
  readonly last: readonly string[];
  readonly city: readonly string[];
}

/** Names for all, and those of each list that stand in another one too. */
export interface NamePools {
  readonly all: NameLists;
  readonly several: NameLists;
  /** How often a name is taken of those that stand in several lists, from 0 to 1. */
  readonly ambiguous: number;
}

export interface Token {
  readonly word: string;
  readonly tag: (typeof TAGS)[number];
}

/** What a sentence may begin with, which tells nothing. */
const openings = ['', '', 'on <day>', 'they say', 'last year', 'it seems that'];

/** `p`, `l`, `o`: a person, place or firm by one bare name; `P`, `O`: by first and last name, with its legal form; `~`: perhaps an aside. */
const clauses = [
  '{p} ~ was born in {l}',
  '{p} ~ is a <job> in {l}',
  '{p} ~ married {P} in {l}',
  '{p} ~ met her brother on <day>',
  'Mr {p} ~ <deed>',
  'reports about {p} , who <deed> , were wrong',
  '{P} ~ left {o} on <day>',
  '{o} ~ makes <goods>',
  '{o} ~ hired {P}',
  '{o} ~ was bought by {O}',
  '{o} ~ opened a shop in {l}',
  'shares of {o} fell on <day>',
  'reports about {o} , which makes <goods> , were wrong',
  '{O} ~ sued {p} in {l}',
  '{l} ~ was flooded on <day>',
  '{l} ~ has two bridges',
  '{l} ~ lies near {l}',
  'in {l} <event>',
  'reports about {l} , where <event> , were wrong',
];

const asides = ['', '', '', ', as <who> said on <day> ,', ', we hear ,'];

const classes: Readonly<Record<string, readonly string[]>> = {
  day: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
  job: ['baker', 'lawyer', 'nurse', 'painter', 'teacher'],
  goods: ['clocks', 'paper', 'shoes', 'soap', 'tyres'],
  who: ['neighbours', 'officials', 'reporters'],
  deed: ['lost a fortune', 'painted the church', 'won the prize', 'wrote a novel'],
  event: ['it rained for weeks', 'the harbour froze', 'the market burned', 'nobody sleeps'],
};

const legalForms = ['Group', 'Inc', 'LLC', 'and Sons'];

/** Every word of the grammar that is no name, in alphabetical order. */
export const plainWords: readonly string[] = [
  ...new Set(
    [...openings, ...clauses, ...asides, ...Object.values(classes).flat(), ...legalForms]
      .flatMap((phrase) => phrase.split(' '))
      .filter((word) => word !== '' && !/[<{~]/.test(word)),
  ),
].sort();

/** @param draw a whole number from 0 to below its argument; each call the next. */
export function makeSentence(pools: NamePools, draw: (count: number) => number): readonly Token[] {
  const choose = (list: readonly string[]): string => list[draw(list.length)];
  const isAmbiguous = (): boolean => draw(1000) < pools.ambiguous * 1000;
  const name = (list: keyof NameLists): string => choose((isAmbiguous() ? pools.several : pools.all)[list]);
  const entity = (kind: 'PER' | 'LOC' | 'ORG', text: string): readonly Token[] =>
    text.split(' ').map((word, k) => ({ word, tag: `${k === 0 ? 'B' : 'I'}-${kind}` }));
  const slots: Readonly<Record<string, () => readonly Token[]>> = {
    '{p}': () => entity('PER', name(draw(2) === 0 ? 'first' : 'last')),
    '{P}': () => entity('PER', `${name('first')} ${name('last')}`),
    '{l}': () => entity('LOC', name('city')),
    '{o}': () => entity('ORG', name(draw(2) === 0 ? 'last' : 'city')),
    '{O}': () => entity('ORG', `${name('last')} ${choose(legalForms)}`),
  };
  const expand = (phrase: string): readonly Token[] =>
    phrase
      .split(' ')
      .filter((word) => word !== '')
      .flatMap((word) => {
        if (Object.hasOwn(slots, word)) return slots[word]();
        if (word === '~') return expand(choose(asides));
        if (word.startsWith('<')) return expand(choose(classes[word.slice(1, -1)]));
        return [{ word, tag: 'O' }];
      });
  return [...expand(choose(openings)), ...expand(choose(clauses))];
}

/** The interventions that can be opened by name, each a link. */
import type { ReactNode } from 'react';
import { writeLink } from '../../store/permalink';
import { wholeWhatIf, wholeWhatIfNames } from '../../store/whole-what-ifs';
import { usePreferences } from '../lab-context';
import { whatIfWords } from '../messages/what-if/catalogue';

/** @param onOpen called when one of them is followed */
export function WhatIfLinks({ onOpen }: { readonly onOpen?: () => void }): ReactNode {
  const words = whatIfWords[usePreferences((each) => each.language)].links;
  return (
    <section aria-label={words.title}>
      <h3>{words.title}</h3>
      <p className="about">{words.about}</p>
      <ul className="preset-list">
        {wholeWhatIfNames.map((name) => (
          <li key={name}>
            <a className="preset" data-what-if={name} href={`#${writeLink(wholeWhatIf(name))}`} onClick={onOpen}>
              <b>{words.rows[name].name}</b>
              <span className="about">{words.rows[name].about}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The races that can be opened by name, each a link. */
import type { ReactNode } from 'react';
import { writeRaceLink } from '../../store/race-link';
import { type WholeRaceName, wholeRaceNames, wholeRaces } from '../../store/whole-races';
import { usePreferences } from '../lab-context';
import { raceWords } from '../messages/race/catalogue';

/** The address of a race of that name. */
function addressOfRace(name: WholeRaceName): string {
  return `#${writeRaceLink({ race: wholeRaces[name](), engine: 'auto', example: 0, t: 0 })}`;
}

/** @param onOpen called when one of them is followed */
export function RaceLinks({ onOpen }: { readonly onOpen?: () => void }): ReactNode {
  const words = raceWords[usePreferences((each) => each.language)];
  return (
    <section aria-label={words.presets}>
      <h3>{words.presets}</h3>
      <ul className="preset-list">
        {wholeRaceNames.map((name) => (
          <li key={name}>
            <a className="preset" data-race={name} href={addressOfRace(name)} onClick={onOpen}>
              <b>{words.races[name].name}</b>
              <span className="about">{words.races[name].about}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

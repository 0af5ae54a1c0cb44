/** The inspector's part about a selected edge: what it brings forward, and what returns on it. */
import type { ReactNode } from 'react';
import type { Snapshot } from '../model/snapshot';
import { nameStepBefore } from '../views/network-parts';
import { readScan } from '../views/series';
import { workEdge } from './edge-work';
import { useCursor, usePreferences } from './lab-context';
import { cellMessages } from './messages/cell/catalogue';
import { useWords } from './messages/catalogue';
import type { Place } from './worked-equations';

interface Props {
  readonly snapshot: Snapshot;
  readonly place: Place;
  readonly full: boolean;
}

export function EdgeSection({ snapshot, place, full }: Props): ReactNode {
  const part = useCursor((cursor) => cursor.part);
  const gate = useCursor((cursor) => cursor.gate);
  const language = usePreferences((preferences) => preferences.language);
  const { messages, format } = useWords();
  const numbers = workEdge(snapshot, place, part, gate);
  if (numbers === null) return null;
  const words = cellMessages[language].edge;
  const title = messages.stageLabels.parts[part](nameStepBefore(place.scan, place.t, readScan(snapshot, place.scan).length), String(place.t));
  return (
    <section aria-label={title} data-testid="edge" data-part={part}>
      <h3>{title}</h3>
      <p className="about">{words[part === 'road' ? 'road' : part === 'input' ? 'input' : 'recurrent']}</p>
      <dl className="values">
        {numbers.map(({ name, symbol, value }) => (
          <div key={name} className="value-row">
            <dt className="number">{symbol}</dt>
            <dd>
              <data value={String(value)} data-name={name}>
                {full ? format.full(value) : format.significant(value)}
              </data>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The inspector's part about a selected number of the weights: what it joins, its value, its gradient, its term in the sum at the step at hand. */
import type { ReactNode } from 'react';
import type { Snapshot } from '../model/snapshot';
import { type EntryWork, workEntry } from './entry-work';
import { useCursor, useMeasured, usePreferences, useSession } from './lab-context';
import { cellMessages } from './messages/cell/catalogue';
import { useWords } from './messages/catalogue';
import { instrumentLabels } from './messages/instruments/catalogue';
import type { Place } from './worked-equations';

interface Props {
  readonly snapshot: Snapshot;
  readonly place: Place;
  readonly full: boolean;
}

export function EntrySection({ snapshot, place, full }: Props): ReactNode {
  const session = useSession();
  const entry = useCursor((cursor) => cursor.entry);
  const language = usePreferences((preferences) => preferences.language);
  const { messages, format } = useWords();
  const measured = useMeasured(snapshot);
  const work = entry && workEntry(measured, entry, place.t);
  if (!work || work.scan !== place.scan) return null;
  const words = cellMessages[language].entry;
  const sheet = instrumentLabels[language].weights;
  const gate = work.gate === null ? sheet.all : messages.stageLabels.quantities[work.gate];
  const rows = numbersOf(work).filter(({ value }) => value !== null);
  return (
    <section aria-label={words.title} data-testid="entry">
      <h3>
        {words.title} <span className="number">{work.symbol}</span>
      </h3>
      <p className="about">{sheet.joins(sheet.from[work.kind](String(work.column)), gate, String(work.unit))}</p>
      <dl className="values">
        {rows.map(({ name, value, symbol }) => (
          <div key={name} className="value-row">
            <dt>
              {words.names[name]} <span className="number">{symbol}</span>
            </dt>
            <dd>
              <data value={String(value)} data-name={`entry.${name}`}>
                {full ? format.full(value ?? Number.NaN) : format.significant(value ?? Number.NaN)}
              </data>
            </dd>
          </div>
        ))}
      </dl>
      {work.gradient === null && <p className="about">{words.notMeasured}</p>}
      {work.gradient !== null && work.gradient.update !== snapshot.update && (
        <p className="about">{words.ofUpdate(format.whole(work.gradient.update))}</p>
      )}
      <button
        type="button"
        className="button"
        onClick={() => {
          session.cursor.setState({ entry: null });
        }}
      >
        {words.letGo}
      </button>
    </section>
  );
}

type NumberName = 'value' | 'gradient' | 'read' | 'term' | 'arriving' | 'share';

function numbersOf(work: EntryWork): readonly { readonly name: NumberName; readonly symbol: string; readonly value: number | null }[] {
  const a = work.arriving?.symbol ?? '';
  return [
    { name: 'value', symbol: '', value: work.value },
    { name: 'gradient', symbol: '∂L/∂W', value: work.gradient?.value ?? null },
    { name: 'read', symbol: work.weighs, value: work.read },
    { name: 'term', symbol: `W·${work.weighs}`, value: work.term },
    { name: 'arriving', symbol: `∂L/∂${a}`, value: work.arriving?.value ?? null },
    { name: 'share', symbol: `∂L/∂${a}·${work.weighs}`, value: work.share },
  ];
}

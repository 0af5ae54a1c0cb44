/** Which held-out example is watched, and its loss. */
import { type ReactNode, useId } from 'react';
import type { Snapshot } from '../model/snapshot';
import { findTensor } from '../views/series';
import { useSession, useSettings } from './lab-context';
import { useWords } from './messages/catalogue';

export function ExampleSection({ snapshot, full }: { readonly snapshot: Snapshot; readonly full: boolean }): ReactNode {
  const id = useId();
  const session = useSession();
  const { messages, format } = useWords();
  const example = useSettings((settings) => settings.example);
  const loss = findTensor(snapshot, 'loss')?.data[0] ?? Number.NaN;
  return (
    <section aria-label={messages.inspector.example}>
      <h3>{messages.inspector.example}</h3>
      <div className="field-row">
        <label htmlFor={id}>{messages.inspector.exampleNumber}</label>
        <input
          id={id}
          className="number-input"
          type="number"
          min={0}
          max={999}
          value={example}
          onChange={(event) => {
            const { valueAsNumber } = event.target;
            if (Number.isInteger(valueAsNumber) && valueAsNumber >= 0 && valueAsNumber <= 999) session.watch(valueAsNumber);
          }}
        />
      </div>
      <dl className="values">
        <div className="value-row">
          <dt>{messages.inspector.loss}</dt>
          <dd>
            <data value={String(loss)} data-name="loss">
              {full ? format.full(loss) : format.significant(loss)}
            </data>
          </dd>
        </div>
      </dl>
    </section>
  );
}

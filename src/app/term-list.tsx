/** The largest terms of a sum as bars with their numbers. */
import type { ReactNode } from 'react';
import { useWords } from './messages/catalogue';
import type { Term } from './sum-terms';

const MOST_TERMS = 5;

interface Props {
  /** What the terms add up to. */
  readonly symbol: string;
  readonly terms: readonly Term[];
  /** All digits. */
  readonly full: boolean;
}

export function TermList({ symbol, terms: all, full }: Props): ReactNode {
  const { messages, format } = useWords();
  const terms = all.toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, MOST_TERMS);
  const most = Math.max(...terms.map(({ value }) => Math.abs(value)));
  return (
    <section aria-label={messages.inspector.terms(symbol)}>
      <h3>{messages.inspector.terms(symbol)}</h3>
      <dl className="terms">
        {terms.map(({ label, value }) => (
          <div key={label} className="term">
            <dt>{label}</dt>
            <dd>
              <span className="term-bar" data-negative={value < 0} style={{ width: `${String(most === 0 ? 0 : (100 * Math.abs(value)) / most)}%` }} />
              <data value={String(value)} data-name={`term.${label}`}>
                {full ? format.full(value) : format.significant(value)}
              </data>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** How the numbers of a unit come about: the largest terms of the sum in focus, the equations with their numbers, and what an attention read. */
import type { ReactNode } from 'react';
import type { Snapshot } from '../model/snapshot';
import { AttentionSection } from './attention-section';
import { EntrySection } from './entry-section';
import { EdgeSection } from './edge-section';
import { Equation } from './equation';
import { useCursor } from './lab-context';
import { useWords } from './messages/catalogue';
import { termsOf } from './sum-terms';
import { TermList } from './term-list';
import { type Place, workEquations, type WorkedLine } from './worked-equations';

interface Props {
  readonly snapshot: Snapshot;
  readonly place: Place;
  /** All digits. */
  readonly full: boolean;
}

export default function UnitWork({ snapshot, place, full }: Props): ReactNode {
  const attends = useCursor((cursor) => cursor.part) === 'attention';
  const attention = <AttentionSection snapshot={snapshot} place={place} full={full} />;
  return (
    <>
      {attends && attention}
      <EntrySection snapshot={snapshot} place={place} full={full} />
      <EdgeSection snapshot={snapshot} place={place} full={full} />
      <LargestTerms snapshot={snapshot} place={place} full={full} />
      <Equations lines={workEquations(snapshot, place)} />
      {!attends && attention}
    </>
  );
}

function Equations({ lines }: { readonly lines: readonly WorkedLine[] }): ReactNode {
  const { messages } = useWords();
  return (
    <section className="inspector-equations" aria-label={messages.inspector.equations}>
      <h3>{messages.inspector.equations}</h3>
      <div className="equations">
        {lines.map((line) => (
          <Equation key={line.symbol} line={line} />
        ))}
      </div>
    </section>
  );
}

/** What the sum behind the gate in focus is mostly made of. */
function LargestTerms({ snapshot, place, full }: Props): ReactNode {
  const gate = useCursor((cursor) => cursor.gate);
  const found = termsOf(snapshot, place, gate);
  return found && <TermList symbol={found.symbol} terms={found.terms} full={full} />;
}

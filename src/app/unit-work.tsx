/** The inspector's sections on a unit at a step, each in its turn: its numbers, how they come about, and what flows back. */
import type { ReactNode } from 'react';
import type { Snapshot } from '../model/snapshot';
import { Turn } from '../views/turns/turn';
import { AttentionSection } from './attention-section';
import { EdgeSection } from './edge-section';
import { EntrySection } from './entry-section';
import { Equation } from './equation';
import { ExampleSection } from './example-section';
import { useCursor } from './lab-context';
import { useWords } from './messages/catalogue';
import { termsOf } from './sum-terms';
import { TermList } from './term-list';
import { Values, WayBack } from './unit-values';
import { type Place, workEquations } from './worked-equations';

interface Moment {
  readonly snapshot: Snapshot;
  readonly place: Place;
}

interface Props {
  /** Another object where its snapshot or its place is another. */
  readonly moment: Moment;
  /** All digits. */
  readonly full: boolean;
}

export default function UnitWork({ moment, full }: Props): ReactNode {
  const attends = useCursor((cursor) => cursor.part) === 'attention';
  const section = { ...moment, full };
  const attention = (
    <Turn of={moment}>
      <AttentionSection {...section} />
    </Turn>
  );
  return (
    <>
      <Turn of={moment}>
        <Values {...section} />
      </Turn>
      {attends && attention}
      <Turn of={moment}>
        <EntrySection {...section} />
      </Turn>
      <Turn of={moment}>
        <EdgeSection {...section} />
      </Turn>
      <Turn of={moment}>
        <LargestTerms {...section} />
      </Turn>
      <Turn of={moment}>
        <Equations {...moment} />
      </Turn>
      {!attends && attention}
      <Turn of={moment}>
        <WayBack {...section} />
      </Turn>
      <Turn of={moment}>
        <ExampleSection snapshot={moment.snapshot} full={full} />
      </Turn>
    </>
  );
}

function Equations({ snapshot, place }: Moment): ReactNode {
  const { messages } = useWords();
  return (
    <section className="inspector-equations" aria-label={messages.inspector.equations}>
      <h3>{messages.inspector.equations}</h3>
      <div className="equations">
        {workEquations(snapshot, place).map((line) => (
          <Equation key={line.symbol} line={line} />
        ))}
      </div>
    </section>
  );
}

/** What the sum behind the gate in focus is mostly made of. */
function LargestTerms({ snapshot, place, full }: Moment & Pick<Props, 'full'>): ReactNode {
  const gate = useCursor((cursor) => cursor.gate);
  const found = termsOf(snapshot, place, gate);
  return found && <TermList symbol={found.symbol} terms={found.terms} full={full} />;
}

/** The gallery's pictures inside a cell, one for each cell, on stored weights and numbers. */
import { type ReactNode, useId, useMemo, useState } from 'react';
import { type Fixture, readSnapshot } from '../views/gallery/fixtures/fixture';
import { fixture as gru } from '../views/gallery/fixtures/cell-gru';
import { fixture as gruBefore } from '../views/gallery/fixtures/cell-gru-before';
import { fixture as lstm } from '../views/gallery/fixtures/cell-lstm';
import { fixture as rnn } from '../views/gallery/fixtures/cell-rnn';
import { fixture as rnnRelu } from '../views/gallery/fixtures/cell-rnn-relu';
import { CellInside } from './cell-section';
import { workCell } from './cell-work';
import { cellMessages } from './messages/cell/catalogue';
import { GuardedView } from './guarded-view';
import { usePreferences } from './lab-context';
import { useWords } from './messages/catalogue';
import { nameMoment } from './name-moment';

interface CellExample {
  readonly name: string;
  readonly fixture: Fixture;
  /** Where its clock stands first. */
  readonly operation: number;
}

export const cellExamples: readonly CellExample[] = [
  { name: 'cell: an LSTM, the gradient on its way back', fixture: lstm, operation: 18 },
  { name: 'cell: a GRU that resets after the product', fixture: gru, operation: 0 },
  { name: 'cell: a GRU that resets the state', fixture: gruBefore, operation: 22 },
  { name: 'cell: an RNN of tanh', fixture: rnn, operation: 2 },
  { name: 'cell: an RNN of relu', fixture: rnnRelu, operation: 5 },
];

export default function GalleryCells(): ReactNode {
  return cellExamples.map((example) => (
    <section key={example.name} aria-label={example.name}>
      <h3>{example.name}</h3>
      <GuardedView name={example.name}>
        <CellExampleView example={example} />
      </GuardedView>
    </section>
  ));
}

const place = { scan: 'l0', t: 4, unit: 1 };

function CellExampleView({ example }: { readonly example: CellExample }): ReactNode {
  const id = useId();
  const { messages } = useWords();
  const language = usePreferences((preferences) => preferences.language);
  const words = cellMessages[language];
  const [operation, setOperation] = useState(example.operation);
  const snapshot = useMemo(() => readSnapshot(example.fixture.snapshots[0]), [example]);
  const work = useMemo(() => workCell(snapshot, place), [snapshot]);
  const last = work.operations.length - 1;
  return (
    <div className="gallery-cell">
      <label htmlFor={id}>{words.clock}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={last}
        value={operation}
        aria-valuetext={`${words.of(String(operation), String(last))}, ${nameMoment(work.operations[operation], words, messages.symbols)}`}
        onChange={(event) => {
          setOperation(Number(event.target.value));
        }}
      />
      <CellInside
        work={work}
        operation={operation}
        cell={snapshot.model.encoder.cell}
        placeName={messages.inspector.place(place.scan, String(place.t), String(place.unit))}
        words={words}
      />
    </div>
  );
}

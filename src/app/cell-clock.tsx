/** The third clock: the operation inside the cell, stepped and scrubbed; it never runs by itself and moves no other clock. */
import { type ReactNode, useId } from 'react';
import { equationsOf } from '../model/equations/cells';
import { operationsOf } from '../model/equations/walk';
import { IconButton } from './icon-button';
import { useCursor, usePreferences, useSession, useStream } from './lab-context';
import { cellMessages } from './messages/cell/catalogue';
import { useWords } from './messages/catalogue';
import { nameMoment } from './name-moment';
import { operateBy } from './operation-clock';

export default function CellClock(): ReactNode {
  const id = useId();
  const session = useSession();
  const { messages } = useWords();
  const language = usePreferences((preferences) => preferences.language);
  const at = useCursor((cursor) => cursor.operation);
  const model = useStream((streams) => streams.snapshot()?.model ?? null);
  const words = cellMessages[language];
  const walk = model === null ? ([{ phase: 'whole' }] as const) : operationsOf(equationsOf(model.encoder));
  const last = walk.length - 1;
  const name = nameMoment(walk[Math.min(at, last)], words, messages.symbols);
  return (
    <div className="clock clock-cell" role="group" aria-label={words.clock}>
      <IconButton
        icon="back"
        name={words.back}
        disabled={at === 0}
        onPress={() => {
          operateBy(session.cursor, -1, walk.length);
        }}
      />
      <IconButton
        icon="forward"
        name={words.forward}
        disabled={at >= last}
        onPress={() => {
          operateBy(session.cursor, 1, walk.length);
        }}
      />
      <div className="clock-value">
        <label htmlFor={id}>{words.clock}</label>
        <output className="number" htmlFor={id} data-testid="operation-name" data-value={at} aria-live="off">
          {name}
        </output>
      </div>
      <input
        id={id}
        className="clock-slider"
        type="range"
        min={0}
        max={last}
        value={at}
        aria-valuetext={`${words.of(String(at), String(last))}, ${name}`}
        onChange={(event) => {
          session.cursor.setState({ operation: Number(event.target.value) });
        }}
      />
    </div>
  );
}

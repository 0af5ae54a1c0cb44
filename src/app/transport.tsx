/** The bottom bar: the clock of training and the clock of the sequence, each with its own controls, never mixed. */
import { type ReactNode, useEffect, useId } from 'react';
import { IconButton } from './icon-button';
import { useCursor, useSession, useStatus, useStepCount } from './lab-context';
import { useWords } from './messages/catalogue';
import { moveTo, play, stepBy, toggleDirection } from './sequence-clock';

export function Transport(): ReactNode {
  return (
    <>
      <TrainingClock />
      <SequenceClock />
    </>
  );
}

function TrainingClock(): ReactNode {
  const session = useSession();
  const { messages, format } = useWords();
  const running = useStatus((status) => status.running);
  const open = useStatus((status) => status.phase === 'open');
  const update = useStatus((status) => status.update);
  const words = messages.transport;
  return (
    <div className="clock" role="group" aria-label={words.training}>
      <IconButton main icon={running ? 'pause' : 'play'} name={running ? words.pause : words.run} disabled={!open} onPress={session.toggleRunning} />
      <IconButton icon="step" name={words.step} disabled={!open || running} onPress={session.step} />
      <IconButton icon="reset" name={words.reset} disabled={!open} onPress={session.reset} />
      <p className="clock-value">
        <span>{words.update}</span>
        <output className="number" data-testid="update" data-value={update} aria-live="off">
          {format.whole(update)}
        </output>
      </p>
    </div>
  );
}

function SequenceClock(): ReactNode {
  const id = useId();
  const session = useSession();
  const { messages } = useWords();
  const { t, direction, playing } = useCursor((cursor) => cursor);
  const steps = useStepCount();
  const words = messages.transport;
  useEffect(() => (playing ? play(session.cursor, steps, window) : undefined), [playing, session, steps]);
  return (
    <div className="clock clock-sequence" role="group" aria-label={words.sequence}>
      <IconButton
        icon="first"
        name={words.first}
        onPress={() => {
          moveTo(session.cursor, 0);
        }}
      />
      <IconButton
        icon="back"
        name={words.back}
        onPress={() => {
          stepBy(session.cursor, -1, steps);
        }}
      />
      <IconButton
        main
        icon={playing ? 'stop' : 'play'}
        name={playing ? words.stop : words.play}
        onPress={() => {
          session.cursor.setState({ playing: !playing });
        }}
      />
      <IconButton
        icon="forward"
        name={words.forward}
        onPress={() => {
          stepBy(session.cursor, 1, steps);
        }}
      />
      <div className="clock-value">
        <label htmlFor={id}>{words.position}</label>
        <output className="number" htmlFor={id} data-testid="t" data-value={t} aria-live="off">
          {words.of(String(t), String(steps - 1))}
        </output>
      </div>
      <input
        id={id}
        className="clock-slider"
        type="range"
        min={0}
        max={steps - 1}
        value={t}
        aria-valuetext={words.of(String(t), String(steps - 1))}
        onChange={(event) => {
          moveTo(session.cursor, Number(event.target.value));
        }}
      />
      <button
        type="button"
        className="clock-direction"
        title={words.turn}
        onClick={() => {
          toggleDirection(session.cursor);
        }}
      >
        <span>{words.direction}</span>
        <span className="number">{words.directions[direction]}</span>
      </button>
    </div>
  );
}

/** The bottom bar: the clocks of training, of the sequence and inside the cell, each with its own controls, never mixed; a phone's last one stands beside the cell. */
import { lazy, type ReactNode, Suspense, useEffect, useId } from 'react';
import { IconButton } from './icon-button';
import { useCursor, useLegs, useSession, useStatus, useStepCount } from './lab-context';
import { useWords } from './messages/catalogue';
import { MomentSlider } from './moment-slider';
import { lossStation, stationAt } from '../views/passage';
import { usePhone } from './use-narrow';
import { moveTo, paces, play, stationOfCursor, stepBy, toggleDirection, togglePlaying } from './sequence-clock';
import { hint } from '../views/hint';

const CellClock = lazy(() => import('./cell-clock'));

export function Transport(): ReactNode {
  const phone = usePhone();
  return (
    <>
      <TrainingClock />
      <SequenceClock />
      {!phone && (
        <Suspense fallback={<div className="clock clock-cell" />}>
          <CellClock />
        </Suspense>
      )}
    </>
  );
}

function TrainingClock(): ReactNode {
  const session = useSession();
  const { messages, format } = useWords();
  const running = useStatus((status) => status.running);
  const open = useStatus((status) => status.phase === 'open');
  const finite = useStatus((status) => status.finite);
  const update = useStatus((status) => status.update);
  const words = messages.transport;
  return (
    <div className="clock clock-training" role="group" aria-label={words.training}>
      <IconButton
        main
        icon={running ? 'pause' : 'play'}
        name={running ? words.pause : words.run}
        disabled={!open || !finite}
        onPress={session.toggleRunning}
      />
      <IconButton icon="step" name={words.step} disabled={!open || !finite || running} onPress={session.step} />
      <IconButton icon="reset" name={words.reset} disabled={!open} onPress={session.reset} />
      <p className="clock-value">
        <span>{words.update}</span>
        <output className="number" data-testid="update" data-value={update} aria-live="off">
          {format.whole(update)}
        </output>
      </p>
      <MomentSlider />
    </div>
  );
}

function SequenceClock(): ReactNode {
  const id = useId();
  const session = useSession();
  const { messages } = useWords();
  const cursor = useCursor((each) => each);
  const { t, playing, pace } = cursor;
  const steps = useStepCount();
  const legs = useLegs();
  const words = messages.transport;
  const station = stationOfCursor(cursor, legs);
  const phase = cursor.passage === null ? cursor.direction : stationAt(legs, station).phase;
  const place = words.of(String(t), String(steps - 1));
  useEffect(() => {
    // A passage is through one network and one example: another length, layer or direction ends it.
    session.cursor.setState({ passage: null });
  }, [legs, session]);
  useEffect(() => (playing ? play(session, window) : undefined), [playing, pace, session]);
  return (
    <div className="clock clock-sequence" role="group" aria-label={words.sequence}>
      <IconButton
        icon="first"
        name={words.first}
        onPress={() => {
          moveTo(session.cursor, 0, legs);
        }}
      />
      <IconButton
        icon="back"
        name={words.back}
        onPress={() => {
          stepBy(session.cursor, -1, legs);
        }}
      />
      <IconButton
        main
        icon={playing ? 'stop' : 'play'}
        name={playing ? words.stop : words.play}
        onPress={() => {
          togglePlaying(session.cursor, legs);
        }}
      />
      <IconButton
        icon="forward"
        name={words.forward}
        onPress={() => {
          stepBy(session.cursor, 1, legs);
        }}
      />
      <div className="clock-value">
        <label htmlFor={id}>{words.position}</label>
        <output className="number" htmlFor={id} data-testid="t" data-value={t} aria-live="off">
          {place}
        </output>
      </div>
      <input
        id={id}
        className="clock-slider"
        type="range"
        min={0}
        max={2 * lossStation(legs)}
        value={station}
        aria-valuetext={phase === 'loss' ? words.directions.loss : `${place}, ${words.directions[phase]}`}
        onChange={(event) => {
          moveTo(session.cursor, Number(event.target.value), legs);
        }}
      />
      <button
        type="button"
        className="clock-direction"
        {...hint(words.turn)}
        onClick={() => {
          toggleDirection(session.cursor, legs);
        }}
      >
        <span>{words.direction}</span>
        <span className="number">{words.directions[phase]}</span>
      </button>
      <select
        className="clock-pace"
        aria-label={words.pace}
        data-hint={words.pace}
        value={pace}
        onChange={(event) => {
          session.cursor.setState({ pace: Number(event.target.value) });
        }}
      >
        {paces.map((each) => (
          <option key={each} value={each}>
            {words.perSecond(String(each))}
          </option>
        ))}
      </select>
    </div>
  );
}

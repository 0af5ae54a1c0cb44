/** The race's page: its setup, its curves and comparison, and the lanes' strips below, each able to fail alone. */
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { compareLanes } from '../../store/race-rows';
import { EVALUATED_EVERY } from '../../worker/race-protocol';
import { GuardedView } from '../guarded-view';
import { useLab } from '../lab-context';
import { useWords } from '../messages/catalogue';
import { followRace, openRaceAddress } from './race-address';
import { raceAtHand } from './race-at-hand';
import { RaceProvider, useRace, useRaceState, useRaceStream, useRaceWords } from './race-context';
import { RaceCurvesPanel } from './race-curves-panel';
import { RaceLinks } from './race-links';
import { nameLane } from './race-names';
import { RaceSetup } from './race-setup';
import { RaceStage } from './race-stage';
import { RaceTable } from './race-table';
import { RaceTransport } from './race-transport';
import { TurnsProvider } from '../../views/turns/turn';
import './race-page.css';

export default function RacePage(): ReactNode {
  const session = raceAtHand();
  useEffect(() => {
    const open = (): void => {
      if (window.location.hash.startsWith('#race')) openRaceAddress(session, window.location.hash);
    };
    open();
    window.addEventListener('hashchange', open);
    const stop = followRace(session, window);
    return () => {
      window.removeEventListener('hashchange', open);
      stop();
      session.pause();
    };
  }, [session]);
  return (
    <RaceProvider value={session}>
      <Page />
    </RaceProvider>
  );
}

function Page(): ReactNode {
  const words = useRaceWords();
  const { turns } = useLab();
  const running = useRaceState((state) => state.running);
  return (
    <main className="race" aria-label={words.title}>
      <Setup />
      <div className="race-main">
        <GuardedView name={words.transport}>
          <RaceTransport />
        </GuardedView>
        <RaceNotices />
        <TurnsProvider value={running ? turns : null}>
          <Results />
        </TurnsProvider>
      </div>
    </main>
  );
}

/** On a narrow screen the setup folds away behind its button; elsewhere the button is hidden and the setup always there. */
function Setup(): ReactNode {
  const words = useRaceWords();
  const [open, setOpen] = useState(false);
  return (
    <div className="race-setup" role="region" aria-label={words.setup} data-open={open}>
      <button
        type="button"
        className="experiment-toggle race-toggle"
        aria-expanded={open}
        aria-controls="race-setup"
        onClick={() => {
          setOpen(!open);
        }}
      >
        {words.setup}
      </button>
      <div className="race-setup-body" id="race-setup">
        <p className="about">{words.about}</p>
        <GuardedView name={words.setup}>
          <RaceSetup />
        </GuardedView>
        <RaceLinks />
      </div>
    </div>
  );
}

function Results(): ReactNode {
  const words = useRaceWords();
  const { tasks } = useLab();
  const task = useRaceState((state) => state.race.task.name);
  const open = useRaceState((state) => state.lanes.length > 0);
  const lanes = useRaceState((state) => state.lanes);
  const baseline = useRaceState((state) => state.baseline);
  const initial = useRaceState((state) => state.race.lanes);
  const assessed = useRaceStream((streams) => streams.assessed());
  const rows = useMemo(() => compareLanes({ lanes, assessed, baseline, every: EVALUATED_EVERY }), [lanes, assessed, baseline]);
  const key = lanes.map(({ model }, k) => nameLane(model, initial.at(k) ?? initial[0], words)).join('\n');
  const names = useMemo(() => key.split('\n'), [key]);
  const metric = tasks.find(({ name }) => name === task)?.metric.name;
  if (!open || metric === undefined) return <p className="about race-waiting">{words.opening}</p>;
  return (
    <>
      <div className="race-results">
        <GuardedView name={words.curves}>
          <RaceCurvesPanel names={names} metric={metric} />
        </GuardedView>
        <GuardedView name={words.table}>
          <RaceTable rows={rows} names={names} metric={metric} />
        </GuardedView>
      </div>
      <GuardedView name={words.strips.strips}>
        <RaceStage names={names} />
      </GuardedView>
    </>
  );
}

/** What the race has to say, and the way on from there. */
function RaceNotices(): ReactNode {
  const session = useRace();
  const { messages } = useWords();
  const words = useRaceWords();
  const notice = useRaceState((state) => state.notice);
  const sentence = (): string | null => {
    switch (notice?.kind) {
      case 'refused':
        return notice.field === null ? words.refused(notice.detail) : null;
      case 'linkRefused':
        return words.linkRefused(notice.detail);
      case 'engineLost':
        return words.engineLost(messages.engine.names[notice.engine], notice.detail);
      case 'failed':
        return words.failed(notice.detail);
      case undefined:
        return null;
      default:
        return notice satisfies never;
    }
  };
  const text = sentence();
  return (
    <div role="alert" className="race-notice" data-testid="race-notice">
      {text !== null && (
        <p>
          {text}{' '}
          {notice?.kind === 'engineLost' && (
            <button type="button" className="button" onClick={session.reopen}>
              {words.reopen}
            </button>
          )}
        </p>
      )}
    </div>
  );
}

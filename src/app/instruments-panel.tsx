/** The instruments of the page: which are shown is the person's to keep, and only those are asked of the worker. */
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { Snapshot } from '../model/snapshot';
import { Instruments } from '../views/instruments/instruments';
import type { StagePlace } from '../views/instruments/place';
import { EverywhereProvider, TurnsProvider } from '../views/turns/turn';
import { useCursor, useLab, useMeasured, usePreferences, useSession, useSettings, useStatus } from './lab-context';
import { useWords } from './messages/catalogue';
import { instrumentLabels } from './messages/instruments/catalogue';

interface Props {
  readonly snapshot: Snapshot;
  readonly place: StagePlace;
  readonly onSave: (fileName: string, text: string) => void;
}

/** Steps between cuts that truncation is compared at where the run itself is not truncated. */
const FIRST_TRUNCATION = 5;

export default function InstrumentsPanel({ snapshot, place, onSave }: Props): ReactNode {
  const session = useSession();
  const { preferences, turns } = useLab();
  const { messages } = useWords();
  const language = usePreferences((each) => each.language);
  const names = usePreferences((each) => each.instruments);
  const entry = useCursor((cursor) => cursor.entry);
  // What is measured later than its snapshot comes in turns at rest too: of a large network all of it is much to draw at once.
  const measured = useMeasured(snapshot);
  const running = useStatus((status) => status.running);
  const own = useSettings((settings) => settings.run.training.truncate);
  const [window, setWindow] = useState<number | null>(null);
  const [every, setEvery] = useState<number | null>(null);
  const truncate = every ?? own ?? FIRST_TRUNCATION;
  const request = useMemo(() => ({ names, window, truncate }), [names, window, truncate]);
  useEffect(() => {
    session.show(request);
  }, [session, request]);
  useEffect(
    () => () => {
      session.show({ names: [], window: null, truncate: null });
    },
    [session],
  );
  return (
    <TurnsProvider value={running || measured !== snapshot ? turns : null}>
      <EverywhereProvider value={!running}>
        <Instruments
          snapshot={measured}
          place={place}
          request={request}
          onRequest={(next) => {
            preferences.setState({ instruments: next.names });
            setWindow(next.window);
            if (next.truncate !== truncate) setEvery(next.truncate);
          }}
          truncate={truncate}
          labels={instrumentLabels[language]}
          gates={messages.stageLabels.quantities}
          onSave={onSave}
          entry={entry}
          onEntry={(next, at) => {
            session.cursor.setState({ entry: next, ...(at && { unit: at.unit, ...(at.gate !== null && { gate: at.gate }) }) });
          }}
        />
      </EverywhereProvider>
    </TurnsProvider>
  );
}

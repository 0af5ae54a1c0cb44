/** The middle of the page: the stage of the latest snapshot, beside the gradient of a network before training: the run's own, or that of the run before. */
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import type { Snapshot } from '../model/snapshot';
import type { GridRow } from '../views/sequence-layout';
import { Stage } from '../views/stage';
import { Turn } from '../views/turns/turn';
import { openerOf } from './network-opener';
import { GuardedView } from './guarded-view';
import { useCursor, useLab, usePreferences, useSession, useStatus, useStream } from './lab-context';
import { useWords } from './messages/catalogue';
import type { Messages } from './messages/en';
import { saveFile } from './save-file';
import { useTheme } from './theme';
import { useStageHeight } from './use-stage-height';
import { foretells } from './writing/foretells';

/** Loaded after the first picture: nobody needs them to see it. */
const InstrumentsPanel = lazy(() => import('./instruments-panel'));
const DecodingPanel = lazy(() => import('./decoding/decoding-panel'));
const WhatIfPanel = lazy(() => import('./what-if/what-if-panel'));
const ConfusionPanel = lazy(() => import('./confusion/confusion-panel'));
const ForecastPanel = lazy(() => import('./forecast/forecast-panel'));
const WritingPanel = lazy(() => import('./writing/writing-panel'));
const SoundControl = lazy(() => import('./sound-control'));

export function StagePanel(): ReactNode {
  const session = useSession();
  const { preferences } = useLab();
  const folded = usePreferences((each) => each.folded);
  const big = usePreferences((each) => each.projector);
  const { messages } = useWords();
  const theme = useTheme();
  const available = useStageHeight();
  const opening = useCursor((cursor) => cursor.opening);
  const order = useCursor((cursor) => cursor.order);
  const relative = useCursor((cursor) => cursor.relative);
  const symbols = useStatus((status) => status.symbols);
  const snapshot = useStream((streams) => streams.snapshot());
  const phase = useStatus((status) => status.phase);
  const previous = useStream((streams) => streams.previous());
  const initial = useStream((streams) => streams.initial());
  const [own, setOwn] = useState(false);
  const trained = snapshot !== null && snapshot.update > 0;
  const compared = own && trained ? initial : previous;
  const labels = useMemo(() => {
    const network = compared === null ? '' : nameNetwork(compared, compared === initial ? null : initial, messages);
    return { ...messages.stageLabels, compared: () => messages.stage.comparison(network) };
  }, [messages, compared, initial]);
  if (snapshot === null) return phase === 'failed' ? null : <p className="about stage-waiting">{messages.stage.opening}</p>;
  return (
    <Stage
      snapshot={snapshot}
      symbols={symbols}
      cursor={session.cursor}
      onCursor={(next) => {
        session.cursor.setState({ ...next, part: next.part ?? 'node', playing: false });
      }}
      opening={opening}
      opener={openerOf(session.cursor)}
      onShowAll={() => {
        session.cursor.setState({ passage: null, playing: false });
      }}
      order={order}
      onOrder={(next) => {
        session.cursor.setState({ order: next });
      }}
      relative={relative}
      onRelative={(next) => {
        session.cursor.setState({ relative: next });
      }}
      labels={labels}
      theme={theme}
      available={available}
      big={big}
      compared={compared}
      comparisonControl={
        trained && (
          <label className="check comparison">
            <input
              type="checkbox"
              checked={own}
              onChange={(event) => {
                setOwn(event.target.checked);
              }}
            />
            {messages.stage.ownComparison}
          </label>
        )
      }
      folded={folded}
      onFold={(panels) => {
        preferences.setState({ folded: panels });
      }}
      hear={hear}
      onSave={saveCsv}
      below={(place) => (
        <GuardedView name={messages.stage.instruments}>
          <Suspense>
            {snapshot.model.output.kind === 'decoder' && (
              <Turn of={snapshot} update={snapshot.update}>
                <DecodingPanel snapshot={snapshot} place={place} onSave={saveCsv} />
              </Turn>
            )}
            <ConfusionPanel />
            {symbols.picture?.kind === 'forecast' && (
              <Turn of={snapshot} update={snapshot.update}>
                <ForecastPanel snapshot={snapshot} place={place} onSave={saveCsv} />
              </Turn>
            )}
            {foretells(snapshot.model) && <WritingPanel />}
            <Turn of={snapshot} update={snapshot.update}>
              <WhatIfPanel snapshot={snapshot} place={place} />
            </Turn>
            <InstrumentsPanel snapshot={snapshot} place={place} onSave={saveCsv} />
          </Suspense>
        </GuardedView>
      )}
    />
  );
}

/** What stands beside a picture of sound. */
function hear(row: GridRow): ReactNode {
  return (
    <Suspense>
      <SoundControl row={row} />
    </Suspense>
  );
}

function saveCsv(name: string, text: string): void {
  saveFile(document, name, new Blob([text], { type: 'text/csv' }));
}

/** The cell of a network, with its units where the other has the same cell. */
function nameNetwork({ model }: Snapshot, other: Snapshot | null, { experiment }: Messages): string {
  const { cell, hiddenSizes } = model.encoder;
  const same = other !== null && other.model.encoder.cell === cell;
  return same ? `${experiment.cells[cell]} ${hiddenSizes.join(', ')}` : experiment.cells[cell];
}

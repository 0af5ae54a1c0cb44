/** The right panel: every number of the unit and step under the cursor, the cell's equations with these numbers put in, and what flows back. */
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import type { Snapshot } from '../model/snapshot';
import { nameScan, scanNames } from '../views/scan-names';
import { Turn } from '../views/turns/turn';
import { Switch } from './fields';
import { useCursor, useStream } from './lab-context';
import { useWords } from './messages/catalogue';
import { GuardedView } from './guarded-view';
import { usePhone } from './use-narrow';

const CellSection = lazy(() => import('./cell-section'));
const CellClock = lazy(() => import('./cell-clock'));
const UnitWork = lazy(() => import('./unit-work'));

export function Inspector(): ReactNode {
  const { messages } = useWords();
  const snapshot = useStream((streams) => streams.snapshot());
  if (snapshot === null) return <p className="about">{messages.inspector.none}</p>;
  return (
    <Turn of={snapshot}>
      <Inspected snapshot={snapshot} />
    </Turn>
  );
}

/** Where it is follows the cursor at once; the sections below take turns, each a picture of the snapshot at that place. */
function Inspected({ snapshot }: { readonly snapshot: Snapshot }): ReactNode {
  const { messages } = useWords();
  const [full, setFull] = useState(false);
  const phone = usePhone();
  const scan = useCursor((cursor) => scanNames(snapshot).find((name) => name === cursor.scan) ?? 'l0');
  const t = useCursor((cursor) => cursor.t);
  const unit = useCursor((cursor) => cursor.unit);
  const moment = useMemo(() => ({ snapshot, place: { scan, t, unit } }), [snapshot, scan, t, unit]);
  const name = messages.inspector.place(nameScan(scan, snapshot.model.encoder.bidirectional, messages.stageLabels), String(t), String(unit));
  return (
    <div className="inspected" data-testid="inspector" data-scan={scan} data-t={t} data-unit={unit} data-update={snapshot.update}>
      <h2>
        {messages.inspector.label} <span className="number">{name}</span>
      </h2>
      <GuardedView name={messages.inspector.label}>
        <Suspense>
          {phone && <CellClock />}
          <Turn of={moment}>
            <CellSection {...moment} placeName={name} />
          </Turn>
        </Suspense>
      </GuardedView>
      <Suspense>
        <UnitWork moment={moment} full={full} />
      </Suspense>
      <Switch label={messages.inspector.fullValues} on={full} onSwitch={setFull} />
    </div>
  );
}

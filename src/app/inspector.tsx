/** The right panel: every number of the unit and step under the cursor, the cell's equations with these numbers put in, and what flows back. */
import { lazy, type ReactNode, Suspense, useId, useState } from 'react';
import type { Snapshot } from '../model/snapshot';
import { quantitiesOf, tensorName } from '../views/quantity';
import { nameScan, placeOfScan, scanNames } from '../views/scan-names';
import { findTensor, normsOf } from '../views/series';
import { Turn } from '../views/turns/turn';
import { Switch } from './fields';
import { useCursor, useSession, useSettings, useStream } from './lab-context';
import { useWords } from './messages/catalogue';
import { GuardedView } from './guarded-view';
import { usePhone } from './use-phone';
import type { Place } from './worked-equations';

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

function Inspected({ snapshot }: { readonly snapshot: Snapshot }): ReactNode {
  const { messages } = useWords();
  const [full, setFull] = useState(false);
  const phone = usePhone();
  const { scan, t, unit } = useCursor((cursor) => cursor);
  const place = { scan: scanNames(snapshot).find((name) => name === scan) ?? 'l0', t, unit };
  const name = nameScan(place.scan, snapshot.model.encoder.bidirectional, messages.stageLabels);
  return (
    <div className="inspected" data-testid="inspector" data-scan={place.scan} data-t={t} data-unit={unit} data-update={snapshot.update}>
      <h2>
        {messages.inspector.label} <span className="number">{messages.inspector.place(name, String(t), String(unit))}</span>
      </h2>
      <GuardedView name={messages.inspector.label}>
        <Suspense>
          {phone && <CellClock />}
          <CellSection snapshot={snapshot} place={place} placeName={messages.inspector.place(name, String(t), String(unit))} />
        </Suspense>
      </GuardedView>
      <Values snapshot={snapshot} place={place} full={full} />
      <Suspense>
        <UnitWork snapshot={snapshot} place={place} full={full} />
      </Suspense>
      <WayBack snapshot={snapshot} place={place} full={full} />
      <Example snapshot={snapshot} full={full} />
      <Switch label={messages.inspector.fullValues} on={full} onSwitch={setFull} />
    </div>
  );
}

interface Part {
  readonly snapshot: Snapshot;
  readonly place: Place;
  readonly full: boolean;
}

function Values({ snapshot, place, full }: Part): ReactNode {
  const { messages } = useWords();
  return (
    <section aria-label={messages.inspector.forward}>
      <h3>{messages.inspector.forward}</h3>
      <dl className="values">
        {quantitiesOf(snapshot.model.encoder).map(({ name, hue }) => (
          <Value
            key={name}
            hue={hue}
            label={messages.inspector.quantities[name] ?? name}
            name={tensorName(name, place.scan)}
            snapshot={snapshot}
            place={place}
            full={full}
          />
        ))}
      </dl>
    </section>
  );
}

interface ValueProps extends Part {
  readonly label: string;
  readonly hue: string;
  /** The tensor in the snapshot. */
  readonly name: string;
}

function Value({ label, hue, name, snapshot, place, full }: ValueProps): ReactNode {
  const { format } = useWords();
  const tensor = findTensor(snapshot, name);
  if (tensor === undefined) return null;
  const value = tensor.data[place.t * tensor.shape[2] + place.unit];
  return (
    <div className="value-row">
      <dt>
        <span className="hue-mark" data-hue={hue} />
        {label}
      </dt>
      <dd>
        <data value={String(value)} data-name={name} title={format.full(value)}>
          {full ? format.full(value) : format.significant(value)}
        </data>
      </dd>
    </div>
  );
}

function WayBack({ snapshot, place, full }: Part): ReactNode {
  const { scan } = place;
  const { messages, format } = useWords();
  const part = { snapshot, place, full };
  const forget = findTensor(snapshot, `gates.${scan}.forget`);
  const words = messages.inspector;
  return (
    <section aria-label={words.backward}>
      <h3>{words.backward}</h3>
      <dl className="values">
        <Value {...part} hue="gradient" label={words.derivatives.hidden} name={`hiddenGradient.${scan}`} />
        <Norm {...part} name={`hiddenGradient.${scan}`} label={words.norms.hidden} />
        <Value {...part} hue="cell" label={words.derivatives.cell} name={`cellGradient.${scan}`} />
        <Norm {...part} name={`cellGradient.${scan}`} label={words.norms.cell} />
      </dl>
      {forget !== undefined && (placeOfScan(scan).reverse ? place.t + 1 < forget.shape[1] : place.t > 0) && (
        <p className="about">{words.survives(format.percent(forget.data[place.t * forget.shape[2] + place.unit]))}</p>
      )}
    </section>
  );
}

function Norm({ snapshot, place, full, name, label }: Part & { readonly name: string; readonly label: string }): ReactNode {
  const { format } = useWords();
  const tensor = findTensor(snapshot, name);
  if (tensor === undefined) return null;
  const [, T, H] = tensor.shape;
  const value = normsOf({ T, H, values: tensor.data })[place.t];
  return (
    <div className="value-row value-row-soft">
      <dt>{label}</dt>
      <dd>
        <data value={String(value)} data-name={`norm.${name}`} title={format.full(value)}>
          {full ? format.full(value) : format.significant(value)}
        </data>
      </dd>
    </div>
  );
}

/** Which held-out example is watched, and its loss. */
function Example({ snapshot, full }: { readonly snapshot: Snapshot; readonly full: boolean }): ReactNode {
  const id = useId();
  const session = useSession();
  const { messages, format } = useWords();
  const example = useSettings((settings) => settings.example);
  const loss = findTensor(snapshot, 'loss')?.data[0] ?? Number.NaN;
  return (
    <section aria-label={messages.inspector.example}>
      <h3>{messages.inspector.example}</h3>
      <div className="field-row">
        <label htmlFor={id}>{messages.inspector.exampleNumber}</label>
        <input
          id={id}
          className="number-input"
          type="number"
          min={0}
          max={999}
          value={example}
          onChange={(event) => {
            const { valueAsNumber } = event.target;
            if (Number.isInteger(valueAsNumber) && valueAsNumber >= 0 && valueAsNumber <= 999) session.watch(valueAsNumber);
          }}
        />
      </div>
      <dl className="values">
        <div className="value-row">
          <dt>{messages.inspector.loss}</dt>
          <dd>
            <data value={String(loss)} data-name="loss" title={format.full(loss)}>
              {full ? format.full(loss) : format.significant(loss)}
            </data>
          </dd>
        </div>
      </dl>
    </section>
  );
}

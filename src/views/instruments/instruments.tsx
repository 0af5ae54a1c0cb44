/** The instruments below the stage: a row that chooses which are shown, those on the time axis under the network's columns, then the others. */
import { useState } from 'react';
import type { InstrumentName, InstrumentRequest } from '../../model/instruments';
import type { ParameterEntry } from '../../model/parameters';
import type { Snapshot } from '../../model/snapshot';
import { Panel } from '../panel';
import type { GateName } from '../quantity';
import { sideOfScan } from '../scan-names';
import { Turn } from '../turns/turn';
import { ClippingPanel } from './clipping';
import { EigenvaluePanel } from './eigenvalues';
import { HistogramPanel } from './histograms';
import { InstrumentTables } from './instrument-table';
import { tableOfInstrument } from './instrument-tables';
import { ItemisedPanel } from './itemised';
import { JacobianPanel } from './jacobians';
import type { InstrumentLabels } from './labels';
import type { StagePlace } from './place';
import { RoadsPanel } from './roads';
import { SaturationPanel } from './saturation';
import { TruncationPanel } from './truncation';
import { WeightsPanel } from '../weights/weights-panel';
import './instruments.css';

export interface InstrumentsProps {
  readonly snapshot: Snapshot;
  readonly place: StagePlace;
  /** What is shown and how it is set; nothing else is measured. */
  readonly request: InstrumentRequest;
  readonly onRequest: (request: InstrumentRequest) => void;
  /** Steps between cuts that `truncation` measures where the request names none. */
  readonly truncate: number;
  readonly labels: InstrumentLabels;
  /** How the gates are called. */
  readonly gates: Readonly<Record<GateName, string>>;
  readonly onSave?: (fileName: string, text: string) => void;
  /** The number of the weights that is selected, and who keeps it; with the unit and gate whose row it is in. */
  readonly entry?: ParameterEntry | null;
  readonly onEntry?: (entry: ParameterEntry | null, at: { readonly unit: number; readonly gate: GateName | null } | null) => void;
}

/** In the order in which they stand: those on the time axis, then those that are not. */
const onTime: readonly InstrumentName[] = ['itemised', 'jacobians', 'roads', 'saturation'];
const apart: readonly InstrumentName[] = ['weights', 'eigenvalues', 'histograms', 'truncation', 'clipping'];

export function Instruments(props: InstrumentsProps) {
  const { snapshot, place, request, onRequest, labels } = props;
  const [histogram, setHistogram] = useState<string | null>(null);
  const [timed, others] = [onTime, apart].map((names) => names.filter((name) => request.names.includes(name)));
  const shown = [...timed, ...others];
  const toggle = (name: InstrumentName): void => {
    const names = request.names.includes(name) ? request.names.filter((each) => each !== name) : [...request.names, name];
    onRequest({ ...request, names });
  };
  const draw = (name: InstrumentName) => (
    <Turn key={name} of={snapshot}>
      <Instrument
        name={name}
        {...props}
        histogram={histogram}
        onHistogram={setHistogram}
        onHide={() => {
          toggle(name);
        }}
      />
    </Turn>
  );
  return (
    <div className="instruments" role="group" aria-label={labels.title}>
      <Panel label={labels.title} {...(place.large !== null && { fold: { folded: true, onFold: ignore, hidden: true } })}>
        <p className="instrument-about">{labels.hint}</p>
        <div className="instrument-toggles">
          {[...onTime, ...apart].map((name) => (
            <button
              key={name}
              type="button"
              className="instrument-toggle"
              aria-pressed={request.names.includes(name)}
              onClick={() => {
                toggle(name);
              }}
            >
              {labels.instruments[name].name}
            </button>
          ))}
        </div>
      </Panel>
      <div data-side={sideOfScan(place.scan)} onPointerMove={place.onPointerMove} onClick={place.onClick}>
        {timed.map(draw)}
      </div>
      {others.map(draw)}
      {shown.length > 0 && (
        <Turn of={snapshot}>
          <InstrumentTables
            names={shown}
            make={(name) =>
              snapshot.instruments
                ? tableOfInstrument(name, snapshot.instruments, { scan: place.scan, T: place.axis.T, length: place.length, histogram })
                : null
            }
            labels={labels}
            onSave={props.onSave}
          />
        </Turn>
      )}
    </div>
  );
}

interface InstrumentProps extends InstrumentsProps {
  readonly name: InstrumentName;
  readonly histogram: string | null;
  readonly onHistogram: (key: string) => void;
  readonly onHide: () => void;
}

function Instrument(props: InstrumentProps) {
  const {
    name,
    snapshot,
    place,
    request,
    onRequest,
    truncate,
    labels,
    gates,
    histogram,
    onHistogram,
    onHide,
    entry = null,
    onEntry = ignore,
  } = props;
  const measured = snapshot.instruments ?? {};
  const frame = {
    name,
    labels,
    update: snapshot.update,
    measured: measured[name]?.update ?? null,
    onHide,
    large: place.largeOf(`instrument.${name}`),
  };
  const idle = idleReason(name, snapshot, labels);
  if (idle !== null) return frame.large.hidden ? null : <IdleInstrument name={name} labels={labels} reason={idle} onHide={onHide} />;
  switch (name) {
    case 'itemised':
      return (
        <ItemisedPanel
          {...frame}
          itemised={measured.itemised ?? null}
          place={place}
          window={request.window}
          onWindow={(window) => {
            onRequest({ ...request, window });
          }}
        />
      );
    case 'jacobians':
      return <JacobianPanel {...frame} jacobians={measured.jacobians ?? null} place={place} />;
    case 'roads':
      return <RoadsPanel {...frame} roads={measured.roads ?? null} place={place} />;
    case 'saturation':
      return <SaturationPanel {...frame} saturation={measured.saturation ?? null} place={place} gates={gates} />;
    case 'eigenvalues':
      return <EigenvaluePanel {...frame} eigenvalues={measured.eigenvalues ?? null} place={place} gates={gates} />;
    case 'histograms':
      return (
        <HistogramPanel {...frame} histograms={measured.histograms ?? null} place={place} gates={gates} chosen={histogram} onChoose={onHistogram} />
      );
    case 'truncation':
      return (
        <TruncationPanel
          {...frame}
          truncation={measured.truncation ?? null}
          every={request.truncate ?? truncate}
          onEvery={(every) => {
            onRequest({ ...request, truncate: every });
          }}
          most={place.axis.T}
        />
      );
    case 'clipping':
      return <ClippingPanel {...frame} clipping={measured.clipping ?? null} />;
    case 'weights':
      return (
        <WeightsPanel
          {...frame}
          weights={measured.weights ?? null}
          cell={snapshot.model.encoder.cell}
          place={place}
          gates={gates}
          entry={entry}
          onEntry={onEntry}
        />
      );
    default:
      return name satisfies never;
  }
}

const ignore = (): void => undefined;

/** Why an instrument has nothing to measure of this network; null where it has. */
function idleReason(name: InstrumentName, { model }: Snapshot, labels: InstrumentLabels): string | null {
  if (model.encoder.cell !== 'rnn') return null;
  if (name === 'roads') return labels.roads.none;
  return name === 'saturation' ? labels.saturation.none : null;
}

interface IdleProps {
  readonly name: InstrumentName;
  readonly labels: InstrumentLabels;
  readonly reason: string;
  readonly onHide: () => void;
}

function IdleInstrument({ name, labels, reason, onHide }: IdleProps) {
  return (
    <div className="instrument" data-instrument={name}>
      <Panel label={labels.instruments[name].name} fold={{ folded: false, onFold: onHide }}>
        <p className="instrument-about">{labels.instruments[name].about}</p>
        <p className="instrument-waiting">{reason}</p>
      </Panel>
    </div>
  );
}

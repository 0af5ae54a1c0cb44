/** The lanes of a race, one below the other on one axis of time: gradients on one log10 scale, states and gates under one cursor. */
import { type CSSProperties, type KeyboardEvent, type MouseEvent, memo, type ReactNode, useCallback, useId, useMemo, useState } from 'react';
import type { Snapshot } from '../../model/snapshot';
import type { Symbols } from '../answer';
import type { Cursor } from '../cursor';
import { CursorColumn } from '../cursor-column';
import { Gradient } from '../gradient';
import { unitAt } from '../heatmap-layout';
import { HeatmapRow } from '../heatmap-row';
import type { StageLabels } from '../labels';
import { Panel, type PanelValue } from '../panel';
import type { QuantityName } from '../quantity';
import { SequenceRows } from '../sequence-rows';
import { readScan } from '../series';
import { layoutFrame } from '../stage-layout';
import { type Palette, palettes, type ThemeName } from '../theme/palette';
import { Ticks } from '../ticks';
import { isVisible, layoutTimeAxis, stepAt, type TimeAxis } from '../time-axis';
import { Turn } from '../turns/turn';
import { useReveal } from '../use-reveal';
import { useWidth } from '../use-width';
import type { RaceStripsLabels } from './labels';
import { laneColour } from './lane-style';
import { inputRowsOf, layoutLaneStrip, STRIP_HEIGHT } from './race-strips-layout';
import '../stage.css';
import './race.css';

export interface StripLane {
  readonly name: string;
  /** null before its first picture. */
  readonly snapshot: Snapshot | null;
  /** What there is to say of the lane: that it stands still, and why. */
  readonly note: string | null;
}

export interface RaceStripsProps {
  readonly lanes: readonly StripLane[];
  readonly symbols: Symbols;
  /** The cursor's step. */
  readonly t: number;
  /** Asked for by hovering, a click, a finger or the arrow keys. */
  readonly onStep: (t: number) => void;
  readonly gates: boolean;
  readonly stageLabels: StageLabels;
  readonly labels: RaceStripsLabels;
  readonly theme: ThemeName;
  /** CSS pixels; without it the strips take the width they have. */
  readonly width?: number;
}

/** The cursor's unit, and the quantity that it was last seen in. */
interface Place {
  readonly unit: number;
  readonly gate: QuantityName;
}

export function RaceStrips(props: RaceStripsProps) {
  const { lanes, symbols, t: wanted, onStep, gates, stageLabels, labels, theme } = props;
  const [root, measured] = useWidth(880);
  const keysId = useId();
  const windowId = useId();
  const frame = layoutFrame(props.width ?? measured);
  const [first, setFirst] = useState(0);
  const [pinned, setPinned] = useState(false);
  const [place, setPlace] = useState<Place>({ unit: 0, gate: 'hidden' });
  const shown = lanes.find(({ snapshot }) => snapshot !== null)?.snapshot ?? null;
  const { T, length } = useMemo(() => (shown === null ? { T: 1, length: 1 } : readScan(shown)), [shown]);
  const axis = layoutTimeAxis(T, frame.plot, first);
  const t = Math.max(0, Math.min(length - 1, wanted));
  const inputs = useMemo(() => (shown === null ? [] : inputRowsOf(shown, symbols, axis)), [shown, symbols, axis]);
  useReveal(axis, t, setFirst);

  /** The step under the pointer, and the unit where it is on a heatmap. */
  const find = (event: MouseEvent<HTMLElement>): { readonly step: number; readonly place: Place } | null => {
    if (!(event.target instanceof Element) || event.target.closest('button, input, label') !== null) return null;
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left - frame.gutter;
    if (x < 0 || x >= axis.width) return null;
    const step = Math.min(length - 1, stepAt(axis, x));
    const panel = event.target.closest<HTMLElement>('[data-quantity]');
    const { rows, height } = panel?.closest<HTMLElement>('[data-rows]')?.dataset ?? {};
    if (!panel || rows === undefined || height === undefined) return { step, place };
    const unit = unitAt(Number(rows), Number(height), event.clientY - panel.getBoundingClientRect().top);
    return { step, place: { unit, gate: panel.dataset.quantity as QuantityName } };
  };
  const moveTo = (event: MouseEvent<HTMLElement>): boolean => {
    const found = find(event);
    if (!found) return false;
    if (found.step !== t) onStep(found.step);
    if (found.place.unit !== place.unit || found.place.gate !== place.gate) setPlace(found.place);
    return true;
  };
  const most = Math.max(1, ...lanes.map(({ snapshot }) => snapshot?.model.encoder.hiddenSizes.at(-1) ?? 1));
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return;
    const stride = event.shiftKey ? 10 : 1;
    const steps: Readonly<Record<string, number>> = { ArrowLeft: t - stride, ArrowRight: t + stride, Home: 0, End: length - 1 };
    const units: Readonly<Record<string, number>> = { ArrowUp: place.unit - stride, ArrowDown: place.unit + stride };
    if (Object.hasOwn(steps, event.key)) onStep(Math.max(0, Math.min(length - 1, steps[event.key])));
    else if (Object.hasOwn(units, event.key)) setPlace({ ...place, unit: Math.max(0, Math.min(most - 1, units[event.key])) });
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={root}
      className={frame.narrow ? 'stage race-strips stage-narrow' : 'stage race-strips'}
      style={{ '--gutter': `${String(frame.gutter)}px`, '--plot': `${String(axis.width)}px`, '--aside': `${String(frame.aside)}px` } as CSSProperties}
    >
      <p id={keysId} className="for-readers">
        {labels.keys}
      </p>
      {axis.windowed && (
        <p className="race-window">
          <label htmlFor={windowId}>{`${labels.window} ${String(axis.first)}–${String(axis.first + axis.count - 1)} / ${String(T)}`}</label>
          <input
            id={windowId}
            type="range"
            min={0}
            max={T - axis.count}
            value={axis.first}
            onChange={(event) => {
              setFirst(Number(event.target.value));
            }}
          />
        </p>
      )}
      <div
        className="stage-plots"
        role="application"
        tabIndex={0}
        aria-label={labels.strips}
        aria-describedby={keysId}
        onPointerMove={(event) => {
          if (!pinned || event.pointerType !== 'mouse') moveTo(event);
        }}
        onClick={(event) => {
          if (moveTo(event)) setPinned(!pinned);
        }}
        onKeyDown={onKeyDown}
      >
        <div className="stage-side">
          <Panel label={stageLabels.step} close>
            <Ticks axis={axis} t={t} />
          </Panel>
          <SequenceRows side={{ rows: inputs, axis }} symbols={symbols} labels={stageLabels} t={t} palette={palettes[theme]} />
          {lanes.map((lane, k) => (
            <Turn key={k} of={lane.snapshot}>
              <LaneStrip
                lane={k}
                {...lane}
                symbols={symbols}
                axis={axis}
                t={t}
                place={place}
                gates={gates}
                stageLabels={stageLabels}
                labels={labels}
                palette={palettes[theme]}
              />
            </Turn>
          ))}
          {isVisible(axis, t) && <CursorColumn left={frame.gutter} axis={axis} t={t} pinned={pinned} />}
        </div>
      </div>
    </div>
  );
}

interface LaneStripProps extends StripLane {
  readonly lane: number;
  readonly symbols: Symbols;
  readonly axis: TimeAxis;
  readonly t: number;
  readonly place: Place;
  readonly gates: boolean;
  readonly stageLabels: StageLabels;
  readonly labels: RaceStripsLabels;
  readonly palette: Palette;
}

const LaneStrip = memo(function LaneStrip(props: LaneStripProps): ReactNode {
  const { lane, name, snapshot, note, symbols, axis, t, place, gates, stageLabels, labels, palette } = props;
  const [folded, setFolded] = useState<readonly string[]>([]);
  const fold = useCallback(
    (panel: string) => ({
      folded: folded.includes(panel),
      onFold: (away: boolean) => {
        setFolded((now) => (away ? [...now, panel] : now.filter((each) => each !== panel)));
      },
    }),
    [folded],
  );
  const marks = useMemo(
    () => (snapshot === null ? null : layoutLaneStrip({ snapshot, axis, symbols, palette, gates, labels: stageLabels })),
    [snapshot, axis, symbols, palette, gates, stageLabels],
  );
  const head = (
    <h3 className="race-lane-head" style={{ '--lane': laneColour(lane) } as CSSProperties}>
      <span className="race-lane-number">{lane + 1}</span>
      {name}
      {snapshot !== null && snapshot.model.encoder.hiddenSizes.length > 1 && (
        <span className="race-lane-note">{labels.layer(snapshot.model.encoder.hiddenSizes.length - 1)}</span>
      )}
      {note !== null && <span className="race-lane-note">{note}</span>}
    </h3>
  );
  if (!marks || snapshot === null) {
    return (
      <section className="race-lane" aria-label={name}>
        {head}
        <p className="race-lane-note">{labels.waiting}</p>
      </section>
    );
  }
  const step = Math.min(t, marks.length - 1);
  const cursor: Cursor = { scan: marks.scan, t: step, unit: Math.min(place.unit, marks.H - 1), gate: place.gate };
  const values: PanelValue[] = [
    { key: `hiddenGradient-${String(lane)}`, value: marks.norms.hidden[step], label: stageLabels.hiddenGradient, hue: 'gradient' },
  ];
  if (marks.norms.cell) {
    values.push({ key: `cellGradient-${String(lane)}`, value: marks.norms.cell[step], label: stageLabels.cellGradient, hue: 'cell' });
  }
  const { below, above, zero } = marks.gradient;
  const notes = [
    below > 0 && `▾ ${stageLabels.below(below)}`,
    above > 0 && `▴ ${stageLabels.above(above)}`,
    zero > 0 && `○ ${stageLabels.zero(zero)}`,
  ];
  return (
    <section
      className="race-lane"
      aria-label={name}
      data-testid={`lane-${String(lane)}`}
      data-update={snapshot.update}
      data-rows={marks.H}
      data-height={marks.rowHeight}
    >
      {head}
      <SequenceRows side={{ rows: marks.answers, axis }} symbols={symbols} labels={stageLabels} t={step} palette={palette} />
      <Panel
        label={stageLabels.gradient}
        detail={stageLabels.gradientUnit}
        values={values}
        decimal={stageLabels.decimal}
        axis
        fold={fold('gradient')}
        legend={notes.map(
          (each) =>
            each !== false && (
              <span key={each} className="panel-note">
                {each}
              </span>
            ),
        )}
      >
        <Gradient marks={marks.gradient} width={axis.width} height={STRIP_HEIGHT} label={`${name}: ${stageLabels.gradient}`} />
      </Panel>
      {marks.heatmaps.map((panel) => (
        <HeatmapRow
          key={panel.quantity.name}
          panel={panel}
          axis={axis}
          cursor={cursor}
          labels={stageLabels}
          line={palette.paper}
          veiled={null}
          order={marks.order}
          fold={fold(panel.quantity.name)}
        />
      ))}
    </section>
  );
});

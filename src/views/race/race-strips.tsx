/** The lanes of a race, one below the other on one axis of time: gradients on one log10 scale, states and gates under one cursor. */
import { type CSSProperties, type KeyboardEvent, type MouseEvent, useId, useMemo, useState } from 'react';
import type { Symbols } from '../answer';
import { CursorColumn } from '../cursor-column';
import { unitAt } from '../heatmap-layout';
import { createHeld, type Held, type Watchable } from '../held';
import type { StageLabels } from '../labels';
import { Panel } from '../panel';
import { type QuantityName, quantityNames } from '../quantity';
import { SequenceRows } from '../sequence-rows';
import { readScan } from '../series';
import { type CursorSource, type CursorState, stepOfCursor } from '../stage-cursor';
import { layoutFrame } from '../stage-layout';
import { palettes, type ThemeName } from '../theme/palette';
import { Ticks } from '../ticks';
import { layoutTimeAxis, stepAt } from '../time-axis';
import { Turn } from '../turns/turn';
import { useStageCursor } from '../use-at';
import { useWidth } from '../use-width';
import { useCursorInSight, useFirstSteps } from '../use-window';
import type { RaceStripsLabels } from './labels';
import { LaneStrip, type StripLane } from './lane-strip';
import { inputRowsOf } from './race-strips-layout';
import '../stage.css';
import './race.css';

export interface RaceStripsProps {
  readonly lanes: readonly StripLane[];
  readonly symbols: Symbols;
  /** The cursor's step, read by what shows it. */
  readonly step: Watchable<number>;
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
  const { lanes, symbols, step, onStep, gates, stageLabels, labels, theme } = props;
  const [root, measured] = useWidth(880);
  const keysId = useId();
  const windowId = useId();
  const frame = layoutFrame(props.width ?? measured);
  const steps = useFirstSteps();
  const [place] = useState(() => createHeld<Place>({ unit: 0, gate: 'hidden' }));
  const cursor = useMemo(() => joinCursor(step, place), [step, place]);
  const shown = lanes.find(({ snapshot }) => snapshot !== null)?.snapshot ?? null;
  const { T, length } = useMemo(() => (shown === null ? { T: 1, length: 1 } : readScan(shown)), [shown]);
  const axis = layoutTimeAxis(T, frame.plot, steps.first.source);
  const most = Math.max(1, ...lanes.map(({ snapshot }) => snapshot?.model.encoder.hiddenSizes.at(-1) ?? 1));
  const at = useStageCursor(cursor, { scans: [{ name: 'l0', length, H: most }], gates: quantityNames });
  const inputs = useMemo(() => (shown === null ? [] : inputRowsOf(shown, symbols, axis)), [shown, symbols, axis]);
  const leave = useCursorInSight(at, 'source', axis, steps);

  /** The step under the pointer, and the unit where it is on a heatmap. */
  const find = (event: MouseEvent<HTMLElement>): { readonly step: number; readonly place: Place } | null => {
    if (!(event.target instanceof Element) || event.target.closest('button, input, label') !== null) return null;
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left - frame.gutter;
    if (x < 0 || x >= axis.width) return null;
    const to = Math.min(length - 1, stepAt(axis, x));
    const panel = event.target.closest<HTMLElement>('[data-quantity]');
    const { rows, height } = panel?.closest<HTMLElement>('[data-rows]')?.dataset ?? {};
    if (!panel || rows === undefined || height === undefined) return { step: to, place: place.getState() };
    const unit = unitAt(Number(rows), Number(height), event.clientY - panel.getBoundingClientRect().top);
    return { step: to, place: { unit, gate: panel.dataset.quantity as QuantityName } };
  };
  const moveTo = (event: MouseEvent<HTMLElement>): boolean => {
    const found = find(event);
    if (!found) return false;
    if (found.step !== stepOfCursor(at, 'source')) onStep(found.step);
    place.setState(found.place);
    return true;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return;
    const stride = event.shiftKey ? 10 : 1;
    const t = stepOfCursor(at, 'source') ?? 0;
    const { unit, gate } = place.getState();
    const steps: Readonly<Record<string, number>> = { ArrowLeft: t - stride, ArrowRight: t + stride, Home: 0, End: length - 1 };
    const units: Readonly<Record<string, number>> = { ArrowUp: unit - stride, ArrowDown: unit + stride };
    if (Object.hasOwn(steps, event.key)) onStep(Math.max(0, Math.min(length - 1, steps[event.key])));
    else if (Object.hasOwn(units, event.key)) place.setState({ unit: Math.max(0, Math.min(most - 1, units[event.key])), gate });
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
              leave();
              steps.setFirst('source', Number(event.target.value));
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
          if (!at.pin.getState() || event.pointerType !== 'mouse') moveTo(event);
        }}
        onClick={(event) => {
          if (moveTo(event)) at.pin.setState(!at.pin.getState());
        }}
        onKeyDown={onKeyDown}
      >
        <div className="stage-side">
          <Panel label={stageLabels.step} close>
            <Ticks axis={axis} at={at} side="source" />
          </Panel>
          <SequenceRows marks={{ rows: inputs, axis }} symbols={symbols} labels={stageLabels} at={at} side="source" palette={palettes[theme]} />
          {lanes.map((lane, k) => (
            <Turn key={k} of={lane.snapshot}>
              <LaneStrip
                lane={k}
                {...lane}
                symbols={symbols}
                axis={axis}
                cursor={cursor}
                gates={gates}
                stageLabels={stageLabels}
                labels={labels}
                palette={palettes[theme]}
              />
            </Turn>
          ))}
          <CursorColumn left={frame.gutter} axis={axis} at={at} side="source" />
        </div>
      </div>
    </div>
  );
}

/** The step that the race keeps, with the unit and quantity that the strips keep. */
function joinCursor(step: Watchable<number>, place: Held<Place>): CursorSource {
  let last: CursorState | null = null;
  return {
    getState: () => {
      const [t, { unit, gate }] = [step.getState(), place.getState()];
      if (last?.t !== t || last.unit !== unit || last.gate !== gate) last = { scan: 'l0', t, unit, gate };
      return last;
    },
    subscribe: (listener) => {
      const stops = [step.subscribe(listener), place.subscribe(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

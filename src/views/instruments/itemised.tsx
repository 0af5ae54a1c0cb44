/** The itemised gradients in their panel: losses downwards, steps on the shared axis, the norm under the cursor beside them. */
import { type MouseEvent, useMemo, useState } from 'react';
import type { Itemised } from '../../model/instruments';
import { unitAt } from '../heatmap-layout';
import { scaleOf } from '../log-scale';
import type { PanelValue } from '../panel-values';
import { Pixels } from '../pixels';
import { RelativeSwitch } from '../relative-switch';
import { MagnitudeLegend } from '../scale-legend';
import { cursorOn } from '../stage-cursor';
import { columnLeft, isVisible } from '../time-axis';
import { useAt } from '../use-at';
import { InstrumentPanel, type InstrumentProps } from './instrument-panel';
import { itemisedNorm, layoutItemised } from './itemised-layout';
import type { StagePlace } from './place';
import { TimePlot } from './time-plot';

interface Props extends InstrumentProps {
  readonly itemised: Itemised | null;
  readonly place: StagePlace;
  /** The first loss of the window asked for; null = every n-th of all. */
  readonly window: number | null;
  readonly onWindow: (window: number | null) => void;
}

/** Rows lower than this bear no numbers. */
const NAMED = 11;

export function ItemisedPanel({ itemised, place, window, onWindow, ...frame }: Props) {
  const [asked, setRow] = useState<number | null>(null);
  const { labels } = frame;
  const { axis, at, palette, scan, relative } = place;
  const marks = useMemo(() => itemised && layoutItemised(itemised, scan, axis, palette, relative.on), [itemised, scan, axis, palette, relative.on]);
  if (itemised === null || marks === null) return <InstrumentPanel {...frame}>{null}</InstrumentPanel>;
  const { rows, rowHeight } = marks;
  const row = Math.min(asked ?? rows - 1, rows - 1);
  const height = rows * rowHeight;
  const follow = (event: MouseEvent<HTMLElement>): void => {
    setRow(unitAt(rows, rowHeight, event.clientY - event.currentTarget.getBoundingClientRect().top));
  };
  const read = (): readonly PanelValue[] => {
    const cursor = rows > 0 ? cursorOn(at, scan) : null;
    const value = cursor && itemisedNorm(itemised, scan, row, cursor.t);
    return value === null ? [] : [{ key: 'itemised', value, label: `k = ${String(itemised.steps[row])}`, hue: 'gradient' }];
  };
  return (
    <InstrumentPanel
      {...frame}
      hue="gradient"
      axis
      values={{ at, read }}
      legend={
        <>
          <MagnitudeLegend hue="gradient" scale={scaleOf(relative.on)} />
          {rows > 1 && (
            <label className="instrument-choice">
              {labels.itemised.lossStep}{' '}
              <select
                value={row}
                onChange={(event) => {
                  setRow(Number(event.target.value));
                }}
              >
                {itemised.steps.map((step, k) => (
                  <option key={step} value={k}>
                    {step}
                  </option>
                ))}
              </select>
            </label>
          )}
          {relative.on && <span className="panel-note">{labels.itemised.relativeHides}</span>}
          <RelativeSwitch relative={relative} label={labels.relative} about={labels.itemised.relativeHides} />
        </>
      }
    >
      {itemised.count > rows && <WindowChoice itemised={itemised} place={place} labels={labels} window={window} onWindow={onWindow} />}
      {rows === 0 ? (
        <p className="instrument-waiting">{labels.itemised.none}</p>
      ) : (
        <TimePlot place={place}>
          <div className="heatmap" onPointerMove={follow} onClick={follow}>
            <Pixels
              pixels={marks.pixels}
              columns={marks.columns}
              rows={rows}
              width={axis.width}
              height={height}
              {...(marks.parted && { line: palette.paper })}
              label={`${labels.instruments.itemised.name}, ${String(rows)} × ${String(axis.T)}`}
            />
            <svg className="attention-names" aria-hidden width={1} height={height} overflow="visible">
              {itemised.steps.map(
                (step, k) =>
                  (rowHeight >= NAMED || k === row || k === 0) && (
                    <text
                      key={step}
                      className={k === row ? 'number-text number-chosen' : 'number-text'}
                      x={-6}
                      y={(k + 0.5) * rowHeight + 4}
                      textAnchor="end"
                    >
                      {step}
                    </text>
                  ),
              )}
            </svg>
            <Mark place={place} top={row * rowHeight} height={rowHeight} />
          </div>
        </TimePlot>
      )}
    </InstrumentPanel>
  );
}

function Mark({ place: { at, axis, scan }, top, height }: { readonly place: StagePlace; readonly top: number; readonly height: number }) {
  const t = useAt(at, (each) => cursorOn(each, scan)?.t ?? null);
  if (t === null || !isVisible(axis, t)) return null;
  return <span className="cell-mark cell-mark-chosen" style={{ left: columnLeft(axis, t), top, width: axis.column, height }} />;
}

type WindowChoiceProps = Pick<Props, 'place' | 'labels' | 'window' | 'onWindow'> & { readonly itemised: Itemised };

/** Where there are more losses than rows: every n-th of all, or all of a window that begins at the cursor. */
function WindowChoice({ itemised: { steps, count }, place: { at, axis, scan }, labels: { itemised: words }, window, onWindow }: WindowChoiceProps) {
  const spread = window === null;
  return (
    <p className="instrument-waiting">
      {words.some(String(steps.length), String(count))}{' '}
      <button
        type="button"
        className="instrument-button"
        onClick={() => {
          onWindow(spread ? (cursorOn(at, scan)?.t ?? axis.first) : null);
        }}
      >
        {spread ? words.window : words.spread}
      </button>
    </p>
  );
}

/** The stage: one example passing through the network at one update, every panel on the same time axis, one cursor through all of them. */
import { type CSSProperties, type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from 'react';
import type { Snapshot } from '../model/snapshot';
import type { Symbols } from './answer';
import { type Cursor, fitCursor, moveCursor } from './cursor';
import { formatTick, formatValue } from './format';
import { Gradient, GRADIENT_MARGIN } from './gradient';
import { type GradientSeries, layoutGradient } from './gradient-layout';
import { Heatmap } from './heatmap';
import { colourMapOf, layoutHeatmap, rowHeightOf, unitAt } from './heatmap-layout';
import type { StageLabels } from './labels';
import { gradientScale } from './log-scale';
import { Panel } from './panel';
import type { QuantityName } from './quantity';
import { SequenceRowPlot } from './sequence';
import { layoutSequence } from './sequence-layout';
import { findTensor, lossSteps, normsOf, readScan, valueAt } from './series';
import { columnCentre, columnLeft, isVisible, layoutTimeAxis, revealStep, stepAt } from './time-axis';
import { palettes, type ThemeName } from './theme/palette';
import { Unrolled } from './unrolled';
import { layoutUnrolled } from './unrolled-layout';
import { useWidth } from './use-width';
import './stage.css';

export interface StageProps {
  readonly snapshot: Snapshot;
  readonly symbols: Symbols;
  readonly cursor: Cursor | null;
  readonly onCursor: (cursor: Cursor) => void;
  readonly labels: StageLabels;
  readonly theme: ThemeName;
  /** An earlier snapshot whose gradient is drawn beside this one's. */
  readonly compared?: Snapshot;
  /** CSS pixels; without it the stage takes the width it has. */
  readonly width?: number;
}

const GRADIENT_HEIGHT = 108;

export function Stage({ snapshot, symbols, cursor: given, onCursor, labels, theme, compared, width: fixed }: StageProps) {
  const [root, measured] = useWidth(880);
  const width = fixed ?? measured;
  const narrow = width < 600;
  const [gutter, aside] = narrow ? [34, 0] : [112, 72];
  const [first, setFirst] = useState(0);
  const palette = palettes[theme];
  const scan = useMemo(() => readScan(snapshot), [snapshot]);
  const axis = useMemo(() => layoutTimeAxis(scan.T, width - gutter - aside, first), [scan.T, width, gutter, aside, first]);
  const space = { T: scan.length, H: scan.H, gates: scan.quantities.map(({ name }) => name) };
  const cursor = given && fitCursor(given, space);
  const plots = useRef<HTMLDivElement>(null);

  const losses = useMemo(() => lossSteps(snapshot, scan.T), [snapshot, scan.T]);
  const rows = useMemo(() => layoutSequence(snapshot, symbols, axis), [snapshot, symbols, axis]);
  const unrolled = useMemo(() => layoutUnrolled(scan, axis, losses), [scan, axis, losses]);
  const heatmaps = useMemo(
    () =>
      scan.quantities.map((quantity) => {
        const map = colourMapOf(quantity, palette);
        const grid = scan.grids.get(quantity.name);
        return { quantity, map, grid, marks: grid && layoutHeatmap(grid, axis, map, scan.length) };
      }),
    [scan, axis, palette],
  );
  const norms = useMemo(() => ({ hidden: normsOf(scan.hiddenGradient), cell: scan.cellGradient && normsOf(scan.cellGradient) }), [scan]);
  const gradient = useMemo(() => {
    const series: GradientSeries[] = [{ key: 'hidden', label: labels.hiddenGradient, norms: norms.hidden }];
    if (norms.cell) series.push({ key: 'cell', label: labels.cellGradient, norms: norms.cell });
    if (compared) series.push({ key: 'compared', label: labels.compared(compared.update), norms: normsOf(readScan(compared).hiddenGradient) });
    return layoutGradient(series, axis, GRADIENT_HEIGHT, gradientScale, scan.length);
  }, [norms, compared, axis, labels, scan.length]);

  const point = (event: PointerEvent): Cursor | null => {
    if (!plots.current || !(event.target instanceof Element)) return null;
    const x = event.clientX - plots.current.getBoundingClientRect().left - gutter;
    if (x < 0 || x >= axis.width) return null;
    const from = cursor ?? { t: 0, unit: 0, gate: space.gates[0] };
    const panel = event.target.closest<HTMLElement>('[data-quantity]');
    const t = Math.min(scan.length - 1, stepAt(axis, x));
    if (!panel) return { ...from, t };
    const y = event.clientY - panel.getBoundingClientRect().top;
    return { t, unit: unitAt(scan.H, rowHeightOf(scan.H), y), gate: panel.dataset.quantity as QuantityName };
  };
  const onPointer = (event: PointerEvent): void => {
    const to = point(event);
    if (to) onCursor(to);
  };
  const onKey = (event: KeyboardEvent): void => {
    const to = moveCursor(cursor, event.key, event.shiftKey, space);
    if (!to) return;
    event.preventDefault();
    setFirst(revealStep(axis, to.t));
    onCursor(to);
  };

  const grid = cursor && scan.grids.get(cursor.gate);
  const value = cursor && grid ? valueAt(grid, cursor.t, cursor.unit) : null;
  const loss = findTensor(snapshot, 'loss')?.data[0] ?? Number.NaN;
  const frame = { '--gutter': `${String(gutter)}px`, '--plot': `${String(axis.width)}px` } as CSSProperties;
  return (
    <div ref={root} className={narrow ? 'stage stage-narrow' : 'stage'} style={frame}>
      <div
        ref={plots}
        className="stage-plots"
        role="application"
        tabIndex={0}
        aria-label={labels.stage}
        aria-description={labels.keys}
        onPointerMove={onPointer}
        onClick={(event) => {
          onPointer(event as unknown as PointerEvent);
        }}
        onKeyDown={onKey}
      >
        <p
          className="readout"
          data-testid="readout"
          data-t={cursor?.t}
          data-unit={cursor?.unit}
          data-gate={cursor?.gate}
          data-value={value ?? undefined}
        >
          {cursor &&
            value !== null &&
            `${labels.step} ${String(cursor.t)}  ${labels.unit} ${String(cursor.unit)}  ${labels.quantities[cursor.gate]} ${formatValue(value)}`}
        </p>
        <Panel label={labels.step}>
          <svg className="ticks" aria-hidden width={axis.width} height={18}>
            {axis.ticks.map((t) => (
              <text key={t} className="number-text" x={columnCentre(axis, t)} y={12} textAnchor="middle">
                {t}
              </text>
            ))}
          </svg>
        </Panel>
        {rows.map((row, k) => (
          <Panel key={k} label={row.kind === 'answers' ? labels.prediction : labels[row.role]} detail={row.kind === 'bars' ? row.name : undefined}>
            <SequenceRowPlot
              row={row}
              axis={axis}
              symbols={symbols}
              labels={labels}
              label={row.kind === 'answers' ? labels.prediction : labels[row.role]}
            />
          </Panel>
        ))}
        <Panel label={labels.unrolled} detail={labels.hiddenNorm}>
          <Unrolled
            marks={unrolled}
            width={axis.width}
            column={axis.column}
            palette={palette}
            label={labels.unrolled}
            lossText={`${labels.loss} ${formatValue(loss)}`}
          />
        </Panel>
        {heatmaps.map(
          ({ quantity, map, grid: values, marks }) =>
            marks &&
            values && (
              <Panel
                key={quantity.name}
                label={labels.quantities[quantity.name]}
                hue={quantity.hue}
                detail={`${formatTick(map.low)} … ${formatTick(map.high)}`}
                value={cursor ? valueAt(values, cursor.t, cursor.unit) : null}
                valueKey={quantity.name}
              >
                <div data-quantity={quantity.name}>
                  <Heatmap marks={marks} width={axis.width} line={palette.paper} label={labels.quantities[quantity.name]} />
                </div>
              </Panel>
            ),
        )}
        <Panel label={labels.gradient} detail={labels.gradientUnit} value={cursor ? norms.hidden[cursor.t] : null} valueKey="hiddenGradient">
          <Gradient marks={gradient} width={axis.width} height={GRADIENT_HEIGHT} label={labels.gradient} />
        </Panel>
        {cursor && isVisible(axis, cursor.t) && (
          <div className="cursor-column" style={{ left: gutter + columnLeft(axis, cursor.t), width: axis.column, bottom: GRADIENT_MARGIN }} />
        )}
      </div>
    </div>
  );
}

/** The stage: one example passing through the network at one update, every panel on the same time axis, one cursor through all of them. */
import { type CSSProperties, useId, useMemo, useState } from 'react';
import type { Snapshot } from '../model/snapshot';
import type { Symbols } from './answer';
import { type Cursor, fitCursor } from './cursor';
import { formatTick, formatValue } from './format';
import { Gradient } from './gradient';
import type { StageLabels } from './labels';
import { gradientScale } from './log-scale';
import { Overview } from './overview';
import { Panel, type PanelValue } from './panel';
import { Pixels } from './pixels';
import { Readout } from './readout';
import { EdgeLegend, NormLegend, QuantityLegend } from './scale-legend';
import { SequenceRowPlot } from './sequence';
import type { SequenceRow } from './sequence-layout';
import { findTensor, normsOf, valueAt } from './series';
import { GRADIENT_HEIGHT, type HeatmapPanel, layoutFrame, layoutStage, type StageMarks } from './stage-layout';
import { StageTable } from './stage-table';
import { palettes, type ThemeName } from './theme/palette';
import { columnCentre, columnLeft, isVisible, revealStep, type TimeAxis } from './time-axis';
import { Unrolled } from './unrolled';
import { useCursor } from './use-cursor';
import { useWidth } from './use-width';
import './stage.css';

export interface StageProps {
  readonly snapshot: Snapshot;
  readonly symbols: Symbols;
  readonly cursor: Cursor | null;
  /** Asked for by hovering, a click, a finger or the arrow keys. */
  readonly onCursor: (cursor: Cursor) => void;
  readonly labels: StageLabels;
  readonly theme: ThemeName;
  /** An earlier snapshot whose gradient is drawn beside this one's. */
  readonly compared?: Snapshot | null;
  /** Which layer and direction: `l0`, `l0_reverse`, … */
  readonly scan?: string;
  /** What colours the unrolled cells: the norm of their state, or the cursor's unit. */
  readonly colourBy?: 'norm' | 'unit';
  /** Saves the CSV of a table; without it none is offered. */
  readonly onSave?: (fileName: string, text: string) => void;
  /** CSS pixels; without it the stage takes the width it has. */
  readonly width?: number;
}

export function Stage(props: StageProps) {
  const { snapshot, symbols, onCursor, labels, theme, compared = null, scan: scanName = 'l0', colourBy = 'norm', onSave } = props;
  const [root, measured] = useWidth(880);
  const keysId = useId();
  const frame = layoutFrame(props.width ?? measured);
  const { gutter, plot } = frame;
  const [first, setFirst] = useState(0);
  const palette = palettes[theme];
  const unit = colourBy === 'unit' && props.cursor ? props.cursor.unit : null;
  const marks = useMemo(
    () => layoutStage({ snapshot, compared, symbols, labels, palette, plot, first, scan: scanName, unit }),
    [snapshot, compared, symbols, labels, palette, plot, first, scanName, unit],
  );
  const { scan, axis, norms } = marks;
  const space = { T: scan.length, H: scan.H, gates: scan.quantities.map(({ name }) => name) };
  const cursor = props.cursor && fitCursor(props.cursor, space);
  const { pinned, ...handlers } = useCursor({ cursor, onCursor, space, axis, rowHeight: marks.rowHeight, gutter });

  // The window follows the cursor when it moves, and when another width shows other steps; dragging the overview leaves it behind.
  const [seen, setSeen] = useState({ t: -1, count: 0 });
  if (cursor && (cursor.t !== seen.t || axis.count !== seen.count)) {
    setSeen({ t: cursor.t, count: axis.count });
    setFirst(revealStep(axis, cursor.t));
  }

  const chosen = cursor && scan.grids.get(cursor.gate);
  const loss = findTensor(snapshot, 'loss')?.data[0] ?? Number.NaN;
  const lossText = `${labels.loss} ${formatValue(loss, labels.decimal)}`;
  const gradientValues: PanelValue[] = cursor
    ? [{ key: 'hiddenGradient', value: norms.hidden[cursor.t], label: labels.hiddenGradient, hue: 'gradient' }]
    : [];
  if (cursor && norms.cell) gradientValues.push({ key: 'cellGradient', value: norms.cell[cursor.t], label: labels.cellGradient, hue: 'cell' });
  const unrolledValues = besideUnrolled(marks, cursor, loss, labels);
  const { below, above, zero } = marks.gradient;
  const notes = [below > 0 && `▾ ${labels.below(below)}`, above > 0 && `▴ ${labels.above(above)}`, zero > 0 && `○ ${labels.zero(zero)}`];

  return (
    <div
      ref={root}
      className={frame.narrow ? 'stage stage-narrow' : 'stage'}
      style={{ '--gutter': `${gutter}px`, '--plot': `${axis.width}px`, '--aside': `${frame.aside}px` } as CSSProperties}
    >
      <p id={keysId} className="for-readers">
        {labels.keys}
      </p>
      <Readout cursor={cursor} value={cursor && chosen ? valueAt(chosen, cursor.t, cursor.unit) : null} pinned={pinned} labels={labels} />
      {marks.overview && (
        <Panel label={labels.overview} detail={`${axis.first}–${axis.first + axis.count - 1} / ${axis.T}`}>
          <Overview marks={marks.overview} axis={axis} t={cursor && cursor.t} label={labels.overview} onWindow={setFirst} />
        </Panel>
      )}
      <div className="stage-plots" role="application" tabIndex={0} aria-label={labels.stage} aria-describedby={keysId} {...handlers}>
        <Panel label={labels.step} close>
          <svg className="ticks" aria-hidden width={axis.width} height={18} overflow="visible">
            {axis.ticks.map((t) => (
              <text key={t} className="number-text" x={columnCentre(axis, t)} y={12} textAnchor="middle">
                {t}
              </text>
            ))}
            {cursor && isVisible(axis, cursor.t) && (
              <text className="number-text tick-cursor" x={columnCentre(axis, cursor.t)} y={12} textAnchor="middle">
                {cursor.t}
              </text>
            )}
          </svg>
        </Panel>
        {marks.rows.map((row, k) => (
          <Panel
            key={k}
            label={rowName(row, labels)}
            detail={row.kind === 'bars' ? row.name : undefined}
            legend={
              row.kind === 'bars' && (
                <span className="legend">{`${formatTick(row.low, labels.decimal)} … ${formatTick(row.high, labels.decimal)}`}</span>
              )
            }
            close
          >
            <SequenceRowPlot row={row} axis={axis} symbols={symbols} labels={labels} label={rowName(row, labels)} />
          </Panel>
        ))}
        <Panel
          label={labels.unrolled}
          values={unrolledValues}
          decimal={labels.decimal}
          legend={
            <>
              <span className="legend-line">
                {unit === null ? labels.hiddenNorm : `${labels.unit} ${unit}`}
                {unit === null ? (
                  <NormLegend high={Math.sqrt(scan.H)} decimal={labels.decimal} />
                ) : (
                  <QuantityLegend quantity={scan.quantities[scan.quantities.length - 1]} />
                )}
              </span>
              <span className="legend-line">
                {labels.edges}
                <EdgeLegend scale={gradientScale} />
              </span>
            </>
          }
        >
          <Unrolled marks={marks.unrolled} width={axis.width} palette={palette} label={labels.unrolled} lossText={lossText} />
        </Panel>
        {marks.heatmaps.map((panel) => (
          <HeatmapRow key={panel.quantity.name} panel={panel} axis={axis} cursor={cursor} labels={labels} line={palette.paper} />
        ))}
        <Panel
          label={labels.gradient}
          detail={labels.gradientUnit}
          values={gradientValues}
          decimal={labels.decimal}
          axis
          legend={notes.map(
            (note) =>
              note !== false && (
                <span key={note} className="panel-note">
                  {note}
                </span>
              ),
          )}
        >
          <Gradient marks={marks.gradient} width={axis.width} height={GRADIENT_HEIGHT} label={labels.gradient} />
        </Panel>
        {cursor && isVisible(axis, cursor.t) && <CursorColumn left={gutter} axis={axis} t={cursor.t} pinned={pinned} />}
      </div>
      <StageTable scan={scan} axis={axis} labels={labels} onSave={onSave} />
    </div>
  );
}

/** What stands at the ends of the unrolled network's lines: their names, the norm of the state under the cursor, the loss of many steps. */
function besideUnrolled({ scan, unrolled }: StageMarks, cursor: Cursor | null, loss: number, labels: StageLabels): readonly PanelValue[] {
  const hidden = scan.grids.get('hidden');
  const values: PanelValue[] = [];
  if (unrolled.road.length > 0) values.push({ key: 'road', value: null, label: labels.quantities.cell, hue: 'cell', y: unrolled.roadY });
  if (hidden)
    values.push({ key: 'hiddenNorm', value: cursor && normsOf(hidden)[cursor.t], label: labels.hiddenNorm, hue: 'hidden', y: unrolled.cellY });
  if (unrolled.losses.length > 1) values.push({ key: 'loss', value: loss, label: labels.loss, y: unrolled.lossY });
  return values;
}

interface CursorColumnProps {
  /** Where the plot begins. */
  readonly left: number;
  readonly axis: TimeAxis;
  readonly t: number;
  readonly pinned: boolean;
}

/** The cursor's column behind the panels, and over them a veil on everything beside it. */
function CursorColumn({ left, axis, t, pinned }: CursorColumnProps) {
  const from = columnLeft(axis, t);
  return (
    <>
      <span className={pinned ? 'cursor-column cursor-pinned' : 'cursor-column'} style={{ left: left + from, width: axis.column }} />
      <span className="veil" style={{ left, width: from }} />
      <span className="veil" style={{ left: left + from + axis.column, width: axis.width - from - axis.column }} />
    </>
  );
}

interface HeatmapRowProps {
  readonly panel: HeatmapPanel;
  readonly axis: TimeAxis;
  readonly cursor: Cursor | null;
  readonly labels: StageLabels;
  readonly line: string;
}

function HeatmapRow({ panel: { quantity, grid, marks }, axis, cursor, labels, line }: HeatmapRowProps) {
  const name = labels.quantities[quantity.name];
  const chosen = cursor?.gate === quantity.name;
  return (
    <Panel
      label={name}
      hue={quantity.hue}
      chosen={chosen}
      decimal={labels.decimal}
      values={cursor ? [{ key: quantity.name, value: valueAt(grid, cursor.t, cursor.unit) }] : []}
      legend={
        <>
          <QuantityLegend quantity={quantity} />
          {marks.beyond > 0 && <span className="panel-note">{labels.beyond(marks.beyond)}</span>}
        </>
      }
    >
      <div className="heatmap" data-quantity={quantity.name}>
        <Pixels
          pixels={marks.pixels}
          columns={marks.columns}
          rows={marks.rows}
          width={axis.width}
          height={marks.height}
          line={marks.parted ? line : undefined}
          label={`${name}, ${grid.H} × ${grid.T}`}
        />
        {cursor && isVisible(axis, cursor.t) && (
          <span
            className={chosen ? 'cell-mark cell-mark-chosen' : 'cell-mark'}
            style={{ left: columnLeft(axis, cursor.t), top: cursor.unit * marks.rowHeight, width: axis.column, height: marks.rowHeight }}
          />
        )}
      </div>
    </Panel>
  );
}

function rowName(row: SequenceRow, labels: StageLabels): string {
  return row.kind === 'answers' ? labels.prediction : labels[row.role];
}

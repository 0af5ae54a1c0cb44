/** The stage: one example passing through the network at one update, every panel on the same time axis, one cursor through all of them. */
import { type CSSProperties, type KeyboardEvent, type ReactNode, useId, useMemo, useState } from 'react';
import type { Snapshot } from '../model/snapshot';
import { readDecoded, type Symbols } from './answer';
import { attentionAt, readAttention } from './attention-layout';
import { AttentionPanel } from './attention-panel';
import { type Cursor, fitCursor, startCursor } from './cursor';
import { CursorColumn } from './cursor-column';
import { DecoderPanel } from './decoder-panel';
import { formatTick } from './format';
import { Gradient } from './gradient';
import { HeatmapRow } from './heatmap-row';
import type { StageLabels } from './labels';
import { Overview } from './overview';
import { Panel, type PanelValue } from './panel';
import { Readout } from './readout';
import { directionOf, placeOfScan } from './scan-names';
import { SequenceRowPlot } from './sequence';
import { type SequenceRow, visibleSymbol } from './sequence-layout';
import { findTensor, valueAt } from './series';
import { GRADIENT_HEIGHT, layoutFrame, layoutStage } from './stage-layout';
import { StageTable } from './stage-table';
import { palettes, type ThemeName } from './theme/palette';
import { columnCentre, isVisible, revealStep } from './time-axis';
import { UnrolledPanel } from './unrolled-panel';
import { useCursor } from './use-cursor';
import { useFolds } from './use-folds';
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
  /** Stands below the gradient strip's name: what chooses the comparison. */
  readonly comparisonControl?: ReactNode;
  /** The panels that are folded away, and who keeps them; without these the stage keeps them itself. */
  readonly folded?: readonly string[];
  readonly onFold?: (folded: readonly string[]) => void;
  /** Saves the CSV of a table; without it none is offered. */
  readonly onSave?: (fileName: string, text: string) => void;
  /** CSS pixels; without it the stage takes the width it has. */
  readonly width?: number;
  /** Height that the stage may fill, CSS pixels; without it rows are low. */
  readonly available?: number;
}

export function Stage(props: StageProps) {
  const { snapshot, symbols, onCursor, labels, theme, compared = null, available = 0, onSave } = props;
  const [root, measured] = useWidth(880);
  const keysId = useId();
  const foldOf = useFolds(props);
  const frame = layoutFrame(props.width ?? measured);
  const { gutter, plot } = frame;
  const [first, setFirst] = useState(0);
  const palette = palettes[theme];
  const scanName = props.cursor?.scan ?? 'l0';
  const marks = useMemo(
    () => layoutStage({ snapshot, compared, symbols, labels, palette, plot, available, first, scan: scanName }),
    [snapshot, compared, symbols, labels, palette, plot, available, first, scanName],
  );
  const { scan, axis, norms } = marks;
  const space = { T: scan.length, scans: marks.scans, gates: scan.quantities.map(({ name }) => name) };
  const cursor = props.cursor && fitCursor(props.cursor, space);
  const { pinned, ...handlers } = useCursor({ cursor, onCursor, space, axis, H: scan.H, rowHeight: marks.rowHeight, gutter });

  // The window follows the cursor when it moves, and when another width shows other steps; dragging the overview leaves it behind.
  const [seen, setSeen] = useState({ t: -1, count: 0 });
  if (cursor && (cursor.t !== seen.t || axis.count !== seen.count)) {
    setSeen({ t: cursor.t, count: axis.count });
    setFirst(revealStep(axis, cursor.t));
  }

  const attention = useMemo(() => readAttention(snapshot), [snapshot]);
  const decoded = useMemo(() => readDecoded(snapshot), [snapshot]);
  const [asked, setTarget] = useState(0);
  const target = attention ? Math.max(0, Math.min(attention.length - 1, asked)) : asked;
  const moveTarget = (event: KeyboardEvent<HTMLElement>): boolean => {
    if (!attention || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return false;
    event.preventDefault();
    setTarget(target + (event.key === 'ArrowUp' ? -1 : 1));
    return true;
  };

  const scanLabel =
    marks.scans.length > 1 ? labels.scan(placeOfScan(scan.name).layer, directionOf(scan.name, snapshot.model.encoder.bidirectional)) : null;
  const chosen = cursor && scan.grids.get(cursor.gate);
  const loss = findTensor(snapshot, 'loss')?.data[0] ?? Number.NaN;
  const gradientValues: PanelValue[] = cursor
    ? [{ key: 'hiddenGradient', value: norms.hidden[cursor.t], label: labels.hiddenGradient, hue: 'gradient' }]
    : [];
  if (cursor && norms.cell) gradientValues.push({ key: 'cellGradient', value: norms.cell[cursor.t], label: labels.cellGradient, hue: 'cell' });
  const { below, above, zero } = marks.gradient;
  const notes = [below > 0 && `▾ ${labels.below(below)}`, above > 0 && `▴ ${labels.above(above)}`, zero > 0 && `○ ${labels.zero(zero)}`];

  return (
    <div
      ref={root}
      className={frame.narrow ? 'stage stage-narrow' : 'stage'}
      style={{ '--gutter': `${gutter}px`, '--plot': `${axis.width}px`, '--aside': `${frame.aside}px` } as CSSProperties}
    >
      <p id={keysId} className="for-readers">
        {labels.keys} {attention && labels.attentionKeys}
      </p>
      <Readout
        cursor={cursor}
        value={cursor && chosen ? valueAt(chosen, cursor.t, cursor.unit) : null}
        pinned={pinned}
        scan={scanLabel}
        attention={attention && cursor && { target, value: attentionAt(attention, target, cursor.t) }}
        labels={labels}
      />
      {marks.overview && (
        <Panel label={labels.overview} detail={`${axis.first}–${axis.first + axis.count - 1} / ${axis.T}`}>
          <Overview marks={marks.overview} axis={axis} t={cursor && cursor.t} label={labels.overview} onWindow={setFirst} />
        </Panel>
      )}
      <div
        className="stage-plots"
        role="application"
        tabIndex={0}
        aria-label={labels.stage}
        aria-describedby={keysId}
        {...handlers}
        onKeyDown={(event) => {
          if (!moveTarget(event)) handlers.onKeyDown(event);
        }}
      >
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
        <UnrolledPanel
          marks={marks}
          bidirectional={snapshot.model.encoder.bidirectional}
          cursor={cursor}
          loss={loss}
          narrow={frame.narrow}
          palette={palette}
          labels={labels}
          fold={foldOf('unrolled')}
          onScan={(name) => {
            onCursor(fitCursor({ ...(cursor ?? startCursor(space)), scan: name }, space));
          }}
        />
        {marks.heatmaps.map((panel) => (
          <HeatmapRow
            key={panel.quantity.name}
            panel={panel}
            axis={axis}
            cursor={cursor}
            labels={labels}
            line={palette.paper}
            fold={foldOf(panel.quantity.name)}
          />
        ))}
        <Panel
          label={labels.gradient}
          detail={labels.gradientUnit}
          values={gradientValues}
          decimal={labels.decimal}
          axis
          fold={foldOf('gradient')}
          legend={
            <>
              {notes.map(
                (note) =>
                  note !== false && (
                    <span key={note} className="panel-note">
                      {note}
                    </span>
                  ),
              )}
              {props.comparisonControl}
            </>
          }
        >
          <Gradient marks={marks.gradient} width={axis.width} height={GRADIENT_HEIGHT} label={labels.gradient} />
        </Panel>
        {attention && (
          <AttentionPanel
            attention={attention}
            axis={axis}
            palette={palette}
            t={cursor && cursor.t}
            target={target}
            onTarget={setTarget}
            pinned={pinned}
            names={decoded.map((answer) => visibleSymbol(symbols.outputs[answer.target], answer.target))}
            labels={labels}
            fold={foldOf('attention')}
          />
        )}
        {cursor && isVisible(axis, cursor.t) && <CursorColumn left={gutter} axis={axis} t={cursor.t} pinned={pinned} />}
      </div>
      {findTensor(snapshot, 'hidden.decoder') && (
        <DecoderPanel
          snapshot={snapshot}
          symbols={symbols}
          palette={palette}
          plot={plot}
          gutter={gutter}
          target={target}
          labels={labels}
          fold={foldOf('decoder')}
        />
      )}
      <StageTable scan={scan} axis={axis} attention={attention} labels={labels} onSave={onSave} />
    </div>
  );
}

function rowName(row: SequenceRow, labels: StageLabels): string {
  return row.kind === 'answers' ? labels.prediction : labels[row.role];
}

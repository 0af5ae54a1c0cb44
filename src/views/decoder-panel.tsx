/** The decoder's own rows on its own axis of target steps: what was asked, what was answered, and its unrolled scan with the loss of every step. */
import { type CSSProperties, useMemo } from 'react';
import { readDecoded, type Symbols } from './answer';
import type { Snapshot } from '../model/snapshot';
import type { StageLabels } from './labels';
import { type Fold, Panel } from './panel';
import { SequenceRowPlot } from './sequence';
import { decodedRows } from './sequence-layout';
import { readScan } from './series';
import type { Palette } from './theme/palette';
import { columnCentre, columnLeft, isVisible, layoutTimeAxis, windowFirst } from './time-axis';
import { Unrolled } from './unrolled';
import { layoutUnrolled } from './unrolled-layout';

interface Props {
  readonly snapshot: Snapshot;
  readonly symbols: Symbols;
  readonly palette: Palette;
  /** The plot's width and where it begins. */
  readonly plot: number;
  readonly gutter: number;
  /** The target step whose attention is read. */
  readonly target: number;
  readonly labels: StageLabels;
  readonly fold: Fold;
}

export function DecoderPanel({ snapshot, symbols, palette, plot, gutter, target, labels, fold }: Props) {
  const { axis, rows, unrolled } = useMemo(() => {
    const scan = readScan(snapshot, 'decoder');
    const steps = Array.from({ length: scan.length }, (_, t) => ({ t, scan: 'decoder' }));
    const whole = layoutTimeAxis(scan.T, plot);
    const placed = layoutTimeAxis(scan.T, plot, windowFirst(scan.T, whole.count, target - whole.count / 2));
    return { axis: placed, rows: decodedRows(readDecoded(snapshot), symbols, placed), unrolled: layoutUnrolled([scan], placed, steps) };
  }, [snapshot, symbols, plot, target]);
  const nameOf = (role: 'target' | 'prediction' | 'input'): string => labels[role];
  return (
    <div className="decoder" data-testid="decoder" style={{ '--plot': `${String(axis.width)}px` } as CSSProperties}>
      <Panel label={labels.decoder} fold={fold} detail={labels.targetStep}>
        <svg className="ticks" aria-hidden width={axis.width} height={18} overflow="visible">
          {axis.ticks.map((u) => (
            <text key={u} className={u === target ? 'number-text number-chosen' : 'number-text'} x={columnCentre(axis, u)} y={12} textAnchor="middle">
              {u}
            </text>
          ))}
        </svg>
      </Panel>
      {!fold.folded && (
        <>
          {rows.map((row) => (
            <Panel key={row.role} label={nameOf(row.role)} close>
              <SequenceRowPlot row={row} axis={axis} symbols={symbols} labels={labels} label={nameOf(row.role)} />
            </Panel>
          ))}
          <Panel label={labels.unrolled} detail={labels.decoder}>
            <Unrolled
              marks={unrolled}
              width={axis.width}
              palette={palette}
              label={`${labels.decoder}: ${labels.unrolled}`}
              chosen="decoder"
              lossText=""
            />
          </Panel>
          {isVisible(axis, target) && <span className="cursor-column" style={{ left: gutter + columnLeft(axis, target), width: axis.column }} />}
        </>
      )}
    </div>
  );
}

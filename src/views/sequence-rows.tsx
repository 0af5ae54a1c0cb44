/** The rows of an axis' sequence in their panels: what is read, asked and answered. */
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { Symbols } from './answer';
import type { Pair } from './channel-grid';
import { formatTick } from './format';
import type { StageLabels } from './labels';
import type { Side } from './scan-names';
import type { StageCursor } from './stage-cursor';
import { Panel } from './panel';
import { SequenceRowPlot } from './sequence';
import type { GridRow, PictureRow, SequenceRow } from './sequence-layout';
import type { SideMarks } from './stage-layout';
import type { Palette } from './theme/palette';

/** Loaded with the first example of many channels. */
const ChannelGrid = lazy(() => import('./channel-grid'));
/** With the first forecast, detection or tagged sentence. */
const OutputPicture = lazy(() => import('./outputs/output-picture'));

interface Props {
  readonly marks: Pick<SideMarks, 'rows' | 'axis'>;
  readonly symbols: Symbols;
  readonly labels: StageLabels;
  readonly at: StageCursor;
  /** Whose steps they are. */
  readonly side: Side;
  readonly palette: Palette;
  /** What makes a picture of sound heard. */
  readonly hear?: (row: GridRow) => ReactNode;
}

export function SequenceRows({ marks: { rows, axis }, symbols, labels, at, side, palette, hear }: Props) {
  const [pointed, onPoint] = useState<number | null>(null);
  const asked = rows.find((row): row is GridRow => row.kind === 'grid' && row.role === 'target');
  const pairOf = ({ role }: GridRow): Pair | undefined => (asked && role !== 'input' ? { lead: asked.grid, pointed, onPoint } : undefined);
  return rows.map((row, k) =>
    row.kind === 'picture' ? (
      <Suspense key={k} fallback={<Panel label={labels.prediction}>{null}</Panel>}>
        <OutputPicture row={row} axis={axis} at={at} side={side} labels={labels} />
      </Suspense>
    ) : row.kind === 'grid' ? (
      <Suspense key={k} fallback={<Panel label={labels[row.role]}>{null}</Panel>}>
        <ChannelGrid row={row} axis={axis} at={at} side={side} palette={palette} labels={labels} hear={hear} pair={pairOf(row)} />
      </Suspense>
    ) : (
      <Panel
        key={k}
        label={rowName(row, labels)}
        detail={row.kind === 'bars' ? row.name : undefined}
        legend={
          row.kind === 'bars' && <span className="legend">{`${formatTick(row.low, labels.decimal)} … ${formatTick(row.high, labels.decimal)}`}</span>
        }
        close
      >
        <SequenceRowPlot row={row} axis={axis} symbols={symbols} labels={labels} label={rowName(row, labels)} />
      </Panel>
    ),
  );
}

function rowName(row: Exclude<SequenceRow, GridRow | PictureRow>, labels: StageLabels): string {
  return row.kind === 'answers' ? labels.prediction : labels[row.role];
}

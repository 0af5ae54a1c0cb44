/** Channels × time in one picture, with the number under the cursor and what makes it heard. */
import { type ReactNode, useMemo, useState } from 'react';
import { channelAt, channelTop, largestChannel, layoutChannelGrid } from './channel-grid-layout';
import type { StageLabels } from './labels';
import { Panel } from './panel';
import { Pixels } from './pixels';
import { GridLegend } from './scale-legend';
import type { Side } from './scan-names';
import type { GridRow } from './sequence-layout';
import { valueAt } from './series';
import { type StageCursor, stepOfCursor } from './stage-cursor';
import { keyOf } from './table';
import type { Palette } from './theme/palette';
import { columnLeft, isVisible, type TimeAxis } from './time-axis';
import { useAt } from './use-at';

interface Props {
  readonly row: GridRow;
  readonly axis: TimeAxis;
  readonly at: StageCursor;
  readonly side: Side;
  readonly palette: Palette;
  readonly labels: StageLabels;
  /** What makes a picture of sound heard. */
  readonly hear?: (row: GridRow) => ReactNode;
  /** Where two pictures are to be compared. */
  readonly pair?: Pair;
}

/** One channel that two pictures, of what is asked and of the answer, are read at. */
export interface Pair {
  /** Whose largest number says which, until one is pointed at in either. */
  readonly lead: GridRow['grid'];
  readonly pointed: number | null;
  readonly onPoint: (channel: number) => void;
}

export default function ChannelGrid({ row, axis, at, side, palette, labels, hear, pair }: Props) {
  const { role, grid, names, sound } = row;
  const marks = useMemo(() => layoutChannelGrid(row, axis, palette), [row, axis, palette]);
  const [pointed, onPoint] = useState<number | null>(null);
  const read = pair ?? { lead: grid, pointed, onPoint };
  return (
    <Panel
      label={labels[role]}
      detail={`${names[0]} … ${names[names.length - 1]}`}
      values={{
        at,
        read: () => {
          const place = placeUnder(at, side, row, read);
          return place === null ? [] : [{ key: keyOf(row), label: names[place.channel], value: valueAt(grid, place.t, place.channel) }];
        },
      }}
      decimal={labels.decimal}
      legend={
        <>
          <GridLegend low={row.low} high={row.high} decimal={labels.decimal} />
          {marks.beyond > 0 && <span className="panel-note">{labels.beyond(marks.beyond)}</span>}
          {sound && hear?.(row)}
        </>
      }
    >
      <div
        className="heatmap channel-grid"
        data-channels={role}
        onPointerMove={(event) => {
          read.onPoint(channelAt(row, event.clientY - event.currentTarget.getBoundingClientRect().top));
        }}
      >
        <Pixels
          pixels={marks.pixels}
          columns={marks.columns}
          rows={marks.rows}
          width={axis.width}
          height={marks.height}
          line={marks.parted && !sound ? palette.paper : undefined}
          label={`${labels[role]}, ${grid.H} × ${grid.T}`}
        />
        <Mark row={row} axis={axis} at={at} side={side} read={read} height={marks.rowHeight} />
      </div>
    </Panel>
  );
}

/** The step under the cursor, and the channel last pointed at; before that the one with the most to say there. Null where the row has no such step. */
function placeUnder(
  at: StageCursor,
  side: Side,
  { grid }: GridRow,
  { lead, pointed }: Omit<Pair, 'onPoint'>,
): { readonly t: number; readonly channel: number } | null {
  const t = stepOfCursor(at, side);
  return t === null || t >= grid.T ? null : { t, channel: Math.min(grid.H - 1, pointed ?? largestChannel(t < lead.T ? lead : grid, t)) };
}

interface MarkProps extends Pick<Props, 'row' | 'axis' | 'at' | 'side'> {
  readonly read: Omit<Pair, 'onPoint'>;
  readonly height: number;
}

function Mark({ row, axis, at, side, read, height }: MarkProps) {
  useAt(at, (each) => stepOfCursor(each, side));
  const place = placeUnder(at, side, row, read);
  if (place === null || !isVisible(axis, place.t)) return null;
  return <span className="cell-mark" style={{ left: columnLeft(axis, place.t), top: channelTop(row, place.channel), width: axis.column, height }} />;
}

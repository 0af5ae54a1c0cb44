/** Channels × time in one picture, with the number under the cursor and what makes it heard. */
import { type ReactNode, useMemo, useState } from 'react';
import { channelAt, channelTop, largestChannel, layoutChannelGrid } from './channel-grid-layout';
import type { StageLabels } from './labels';
import { Panel, type PanelValue } from './panel';
import { Pixels } from './pixels';
import { GridLegend } from './scale-legend';
import type { GridRow } from './sequence-layout';
import { valueAt } from './series';
import { keyOf } from './table';
import type { Palette } from './theme/palette';
import { columnLeft, isVisible, type TimeAxis } from './time-axis';

interface Props {
  readonly row: GridRow;
  readonly axis: TimeAxis;
  /** The step under the cursor. */
  readonly t: number | null;
  readonly palette: Palette;
  readonly labels: StageLabels;
  /** What makes a picture of sound heard. */
  readonly hear?: (row: GridRow) => ReactNode;
}

export default function ChannelGrid({ row, axis, t, palette, labels, hear }: Props) {
  const { role, grid, names, sound } = row;
  const marks = useMemo(() => layoutChannelGrid(row, axis, palette), [row, axis, palette]);
  // The channel last pointed at; before that the one with the most to say.
  const [pointed, setPointed] = useState<number | null>(null);
  const at = t !== null && t < grid.T ? t : null;
  const channel = at === null ? null : Math.min(grid.H - 1, pointed ?? largestChannel(grid, at));
  const values: PanelValue[] = [];
  if (at !== null && channel !== null) {
    values.push({ key: keyOf(row), label: names[channel], value: valueAt(grid, at, channel) });
  }
  return (
    <Panel
      label={labels[role]}
      detail={`${names[0]} … ${names[names.length - 1]}`}
      values={values}
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
          setPointed(channelAt(row, event.clientY - event.currentTarget.getBoundingClientRect().top));
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
        {at !== null && channel !== null && isVisible(axis, at) && (
          <span
            className="cell-mark"
            style={{ left: columnLeft(axis, at), top: channelTop(row, channel), width: axis.column, height: marks.rowHeight }}
          />
        )}
      </div>
    </Panel>
  );
}

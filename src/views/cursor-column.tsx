/** The cursor's column behind all panels, and over them a veil on everything beside it. */
import { columnLeft, type TimeAxis } from './time-axis';

interface Props {
  /** Where the plot begins. */
  readonly left: number;
  readonly axis: TimeAxis;
  readonly t: number;
  readonly pinned: boolean;
}

export function CursorColumn({ left, axis, t, pinned }: Props) {
  const from = columnLeft(axis, t);
  return (
    <>
      <span className={pinned ? 'cursor-column cursor-pinned' : 'cursor-column'} style={{ left: left + from, width: axis.column }} />
      <span className="veil" style={{ left, width: from }} />
      <span className="veil" style={{ left: left + from + axis.column, width: axis.width - from - axis.column }} />
    </>
  );
}

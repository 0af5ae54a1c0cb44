/** The cursor's column behind all panels, and over them a veil on everything beside it, which moves without anything below it being painted again. */
import { memo } from 'react';
import type { Side } from './scan-names';
import { type StageCursor, stepOfCursor } from './stage-cursor';
import { columnLeft, isVisible, type TimeAxis } from './time-axis';
import { useAt, useHeld } from './use-at';

interface Props {
  /** Where the plot begins. */
  readonly left: number;
  readonly axis: TimeAxis;
  readonly at: StageCursor;
  readonly side: Side;
}

/** Nothing where there is no cursor, or none on the screen. */
export const CursorColumn = memo(function CursorColumn({ left, axis, at, side }: Props) {
  const t = useAt(at, (each) => stepOfCursor(each, side));
  const pinned = useHeld(at.pin);
  if (t === null || !isVisible(axis, t)) return null;
  const from = columnLeft(axis, t);
  return (
    <>
      <span className={pinned ? 'cursor-column cursor-pinned' : 'cursor-column'} style={{ left: left + from, width: axis.column }} />
      <Veil left={left} width={axis.width} from={0} to={from} />
      <Veil left={left} width={axis.width} from={from + axis.column} to={axis.width} />
    </>
  );
});

interface VeilProps {
  readonly left: number;
  /** Of the plot; the veil is drawn this wide, and scaled. */
  readonly width: number;
  readonly from: number;
  readonly to: number;
}

function Veil({ left, width, from, to }: VeilProps) {
  return (
    <span className="veil" style={{ left, width, transform: `translateX(${String(from)}px) scaleX(${String(Math.max(0, to - from) / width)})` }} />
  );
}

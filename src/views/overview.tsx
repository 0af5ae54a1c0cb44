/** The strip of the whole sequence: drag its window, or press anywhere, to choose which steps the stage shows. */
import { memo, type PointerEvent } from 'react';
import { type OverviewMarks, windowAt, windowFrame } from './overview-layout';
import { Pixels } from './pixels';
import type { TimeAxis } from './time-axis';
import './overview.css';

interface Props {
  readonly marks: OverviewMarks;
  readonly axis: TimeAxis;
  /** The step under the cursor. */
  readonly t: number | null;
  readonly label: string;
  readonly onWindow: (first: number) => void;
}

const HEIGHT = 14;

export const Overview = memo(function Overview({ marks, axis, t, label, onWindow }: Props) {
  const frame = windowFrame(axis);
  const choose = (event: PointerEvent<HTMLElement>): void => {
    if (event.buttons === 0) return;
    event.stopPropagation();
    onWindow(windowAt(axis, event.clientX - event.currentTarget.getBoundingClientRect().left));
  };
  return (
    <div
      className="overview"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        choose(event);
      }}
      onPointerMove={choose}
      onClick={(event) => {
        event.stopPropagation();
      }}
    >
      <Pixels pixels={marks.pixels} columns={marks.columns} rows={2} width={axis.width} height={HEIGHT} label={label} />
      <span className="overview-window" style={{ left: frame.left, width: frame.width }} />
      {t !== null && <span className="overview-cursor" style={{ left: ((t + 0.5) / axis.T) * axis.width }} />}
    </div>
  );
});

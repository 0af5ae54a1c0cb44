/** The strip of the whole sequence: drag its window, or press anywhere, to choose which steps the stage shows. */
import { memo, type PointerEvent } from 'react';
import { type OverviewMarks, windowAt, windowFrame } from './overview-layout';
import { Pixels } from './pixels';
import { type StageCursor, stepOfCursor } from './stage-cursor';
import type { TimeAxis } from './time-axis';
import { useAt } from './use-at';
import './overview.css';

interface Props {
  readonly marks: OverviewMarks;
  readonly axis: TimeAxis;
  readonly at: StageCursor;
  readonly label: string;
  readonly onWindow: (first: number) => void;
}

const HEIGHT = 14;

export const Overview = memo(function Overview({ marks, axis, at, label, onWindow }: Props) {
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
      <OverviewCursor axis={axis} at={at} />
    </div>
  );
});

function OverviewCursor({ axis, at }: Pick<Props, 'axis' | 'at'>) {
  const t = useAt(at, (each) => stepOfCursor(each, 'source'));
  return t === null ? null : <span className="overview-cursor" style={{ left: ((t + 0.5) / axis.T) * axis.width }} />;
}

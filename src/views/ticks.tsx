/** The numbers of an axis' steps, the step under the cursor among them. */
import { memo } from 'react';
import type { Side } from './scan-names';
import { type StageCursor, stepOfCursor } from './stage-cursor';
import { columnCentre, isVisible, type TimeAxis } from './time-axis';
import { useAt } from './use-at';
import './plot-text.css';

interface Props {
  readonly axis: TimeAxis;
  readonly at: StageCursor;
  readonly side: Side;
}

export const Ticks = memo(function Ticks({ axis, at, side }: Props) {
  return (
    <svg className="ticks" aria-hidden width={axis.width} height={18} overflow="visible">
      {axis.ticks.map((step) => (
        <text key={step} className="number-text" x={columnCentre(axis, step)} y={12} textAnchor="middle">
          {step}
        </text>
      ))}
      <CursorTick axis={axis} at={at} side={side} />
    </svg>
  );
});

function CursorTick({ axis, at, side }: Props) {
  const t = useAt(at, (each) => stepOfCursor(each, side));
  if (t === null || !isVisible(axis, t)) return null;
  return (
    <text className="number-text tick-cursor" x={columnCentre(axis, t)} y={12} textAnchor="middle">
      {t}
    </text>
  );
}

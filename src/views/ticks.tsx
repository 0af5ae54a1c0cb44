/** The numbers of an axis' steps, the step under the cursor among them. */
import { columnCentre, isVisible, type TimeAxis } from './time-axis';
import './plot-text.css';

export function Ticks({ axis, t }: { readonly axis: TimeAxis; readonly t: number | null }) {
  return (
    <svg className="ticks" aria-hidden width={axis.width} height={18} overflow="visible">
      {axis.ticks.map((step) => (
        <text key={step} className="number-text" x={columnCentre(axis, step)} y={12} textAnchor="middle">
          {step}
        </text>
      ))}
      {t !== null && isVisible(axis, t) && (
        <text className="number-text tick-cursor" x={columnCentre(axis, t)} y={12} textAnchor="middle">
          {t}
        </text>
      )}
    </svg>
  );
}

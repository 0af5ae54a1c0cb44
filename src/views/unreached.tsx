/** A veil over the columns that a passage has not reached yet. */
import { columnLeft, type TimeAxis } from './time-axis';

interface Props {
  readonly axis: TimeAxis;
  readonly steps: { readonly from: number; readonly to: number } | null;
}

export function Unreached({ axis, steps }: Props) {
  if (steps === null) return null;
  const left = Math.max(0, columnLeft(axis, steps.from));
  const right = Math.min(axis.width, columnLeft(axis, steps.to));
  return right > left ? <span className="unreached" style={{ left, width: right - left }} /> : null;
}

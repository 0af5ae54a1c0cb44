/** A veil over the columns that a passage has not reached yet. */
import type { StageCursor } from './stage-cursor';
import { columnLeft, type TimeAxis } from './time-axis';
import { veiledSteps } from './unrolled-passage';
import { useAt } from './use-at';

interface Props {
  readonly at: StageCursor;
  readonly axis: TimeAxis;
  readonly scan: string;
  /** What lies under it. */
  readonly kind: 'states' | 'gradients';
}

export function Unreached({ at, axis, scan, kind }: Props) {
  const reach = useAt(at, (each) => each.reach());
  const steps = veiledSteps(reach, scan, kind, axis.T);
  if (steps === null) return null;
  const left = Math.max(0, columnLeft(axis, steps.from));
  const right = Math.min(axis.width, columnLeft(axis, steps.to));
  return right > left ? <span className="unreached" style={{ left, width: right - left }} /> : null;
}

/** The numbers of the units beside a heatmap's rows: as many as have room, and always that of the chosen one. */
import { memo } from 'react';
import type { UnitOrder } from './unit-order';

interface Props {
  readonly order: UnitOrder;
  readonly rowHeight: number;
  readonly height: number;
  readonly chosen: number | null;
}

/** What a number needs in height, CSS pixels. */
const NEEDED = 10;

export const UnitIds = memo(function UnitIds({ order, rowHeight, height, chosen }: Props) {
  const every = Math.max(1, Math.ceil(NEEDED / rowHeight));
  const at = chosen === null ? -1 : order.indexOf(chosen);
  const rows = order
    .map((_, row) => row)
    .filter((row) => row === at || (row % every === 0 && Math.abs(row - at) * rowHeight >= NEEDED) || (at < 0 && row % every === 0));
  return (
    <svg className="unit-ids" aria-hidden width={1} height={height} overflow="visible">
      {rows.map((row) => (
        <text key={row} className={row === at ? 'unit-id unit-id-chosen' : 'unit-id'} x={-4} y={(row + 0.5) * rowHeight + 3} textAnchor="end">
          {order[row]}
        </text>
      ))}
    </svg>
  );
});

/** What is selected of the unrolled network, marked over its picture: the node of the step, or an edge that leads into it. */
import { stepBefore } from './network-parts';
import { partOf } from './cursor';
import type { NetworkHit } from './network-hit';
import { cursorOn, type StageCursor } from './stage-cursor';
import { columnCentre, isVisible, type TimeAxis } from './time-axis';
import type { UnrolledMarks, UnrolledRow } from './unrolled-layout';
import { useAt } from './use-at';
import './network.css';

interface Props {
  readonly marks: UnrolledMarks;
  readonly axis: TimeAxis;
  readonly at: StageCursor;
  /** The scan that can be selected. */
  readonly scan: string;
}

export function NetworkSelection({ marks, axis, at, scan }: Props) {
  const cursor = useAt(at, (each) => cursorOn(each, scan));
  const row = marks.rows.find((each) => each.scan === scan);
  if (cursor === null || row === undefined || !isVisible(axis, cursor.t)) return null;
  const selected = { scan, t: cursor.t, part: partOf(cursor) };
  const x = columnCentre(axis, selected.t);
  const { cellWidth: width, cellHeight: height } = marks;
  const path = pathTo(selected, row, marks, axis);
  return (
    <svg className="network-selection" aria-hidden width={axis.width} height={marks.height} data-part={selected.part} data-t={selected.t}>
      {path !== null && <path d={path} />}
      <rect
        className={path === null ? 'network-node' : 'network-node network-node-beside'}
        x={x - width / 2 - 1.5}
        y={row.cellY - height / 2 - 1.5}
        width={width + 3}
        height={height + 3}
        rx={Math.min(5, width / 4)}
      />
    </svg>
  );
}

/** The selected edge as a path; null where the node itself is selected, or an edge that lies outside the picture. */
function pathTo({ scan, t, part }: NetworkHit, row: UnrolledRow, marks: UnrolledMarks, axis: TimeAxis): string | null {
  const x = columnCentre(axis, t);
  if (part === 'input') return `M${String(x)} ${String(row.cellY + marks.cellHeight / 2)}V${String(floorOf(row, marks))}`;
  if (part !== 'recurrent' && part !== 'road') return null;
  const y = part === 'road' ? row.roadY : row.edgeY;
  const from = columnCentre(axis, stepBefore(scan, t));
  // What comes from outside the picture is a stub.
  const start = from < 0 ? 0 : from > axis.width ? axis.width : from;
  return `M${String(start)} ${String(y)}H${String(x)}`;
}

/** How far down the edge from the input reaches: to the next layer's row, or to the end of the picture. */
function floorOf(row: UnrolledRow, { rows, height }: UnrolledMarks): number {
  const below = rows.slice(rows.indexOf(row) + 1).find(({ layer }) => layer !== row.layer);
  return below ? below.cellY - 2 : height - 2;
}

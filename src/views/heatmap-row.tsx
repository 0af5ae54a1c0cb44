/** A heatmap in its panel: units × time in fixed colours, the cell under the cursor marked and its number beside it. */
import { memo, type ReactNode } from 'react';
import type { StageLabels } from './labels';
import { type Fold, Panel } from './panel';
import { Pixels } from './pixels';
import type { QuantityName } from './quantity';
import { QuantityLegend } from './scale-legend';
import { valueAt } from './series';
import { cursorOn, type StageCursor } from './stage-cursor';
import type { HeatmapPanel } from './stage-layout';
import { UnitIds } from './unit-ids';
import type { UnitOrder } from './unit-order';
import { Unreached } from './unreached';
import { columnLeft, isVisible, type TimeAxis } from './time-axis';
import { useAt } from './use-at';

interface Props {
  readonly panel: HeatmapPanel;
  readonly axis: TimeAxis;
  readonly at: StageCursor;
  /** The scan that it is of. */
  readonly scan: string;
  readonly labels: StageLabels;
  /** The colour between cells. */
  readonly line: string;
  readonly fold: Fold;
  /** Which unit each row shows. */
  readonly order: UnitOrder;
  /** Stands below the first heatmap's scale: what chooses the order. */
  readonly orderMenu?: ReactNode;
}

export function HeatmapRow({ panel: { quantity, grid, marks }, axis, at, scan, labels, line, fold, order, orderMenu }: Props) {
  const name = labels.quantities[quantity.name];
  const chosen = useAt(at, (each) => each.cursor()?.gate === quantity.name);
  return (
    <Panel
      label={name}
      hue={quantity.hue}
      chosen={chosen}
      fold={fold}
      decimal={labels.decimal}
      values={{
        at,
        read: () => {
          const cursor = cursorOn(at, scan);
          return cursor ? [{ key: quantity.name, value: valueAt(grid, cursor.t, cursor.unit) }] : [];
        },
      }}
      legend={
        <>
          <QuantityLegend quantity={quantity} rootScale={labels.rootScale} />
          {marks.beyond > 0 && <span className="panel-note">{labels.beyond(marks.beyond)}</span>}
          {orderMenu}
        </>
      }
    >
      <div className="heatmap" data-quantity={quantity.name}>
        <Pixels
          pixels={marks.pixels}
          columns={marks.columns}
          rows={marks.rows}
          width={axis.width}
          height={marks.height}
          line={marks.parted ? line : undefined}
          label={`${name}, ${grid.H} × ${grid.T}`}
        />
        <Unreached at={at} axis={axis} scan={scan} kind="states" />
        <UnderCursor at={at} scan={scan} quantity={quantity.name} order={order} axis={axis} rowHeight={marks.rowHeight} height={marks.height} />
      </div>
    </Panel>
  );
}

interface UnderCursorProps extends Pick<Props, 'at' | 'scan' | 'order' | 'axis'> {
  readonly quantity: QuantityName;
  readonly rowHeight: number;
  readonly height: number;
}

/** The numbers of the units, the chosen one at every step with a veil on the others, and the cell at the step. */
const UnderCursor = memo(function UnderCursor({ at, scan, quantity, order, axis, rowHeight, height }: UnderCursorProps) {
  const cursor = useAt(at, (each) => cursorOn(each, scan));
  const top = cursor ? order.indexOf(cursor.unit) * rowHeight : 0;
  return (
    <>
      <UnitIds order={order} rowHeight={rowHeight} height={height} chosen={cursor?.unit ?? null} />
      {cursor && <UnitRow width={axis.width} top={top} rowHeight={rowHeight} height={height} />}
      {cursor && isVisible(axis, cursor.t) && (
        <span
          className={cursor.gate === quantity ? 'cell-mark cell-mark-chosen' : 'cell-mark'}
          style={{ left: columnLeft(axis, cursor.t), top, width: axis.column, height: rowHeight }}
        />
      )}
    </>
  );
});

/** The chosen unit at every step, and a veil on the others. */
interface UnitRowProps {
  readonly width: number;
  readonly top: number;
  readonly rowHeight: number;
  readonly height: number;
}

const UnitRow = memo(function UnitRow({ width, top, rowHeight, height }: UnitRowProps) {
  return (
    <>
      <span className="unit-veil" style={{ width, top: 0, height: top }} />
      <span className="unit-veil" style={{ width, top: top + rowHeight, height: height - top - rowHeight }} />
      <span className="unit-row" style={{ width, top, height: rowHeight }} />
    </>
  );
});

/** A heatmap in its panel: units × time in fixed colours, the cell under the cursor marked and its number beside it. */
import type { ReactNode } from 'react';
import type { Cursor } from './cursor';
import type { StageLabels } from './labels';
import { type Fold, Panel } from './panel';
import { Pixels } from './pixels';
import { QuantityLegend } from './scale-legend';
import { valueAt } from './series';
import type { HeatmapPanel } from './stage-layout';
import { UnitIds } from './unit-ids';
import type { UnitOrder } from './unit-order';
import { Unreached } from './unreached';
import { columnLeft, isVisible, type TimeAxis } from './time-axis';

interface Props {
  readonly panel: HeatmapPanel;
  readonly axis: TimeAxis;
  readonly cursor: Cursor | null;
  readonly labels: StageLabels;
  /** The colour between cells. */
  readonly line: string;
  /** The steps that a passage has yet to reach. */
  readonly veiled: { readonly from: number; readonly to: number } | null;
  readonly fold: Fold;
  /** Which unit each row shows. */
  readonly order: UnitOrder;
  /** Stands below the first heatmap's scale: what chooses the order. */
  readonly orderMenu?: ReactNode;
}

export function HeatmapRow({ panel: { quantity, grid, marks }, axis, cursor, labels, line, veiled, fold, order, orderMenu }: Props) {
  const name = labels.quantities[quantity.name];
  const chosen = cursor?.gate === quantity.name;
  const top = cursor ? order.indexOf(cursor.unit) * marks.rowHeight : 0;
  return (
    <Panel
      label={name}
      hue={quantity.hue}
      chosen={chosen}
      fold={fold}
      decimal={labels.decimal}
      values={cursor ? [{ key: quantity.name, value: valueAt(grid, cursor.t, cursor.unit) }] : []}
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
        <UnitIds order={order} rowHeight={marks.rowHeight} height={marks.height} chosen={cursor?.unit ?? null} />
        <Unreached axis={axis} steps={veiled} />
        {cursor && <UnitRow width={axis.width} top={top} rowHeight={marks.rowHeight} height={marks.height} />}
        {cursor && isVisible(axis, cursor.t) && (
          <span
            className={chosen ? 'cell-mark cell-mark-chosen' : 'cell-mark'}
            style={{ left: columnLeft(axis, cursor.t), top, width: axis.column, height: marks.rowHeight }}
          />
        )}
      </div>
    </Panel>
  );
}

/** The chosen unit at every step, and a veil on the others. */
interface UnitRowProps {
  readonly width: number;
  readonly top: number;
  readonly rowHeight: number;
  readonly height: number;
}

function UnitRow({ width, top, rowHeight, height }: UnitRowProps) {
  return (
    <>
      <span className="unit-veil" style={{ width, top: 0, height: top }} />
      <span className="unit-veil" style={{ width, top: top + rowHeight, height: height - top - rowHeight }} />
      <span className="unit-row" style={{ width, top, height: rowHeight }} />
    </>
  );
}

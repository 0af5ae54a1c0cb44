/** One gate's block of a sheet: its matrices as heatmaps side by side, how its numbers are spread beside them, and marks on what is chosen. */
import { memo, useMemo } from 'react';
import { Pixels } from '../pixels';
import { cssColour, type Palette } from '../theme/palette';
import { countBlock, type Sheet, type SheetPlace, type SheetSide } from './sheet';
import { cellOf, paintMatrix, type SheetColours, type SheetLayout, type UnitOrder } from './sheet-layout';

interface Props {
  readonly sheet: Sheet;
  readonly layout: SheetLayout;
  readonly block: number;
  readonly side: SheetSide;
  readonly colours: SheetColours;
  /** The histogram's ends, ±. */
  readonly range: number;
  readonly order: UnitOrder;
  /** The unit whose row, and whose column among the states, is marked. */
  readonly unit: number | null;
  /** The number that is selected, and the one under the pointer. */
  readonly selected: SheetPlace | null;
  readonly hovered: SheetPlace | null;
  readonly name: string;
  readonly hue: keyof Palette;
  /** The colour between cells. */
  readonly line: string;
  readonly histogramName: string;
}

const BINS = 24;
const HISTOGRAM = { width: 72, height: 26 };

export const SheetBlock = memo(function SheetBlock(props: Props) {
  const { sheet, layout, block, side, colours, range, order, unit, selected, hovered, name, hue, line, histogramName } = props;
  const { cell, boxes, width, blockHeight } = layout;
  const parted = cell.width >= 7 && cell.height >= 5;
  const pictures = useMemo(
    () => boxes.map(({ matrix }) => paintMatrix(sheet, matrix, side, block, order, colours)),
    [sheet, boxes, side, block, order, colours],
  );
  const counts = useMemo(() => countBlock(sheet, side, block, range, BINS), [sheet, side, block, range]);
  const most = Math.max(1, ...counts);
  const recurrent = boxes.find(({ matrix }) => matrix.kind === 'recurrent');
  const rowTop = unit === null ? null : order.indexOf(unit) * cell.height;
  return (
    <div className="sheet-block" data-block={block}>
      <div className="sheet-name">
        <span className="swatch" style={{ background: cssColour(hue) }} /> {name}
        <svg role="img" aria-label={histogramName} data-counts={[...counts].join(' ')} width={HISTOGRAM.width} height={HISTOGRAM.height + 1}>
          {[...counts].map((count, k) => (
            <rect
              key={k}
              x={(k * HISTOGRAM.width) / BINS}
              y={HISTOGRAM.height * (1 - count / most)}
              width={HISTOGRAM.width / BINS - 0.5}
              height={(HISTOGRAM.height * count) / most}
              fill={cssColour(hue)}
            />
          ))}
          <path d={`M0 ${String(HISTOGRAM.height + 0.5)}h${String(HISTOGRAM.width)}`} stroke={cssColour('softInk')} />
          <path d={`M${String(HISTOGRAM.width / 2)} ${String(HISTOGRAM.height)}v-3`} stroke={cssColour('softInk')} />
        </svg>
      </div>
      <div className="sheet-plot" data-sheet-block={block} style={{ width, height: blockHeight }}>
        {boxes.map(({ matrix, x, width: boxWidth }, k) => (
          <div key={matrix.parameter} className="sheet-matrix" style={{ left: x }} data-parameter={matrix.parameter}>
            <Pixels
              pixels={pictures[k]}
              columns={matrix.columns}
              rows={sheet.H}
              width={boxWidth}
              height={blockHeight}
              {...(parted && { line })}
              label={`${name}: ${matrix.parameter}, ${String(sheet.H)} × ${String(matrix.columns)}`}
            />
          </div>
        ))}
        {rowTop !== null && <span className="sheet-row" style={{ top: rowTop, width, height: cell.height }} />}
        {unit !== null && recurrent && (
          <span className="sheet-column" style={{ left: recurrent.x + order.indexOf(unit) * cell.width, width: cell.width, height: blockHeight }} />
        )}
        <EntryMark layout={layout} order={order} place={hovered?.block === block ? hovered : null} className="cell-mark" />
        <EntryMark layout={layout} order={order} place={selected?.block === block ? selected : null} className="cell-mark cell-mark-chosen" />
      </div>
    </div>
  );
});

interface MarkProps {
  readonly layout: SheetLayout;
  readonly order: UnitOrder;
  readonly place: SheetPlace | null;
  readonly className: string;
}

/** Never smaller than what can be seen. */
const SMALLEST = 4;

function EntryMark({ layout, order, place, className }: MarkProps) {
  if (place === null) return null;
  const { x, y } = cellOf(layout, order, place);
  const [width, height] = [Math.max(SMALLEST, layout.cell.width), Math.max(SMALLEST, layout.cell.height)];
  return (
    <span className={className} style={{ left: x + (layout.cell.width - width) / 2, top: y + (layout.cell.height - height) / 2, width, height }} />
  );
}

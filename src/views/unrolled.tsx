/** Draws the unrolled network: the cell-state road above, the cells below it, the loss under the steps that have one. */
import { cssColour, type Palette } from './theme/palette';
import { mix, parseColour, writeColour } from './theme/colour';
import { type EdgeMark, edgeWidth, type UnrolledMarks } from './unrolled-layout';

interface Props {
  readonly marks: UnrolledMarks;
  readonly width: number;
  readonly column: number;
  readonly palette: Palette;
  readonly label: string;
  /** Written at the last loss. */
  readonly lossText: string;
}

/** Heights of the rows, from the top: the road (only where there is one), the cells, the loss. */
const ROAD = 16;
const ROAD_TO_CELL = 30;
const LOSS = 28;

export function unrolledHeight(marks: UnrolledMarks): number {
  return cellY(marks) + LOSS + 12;
}

function cellY(marks: UnrolledMarks): number {
  return marks.road.length > 0 ? ROAD + ROAD_TO_CELL : 16;
}

export function Unrolled({ marks, width, column, palette, label, lossText }: Props) {
  const y = cellY(marks);
  const boxes = marks.style === 'cells';
  const size = boxes ? marks.cellSize : 16;
  const paper = parseColour(palette.zero);
  const hue = parseColour(palette.hidden);
  const edge = (mark: EdgeMark, at: number, colour: string) => (
    <line
      key={mark.t}
      x1={mark.x1}
      x2={mark.x2}
      y1={at}
      y2={at}
      stroke={colour}
      strokeWidth={edgeWidth(mark.amount)}
      strokeOpacity={0.25 + 0.75 * mark.amount}
      data-gradient={mark.gradient}
    />
  );
  const edgeY = boxes ? y : y + size / 2 + 5;
  return (
    <svg className="unrolled" role="img" aria-label={label} width={width} height={unrolledHeight(marks)}>
      <g>{marks.road.map((mark) => edge(mark, ROAD, cssColour('cell')))}</g>
      <g>{marks.hiddenEdges.map((mark) => edge(mark, edgeY, cssColour('gradient')))}</g>
      {marks.road.length > 0 && boxes && (
        <g stroke={cssColour('hairline')}>
          {marks.cells.map(({ t, x }) => (
            <line key={t} x1={x} x2={x} y1={ROAD + 4} y2={y - size / 2} />
          ))}
        </g>
      )}
      {marks.road.length > 0 && boxes && (
        <g fill={cssColour('cell')}>
          {marks.cells.map(({ t, x }) => (
            <circle key={t} cx={x} cy={ROAD} r={Math.min(4, size / 4)} />
          ))}
        </g>
      )}
      <g>
        {marks.cells.map(({ t, x, amount }) => (
          <rect
            key={t}
            x={boxes ? x - size / 2 : x - column / 2}
            y={y - size / 2}
            width={boxes ? size : column}
            height={size}
            rx={boxes ? 3 : 0}
            fill={writeColour(mix(paper, hue, amount))}
          />
        ))}
      </g>
      <g>
        {marks.losses.map(({ t, x }) => (
          <g key={t}>
            <line x1={x} x2={x} y1={y + size / 2} y2={y + LOSS - 4} stroke={cssColour('softInk')} />
            <circle cx={x} cy={y + LOSS} r={Math.min(4, column / 3)} fill="none" stroke={cssColour('ink')} strokeWidth={1.5} />
          </g>
        ))}
      </g>
      {marks.losses.length > 0 && (
        <text className="number-text" x={marks.losses[marks.losses.length - 1].x - 10} y={y + LOSS + 4} textAnchor="end">
          {lossText}
        </text>
      )}
    </svg>
  );
}

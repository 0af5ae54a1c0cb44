/** Draws the unrolled network: the cell-state road above, the cells below it, the loss under the steps that have one. */
import { memo } from 'react';
import { mix, parseColour, writeColour } from './theme/colour';
import { cssColour, type Palette } from './theme/palette';
import { type EdgeMark, edgeWidth, type UnrolledMarks } from './unrolled-layout';

interface Props {
  readonly marks: UnrolledMarks;
  readonly width: number;
  readonly palette: Palette;
  readonly label: string;
  /** Written beside the loss where a sequence has one. */
  readonly lossText: string;
}

export const Unrolled = memo(function Unrolled({ marks, width, palette, label, lossText }: Props) {
  const { cellWidth, cellHeight, roadY, cellY, edgeY, lossY } = marks;
  const boxes = marks.style === 'cells';
  const only = marks.losses.length === 1 ? marks.losses[0] : null;
  return (
    <svg className="unrolled" role="img" aria-label={label} width={width} height={marks.height} overflow="visible">
      {boxes && (
        <g stroke={cssColour('hairline')}>
          {marks.road.length > 0 && marks.cells.map(({ t, x }) => <line key={t} x1={x} x2={x} y1={roadY} y2={cellY} />)}
        </g>
      )}
      <g>{marks.road.map((mark) => drawEdge(mark, roadY, palette.cell, palette))}</g>
      <g>{marks.hiddenEdges.map((mark) => drawEdge(mark, edgeY, palette.gradient, palette))}</g>
      {marks.road.length > 0 && boxes && (
        <g fill={cssColour('cell')} stroke={cssColour('paper')}>
          {marks.cells.map(({ t, x }) => (
            <circle key={t} cx={x} cy={roadY} r={Math.min(4.5, cellWidth / 3.5)} />
          ))}
        </g>
      )}
      <g shapeRendering={boxes ? undefined : 'crispEdges'}>
        {marks.cells.map(({ t, x, amount }) => (
          <rect
            key={t}
            x={x - cellWidth / 2}
            y={cellY - cellHeight / 2}
            width={cellWidth}
            height={cellHeight}
            rx={boxes ? Math.min(4, cellWidth / 5) : 0}
            fill={cellColour(amount, marks.unit, palette)}
          />
        ))}
      </g>
      <g stroke={cssColour('softInk')} fill={cssColour('paper')}>
        {marks.losses.map(({ t, x }) => (
          <g key={t}>
            {boxes && <line x1={x} x2={x} y1={cellY + cellHeight / 2 + 1} y2={lossY} />}
            <circle cx={x} cy={lossY} r={boxes ? Math.min(4, cellWidth / 3.5) : 1.5} strokeWidth={1.5} />
          </g>
        ))}
      </g>
      {only && (
        <text className="number-text" x={only.x + (only.x < 90 ? 10 : -10)} y={lossY + 4} textAnchor={only.x < 90 ? 'start' : 'end'}>
          {lossText}
        </text>
      )}
    </svg>
  );
});

/** An edge's width and its strength of colour both say how much gradient it bears. */
function drawEdge({ t, x1, x2, gradient, amount }: EdgeMark, y: number, hue: string, palette: Palette) {
  const colour = writeColour(mix(parseColour(palette.hairline), parseColour(hue), 0.15 + 0.85 * amount));
  return <line key={t} x1={x1} x2={x2} y1={y} y2={y} stroke={colour} strokeWidth={edgeWidth(amount)} data-gradient={String(gradient)} />;
}

function cellColour(amount: number, unit: number | null, palette: Palette): string {
  const end = unit === null ? palette.hidden : amount < 0 ? palette.negative : palette.positive;
  return writeColour(mix(parseColour(palette.zero), parseColour(end), Math.abs(amount)));
}

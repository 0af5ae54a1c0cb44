/** Draws the unrolled network: a row a layer and direction, each with its cell-state road above its cells, and the loss on top, where the output reads a state. */
import { memo } from 'react';
import { markOfScan } from './scan-names';
import { type Decimal, formatShort } from './format';
import { mix, parseColour, readableOn, writeColour } from './theme/colour';
import { cssColour, type Palette } from './theme/palette';
import { edgeWidth } from './unrolled-layout';
import type { LitEdge, LitMarks, LitRow } from './unrolled-passage';

interface Props {
  readonly marks: LitMarks;
  readonly width: number;
  readonly palette: Palette;
  readonly label: string;
  /** The scan that the other panels show; null where there is but one in all, and nothing to choose. */
  readonly chosen: string | null;
  /** Written beside the loss where a sequence has one. */
  readonly lossText: string;
  readonly decimal: Decimal;
}

export const Unrolled = memo(function Unrolled({ marks, width, palette, label, chosen, lossText, decimal }: Props) {
  const { rows, links, inputs, losses, answer, lossY, lossLit, cellWidth } = marks;
  const boxes = marks.style === 'cells';
  const bidirectional = rows.some(({ reverse }) => reverse);
  return (
    <svg className="unrolled" role="img" aria-label={label} width={width} height={marks.height} overflow="visible">
      <g stroke={cssColour('hairline')} strokeWidth={1.5}>
        {links.map(({ t, x, y1, y2 }) => (
          <line key={`${String(t)} ${String(y1)}`} x1={x} x2={x} y1={y1} y2={y2} />
        ))}
      </g>
      {boxes && (
        <g stroke={cssColour(lossLit ? 'softInk' : 'hairline')}>
          {losses.map(({ t, x, y1, y2 }) => (
            <line key={t} x1={x} x2={x} y1={y1} y2={y2} />
          ))}
        </g>
      )}
      <g stroke={cssColour('hairline')} strokeWidth={1.5}>
        {inputs.map(({ t, x, y1, y2 }) => (
          <line key={t} x1={x} x2={x} y1={y1} y2={y2} />
        ))}
      </g>
      {rows.map((row) => (
        <Row key={row.scan} row={row} marks={marks} palette={palette} decimal={decimal} />
      ))}
      <g stroke={cssColour(lossLit ? 'softInk' : 'hairline')} fill={cssColour(lossLit && marks.phase !== null ? 'ink' : 'paper')}>
        {losses.map(({ t, x }) => (
          <circle key={t} cx={x} cy={lossY} r={boxes ? Math.min(4, cellWidth / 3.5) : 1.5} strokeWidth={1.5} />
        ))}
      </g>
      {answer && lossLit && (
        <text
          className={marks.phase === 'loss' ? 'number-text number-now' : 'number-text'}
          x={answer.x + (answer.x < 90 ? 10 : -10)}
          y={lossY + 4}
          textAnchor={answer.x < 90 ? 'start' : 'end'}
        >
          {lossText}
        </text>
      )}
      {chosen !== null &&
        rows.map(({ scan, top, bottom, cellY }) => (
          <g key={scan} className={scan === chosen ? 'scan-row scan-row-chosen' : 'scan-row'} data-scan={scan}>
            <rect x={0} y={top} width={width} height={bottom - top} fill="transparent" />
            <text className="number-text" x={-6} y={cellY + 4} textAnchor="end">
              {markOfScan(scan, bidirectional)}
            </text>
          </g>
        ))}
    </svg>
  );
});

interface RowProps {
  readonly row: LitRow;
  readonly marks: LitMarks;
  readonly palette: Palette;
  readonly decimal: Decimal;
}

function Row({ row, marks, palette, decimal }: RowProps) {
  const { cells, road, hiddenEdges, roadY, cellY, edgeY, reverse } = row;
  const { cellWidth, cellHeight, arrows } = marks;
  const boxes = marks.style === 'cells';
  const directed = marks.rows.some((each) => each.reverse);
  return (
    <g>
      {boxes && (
        <g stroke={cssColour('hairline')}>{road.length > 0 && cells.map(({ t, x }) => <line key={t} x1={x} x2={x} y1={roadY} y2={cellY} />)}</g>
      )}
      <g>{road.map((mark) => drawEdge(mark, roadY, palette.cell, palette.cell, palette))}</g>
      <g>{hiddenEdges.map((mark) => drawEdge(mark, edgeY, palette.gradient, palette.hidden, palette))}</g>
      {directed && arrows && (
        <g fill="none" stroke={cssColour('softInk')} strokeWidth={1.25}>
          {hiddenEdges.map(({ t, x1, x2 }) => (
            <path
              key={t}
              d={`M${String((x1 + x2) / 2 + (reverse ? 2 : -2))} ${String(edgeY - 3)}l${reverse ? '-3' : '3'} 3l${reverse ? '3' : '-3'} 3`}
            />
          ))}
        </g>
      )}
      {road.length > 0 && boxes && (
        <g fill={cssColour('cell')} stroke={cssColour('paper')}>
          {cells.map(({ t, x, lit }) => (
            <circle key={t} cx={x} cy={roadY} r={Math.min(marks.rows.length > 1 ? 3.5 : 4.5, cellWidth / 3.5)} opacity={lit ? 1 : DIM} />
          ))}
        </g>
      )}
      <g shapeRendering={boxes ? undefined : 'crispEdges'}>
        {cells.map(({ t, x, amount, lit }) => (
          <rect
            key={t}
            x={x - cellWidth / 2}
            y={cellY - cellHeight / 2}
            width={cellWidth}
            height={cellHeight}
            rx={boxes ? Math.min(4, cellWidth / 5) : 0}
            // Every attribute always: what comes and goes would come back in another order, and the picture's text would not be the same.
            opacity={lit || marks.phase === 'forward' ? 1 : DIM}
            fill={lit || marks.phase !== 'forward' ? writeColour(mix(parseColour(palette.zero), parseColour(palette.hidden), amount)) : palette.paper}
            stroke={lit || marks.phase !== 'forward' || !boxes ? 'none' : palette.hairline}
            data-lit={String(lit)}
          />
        ))}
      </g>
      {marks.numbers && <RowNumbers row={row} marks={marks} palette={palette} decimal={decimal} />}
    </g>
  );
}

/** The norms of the states in their boxes, and of what the edges bear below and above them. */
function RowNumbers({ row: { cells, road, hiddenEdges, roadY, cellY }, marks, palette, decimal }: RowProps) {
  const [paper, ink] = [parseColour(palette.paper), parseColour(palette.ink)];
  const written = (x: number, y: number, text: string, colour: string, key: number) => (
    <text key={key} className="network-number" x={x} y={y} textAnchor="middle" fill={colour}>
      {text}
    </text>
  );
  return (
    <g>
      {cells.map(({ t, x, norm, amount, lit }) => {
        const ground = mix(parseColour(palette.zero), parseColour(palette.hidden), amount);
        return lit && written(x, cellY + 4, formatShort(norm, decimal), writeColour(readableOn(ground, ink, paper)), t);
      })}
      {hiddenEdges.map(
        ({ t, x1, x2, light, value }) =>
          light === 'gradient' &&
          value !== null &&
          written((x1 + x2) / 2, cellY + marks.cellHeight / 2 + 11, formatShort(value, decimal), palette.gradient, t),
      )}
      {road.map(({ t, x1, x2, value }) => value !== null && written((x1 + x2) / 2, roadY - 6, formatShort(value, decimal), palette.cell, t))}
    </g>
  );
}

/** How strongly what a passage has not reached is drawn. */
const DIM = 0.25;

/** An edge's width and its strength of colour both say how much gradient it bears; a state that is handed on has a colour alone. */
export function strokeOf({ light, strength }: LitEdge, gradientHue: string, stateHue: string, palette: Palette): { colour: string; width: number } {
  if (light === 'none') return { colour: palette.hairline, width: 0.75 };
  const hue = light === 'gradient' ? gradientHue : stateHue;
  const colour = writeColour(mix(parseColour(palette.hairline), parseColour(hue), 0.15 + 0.85 * strength));
  return { colour, width: light === 'gradient' ? edgeWidth(strength) : 2.5 };
}

function drawEdge(mark: LitEdge, y: number, gradientHue: string, stateHue: string, palette: Palette) {
  const { t, x1, x2, light, value } = mark;
  const { colour, width } = strokeOf(mark, gradientHue, stateHue, palette);
  const shown = value === null ? undefined : String(value);
  return (
    <line
      key={t}
      x1={x1}
      x2={x2}
      y1={y}
      y2={y}
      stroke={colour}
      strokeWidth={width}
      data-gradient={light === 'gradient' ? shown : undefined}
      data-state={light === 'state' ? shown : undefined}
    />
  );
}

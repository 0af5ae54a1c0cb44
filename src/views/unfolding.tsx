/** Draws the network between folded and unrolled: boxes, loops that become edges, and while it is folded their names and numbers. */
import { memo } from 'react';
import { mix, parseColour, writeColour } from './theme/colour';
import { cssColour, type Palette } from './theme/palette';
import type { CurveMark, UnfoldingMarks } from './unfolding-layout';
import { strokeOf } from './unrolled';
import './unfolding.css';

/** The weights of the loop, by the letters that they have in every language. */
const WEIGHTS = { letter: 'W', index: 'hh' };

/** What is written beside a folded box: its name, and the numbers of the step at hand. */
export interface FoldedName {
  readonly name: string;
  readonly numbers: string;
}

interface Props {
  readonly marks: UnfoldingMarks;
  readonly width: number;
  readonly palette: Palette;
  readonly label: string;
  readonly names: ReadonlyMap<string, FoldedName>;
  /** Written beside the input and beside what the output reads. */
  readonly input: string;
  readonly output: string;
  readonly lossLit: boolean;
}

export const Unfolding = memo(function Unfolding({ marks, width, palette, label, names, input, output, lossLit }: Props) {
  const { rows, nodeWidth, nodeHeight, radius, losses, inputAt, naming } = marks;
  const colourOf = (amount: number): string => writeColour(mix(parseColour(palette.zero), parseColour(palette.hidden), amount));
  return (
    <svg className="unrolled unfolding" role="img" aria-label={label} width={width} height={marks.height} overflow="visible">
      <g stroke={cssColour('softInk')} strokeWidth={1.25} fill="none">
        <path d={marks.inputs} opacity={naming} />
        <path d={marks.links} stroke={cssColour('hairline')} strokeWidth={1.5} />
        <path d={marks.reads} stroke={lossLit ? undefined : cssColour('hairline')} />
      </g>
      {rows.map((row) => (
        <g key={row.scan} data-folded-scan={row.scan}>
          <g fill="none">{row.hiddenEdges.map((mark) => drawCurve(mark, palette.gradient, palette.hidden, palette))}</g>
          <g fill="none">{row.road.map((mark) => drawCurve(mark, palette.cell, palette.cell, palette))}</g>
          {row.road.length > 0 &&
            row.nodes.map(({ t, x, y, lit }) => (
              <g key={t} opacity={lit ? undefined : 0.3}>
                <line x1={x} x2={x} y1={row.roadY} y2={y} stroke={cssColour('hairline')} />
                <circle cx={x} cy={row.roadY} r={Math.min(4.5, nodeWidth / 3.5)} fill={cssColour('cell')} stroke={cssColour('paper')} />
              </g>
            ))}
          {row.nodes.map(({ t, x, y, amount, lit }) => (
            <rect
              key={t}
              x={x - nodeWidth / 2}
              y={y - nodeHeight / 2}
              width={nodeWidth}
              height={nodeHeight}
              rx={radius}
              fill={lit ? colourOf(amount) : palette.paper}
              stroke={lit ? palette.paper : palette.hairline}
              strokeWidth={nodeWidth > 10 || !lit ? 1 : 0}
            />
          ))}
          {naming > 0 && (
            <g opacity={naming}>
              <text className="folded-name" x={row.name.x} y={row.name.y - 3} textAnchor={row.name.side === 'left' ? 'end' : 'start'}>
                {names.get(row.scan)?.name}
              </text>
              <text className="number-text" x={row.name.x} y={row.name.y + 12} textAnchor={row.name.side === 'left' ? 'end' : 'start'}>
                {names.get(row.scan)?.numbers}
              </text>
              <text className="number-text" x={row.weights.x} y={row.weights.y} textAnchor="middle">
                {WEIGHTS.letter}
                <tspan dy={3} fontSize={8}>
                  {WEIGHTS.index}
                </tspan>
              </text>
            </g>
          )}
        </g>
      ))}
      <g stroke={cssColour(lossLit ? 'softInk' : 'hairline')} fill={cssColour('paper')}>
        {losses.map(({ t, x, y }) => (
          <circle key={t} cx={x} cy={y} r={4} strokeWidth={1.5} />
        ))}
      </g>
      {naming > 0 && (
        <g opacity={naming} className="number-text">
          <circle cx={inputAt.x} cy={inputAt.y} r={4} fill={cssColour('ink')} />
          <text x={inputAt.x + 12} y={inputAt.y + 4}>
            {input}
          </text>
          <text x={inputAt.x + 12} y={16}>
            {output}
          </text>
        </g>
      )}
    </svg>
  );
});

function drawCurve(mark: CurveMark, gradientHue: string, stateHue: string, palette: Palette) {
  const { colour, width } = strokeOf(mark, gradientHue, stateHue, palette);
  return <path key={mark.t} d={mark.path} stroke={colour} strokeWidth={width} />;
}

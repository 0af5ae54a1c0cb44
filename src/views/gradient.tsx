/** Draws the gradient strip: decades as hairlines with their powers of ten, one line a norm with its label beside it, marks for what lies beyond. */
import { memo } from 'react';
import type { GradientLine, GradientMarks, Point } from './gradient-layout';
import { powerOfTen } from './log-scale';
import { cssColour, type Palette } from './theme/palette';

interface Props {
  readonly marks: GradientMarks;
  readonly width: number;
  readonly height: number;
  readonly label: string;
}

/** Room above and below the axis for its end marks and numbers. */
const GRADIENT_MARGIN = 8;
const hues: Readonly<Record<GradientLine['kind'], keyof Palette>> = { hidden: 'gradient', cell: 'cell', compared: 'softInk', other: 'gradient' };
const widths: Readonly<Record<GradientLine['kind'], number>> = { hidden: 2, cell: 2, compared: 1.25, other: 1 };

export const Gradient = memo(function Gradient({ marks, width, height, label }: Props) {
  return (
    <svg className="gradient" role="img" aria-label={label} width={width} height={height + 2 * GRADIENT_MARGIN} overflow="visible">
      <g transform={`translate(0 ${String(GRADIENT_MARGIN)})`}>
        {marks.decades.map(({ exponent, y, named }) => (
          <g key={exponent}>
            <line x1={named ? -4 : 0} x2={width} y1={y} y2={y} stroke={cssColour('hairline')} />
            {named && (
              <text className="number-text" x={-6} y={y + 4} textAnchor="end">
                {powerOfTen(exponent).base}
                <tspan dy={-4} fontSize={8}>
                  {powerOfTen(exponent).power}
                </tspan>
              </text>
            )}
          </g>
        ))}
        {marks.lines.map((line) => (
          <path
            key={line.key}
            d={line.path}
            fill="none"
            stroke={cssColour(hues[line.kind])}
            strokeWidth={widths[line.kind]}
            strokeOpacity={line.kind === 'other' ? 0.45 : undefined}
            strokeDasharray={line.kind === 'compared' ? '4 3' : undefined}
            strokeLinejoin="round"
          />
        ))}
        {marks.lines.map((line) => (
          <g key={line.key}>{line.clamped.map((point) => clampMark(point, hues[line.kind]))}</g>
        ))}
        {marks.lines.map((line) => (
          <text
            key={line.key}
            className={line.kind === 'other' ? 'line-label line-label-light' : 'line-label'}
            x={line.labelX}
            y={line.labelY}
            textAnchor="middle"
            fill={cssColour(line.kind === 'other' ? 'softInk' : hues[line.kind])}
          >
            {line.label}
          </text>
        ))}
      </g>
    </svg>
  );
});

/** A wedge pointing beyond the axis; a ring for a gradient of exactly 0. */
function clampMark({ t, x, y, place }: Point, hue: keyof Palette) {
  if (place === 'zero') return <circle key={t} cx={x} cy={y} r={2.5} fill={cssColour('paper')} stroke={cssColour(hue)} />;
  const down = place === 'below' ? 1 : -1;
  return <path key={t} d={`M${String(x - 3)} ${String(y)}h6l-3 ${String(4 * down)}z`} fill={cssColour(hue)} />;
}

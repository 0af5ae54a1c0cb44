/** Lines over time on a log10 axis: decades as hairlines with their powers of ten, each line with its label beside it, marks for what lies beyond. */
import { memo } from 'react';
import type { GradientLine, GradientMarks, Point } from './gradient-layout';
import { powerOfTen } from './log-scale';
import { cssColour, type Palette } from './theme/palette';

export interface LineStyle {
  readonly hue: keyof Palette;
  readonly width: number;
  readonly dashed?: boolean;
  /** Drawn lightly, its label in soft ink. */
  readonly light?: boolean;
}

interface Props {
  readonly marks: GradientMarks;
  readonly styleOf: (line: GradientLine) => LineStyle;
  readonly width: number;
  readonly height: number;
  readonly label: string;
}

/** Room above and below the axis for its end marks and numbers. */
const MARGIN = 8;

export const LogLines = memo(function LogLines({ marks, styleOf, width, height, label }: Props) {
  const lines = marks.lines.map((line) => ({ ...line, style: styleOf(line) }));
  return (
    <svg className="gradient" role="img" aria-label={label} width={width} height={height + 2 * MARGIN} overflow="visible">
      <g transform={`translate(0 ${String(MARGIN)})`}>
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
        {lines.map(({ key, path, style }) => (
          <path
            key={key}
            d={path}
            fill="none"
            stroke={cssColour(style.hue)}
            strokeWidth={style.width}
            strokeOpacity={style.light ? 0.45 : undefined}
            strokeDasharray={style.dashed ? '4 3' : undefined}
            strokeLinejoin="round"
          />
        ))}
        {lines.map(({ key, clamped, style }) => (
          <g key={key}>{clamped.map((point) => clampMark(point, style.hue))}</g>
        ))}
        {lines.map(({ key, label: text, labelX, labelY, style }) => (
          <text
            key={key}
            className={style.light ? 'line-label line-label-light' : 'line-label'}
            x={labelX}
            y={labelY}
            textAnchor="middle"
            fill={cssColour(style.light ? 'softInk' : style.hue)}
          >
            {text}
          </text>
        ))}
      </g>
    </svg>
  );
});

/** A wedge pointing beyond the axis; a ring for exactly 0. */
function clampMark({ t, x, y, place }: Point, hue: keyof Palette) {
  if (place === 'zero') return <circle key={t} cx={x} cy={y} r={2.5} fill={cssColour('paper')} stroke={cssColour(hue)} />;
  const down = place === 'below' ? 1 : -1;
  return <path key={t} d={`M${String(x - 3)} ${String(y)}h6l-3 ${String(4 * down)}z`} fill={cssColour(hue)} />;
}

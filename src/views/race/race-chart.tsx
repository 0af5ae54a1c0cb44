/** Draws the lanes' curves over one another, each with its name at its end, with the loss of guessing and the mark at which the task is solved. */
import { memo } from 'react';
import { type Decimal, formatTick } from '../format';
import type { LossScale } from '../loss-layout';
import { cssColour } from '../theme/palette';
import { useWidth } from '../use-width';
import type { RaceChartLabels } from './labels';
import { laneColour, laneDash } from './lane-style';
import { type LaneSeries, layoutRaceChart } from './race-chart-layout';
import './race.css';

export interface RaceChartProps {
  readonly series: readonly LaneSeries[];
  /** Of each lane, short. */
  readonly names: readonly string[];
  /** null where what is shown has none. */
  readonly baseline: number | null;
  readonly solved: number | null;
  readonly scale: LossScale;
  readonly range: readonly [low: number, high: number] | null;
  readonly decimal: Decimal;
  readonly labels: RaceChartLabels;
  /** CSS pixels; without it the chart takes the width it has. */
  readonly width?: number;
}

const HEIGHT = 280;
const TOP = 8;
const BOTTOM = 20;
/** Room for the numbers on the left; on the right for the longest name, a letter so wide. */
const AXIS = 36;
const LETTER = 6.6;

export const RaceChart = memo(function RaceChart(props: RaceChartProps) {
  const { series, names, baseline, solved, scale, range, decimal, labels } = props;
  const [root, measured] = useWidth(420);
  const width = props.width ?? measured;
  const room = 16 + LETTER * Math.max(0, ...names.map((name) => name.length + 2));
  const plot = Math.max(60, width - AXIS - room);
  const marks = layoutRaceChart({ series, lines: [baseline, solved].filter((value) => value !== null), scale, range, width: plot, height: HEIGHT });
  const lineNames = [...(baseline === null ? [] : [labels.baseline]), ...(solved === null ? [] : [labels.solved])];
  const isEmpty = series.every(({ updates }) => updates.length === 0);
  return (
    <figure ref={root} className="race-chart">
      <svg role="img" aria-label={labels.chart} width={width} height={TOP + HEIGHT + BOTTOM}>
        <g transform={`translate(${String(AXIS)} ${String(TOP)})`}>
          {marks.yTicks.map(({ value, at }) => (
            <g key={value}>
              <line x1={0} x2={plot} y1={at} y2={at} stroke={cssColour('hairline')} />
              <text className="number-text" x={-5} y={at + 4} textAnchor="end">
                {formatTick(value, decimal)}
              </text>
            </g>
          ))}
          {marks.lines.map(
            (y, k) =>
              y !== null && (
                <g key={lineNames[k]}>
                  <line x1={0} x2={plot} y1={y} y2={y} stroke={cssColour('softInk')} strokeDasharray="2 3" />
                  <text className="race-line-name" x={4} y={y - 3}>
                    {lineNames[k]}
                  </text>
                </g>
              ),
          )}
          {marks.lanes.map(({ band }, k) => band !== '' && <path key={k} d={band} fill={laneColour(k)} fillOpacity={0.14} />)}
          {marks.lanes.map(({ path, last }, k) => (
            <g key={k}>
              <path d={path} fill="none" stroke={laneColour(k)} strokeWidth={1.75} strokeDasharray={laneDash(k)} strokeLinejoin="round" />
              {last && <circle cx={last.x} cy={last.y} r={2.5} fill={laneColour(k)} />}
            </g>
          ))}
          {marks.lanes.map(({ last, labelY }, k) =>
            last ? (
              <text key={k} className="race-lane-name" x={plot + 8} y={labelY + 4} fill={laneColour(k)}>
                {`${String(k + 1)} ${names[k]}`}
              </text>
            ) : null,
          )}
          {marks.xTicks.map(({ value, at }) => (
            <text key={value} className="number-text" x={at} y={HEIGHT + 15} textAnchor={at > 0 ? 'end' : 'start'}>
              {value}
            </text>
          ))}
          <text className="axis-text" x={plot / 2} y={HEIGHT + 15} textAnchor="middle">
            {labels.update}
          </text>
        </g>
      </svg>
      {isEmpty && <p className="race-empty">{labels.empty}</p>}
    </figure>
  );
});

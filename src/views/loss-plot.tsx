/** The curves of the loss chart: training and held-out loss against the baseline, the metric in a strip below, one axis of updates. */
import { type Decimal, formatTick } from './format';
import type { LossChartProps } from './loss-chart';
import { layoutLoss, type LossScale } from './loss-layout';
import { cssColour } from './theme/palette';

const HEIGHT = 64;
const METRIC_HEIGHT = 22;
/** Between the two plots, and above and below them. */
const GAP = 12;
const TOP = 8;
const BOTTOM = 16;
/** Room for the numbers on the left. */
const AXIS = 38;

type Props = Pick<LossChartProps, 'training' | 'heldOut' | 'baseline' | 'metric' | 'labels'> & { readonly scale: LossScale; readonly width: number };

export function LossPlot({ training, heldOut, baseline, metric, labels, scale, width }: Props) {
  const plot = Math.max(40, width - AXIS);
  const marks = layoutLoss({
    training: { updates: training.updates, values: training.losses },
    heldOut: { updates: heldOut.updates, values: heldOut.losses },
    metric: { updates: heldOut.updates, values: heldOut.metrics },
    baseline,
    metricRange: [metric.low, metric.high],
    scale,
    width: plot,
    height: HEIGHT,
    metricHeight: METRIC_HEIGHT,
  });
  return (
    <svg role="img" aria-label={labels.chart} overflow="visible" width={width} height={TOP + HEIGHT + GAP + METRIC_HEIGHT + BOTTOM}>
      <g transform={`translate(${AXIS} ${TOP})`}>
        {marks.yTicks.map(({ value, at }) => (
          <g key={value}>
            <line x1={0} x2={plot} y1={at} y2={at} stroke={cssColour('hairline')} />
            <text className="number-text" x={-5} y={at + 4} textAnchor="end">
              {writeTick(value, labels.decimal)}
            </text>
          </g>
        ))}
        <line x1={0} x2={plot} y1={marks.baselineY} y2={marks.baselineY} stroke={cssColour('softInk')} strokeDasharray="3 3" />
        <path d={marks.training} fill="none" stroke={cssColour('softInk')} strokeOpacity={0.75} strokeLinejoin="round" />
        <path d={marks.heldOut} fill="none" stroke={cssColour('ink')} strokeWidth={1.75} strokeLinejoin="round" />
        {marks.last && <circle cx={marks.last.x} cy={marks.last.y} r={2.5} fill={cssColour('ink')} />}
        <g transform={`translate(0 ${HEIGHT + GAP})`}>
          {[metric.low, metric.high].map((value, end) => (
            <g key={end}>
              <line x1={0} x2={plot} y1={end === 0 ? METRIC_HEIGHT : 0} y2={end === 0 ? METRIC_HEIGHT : 0} stroke={cssColour('hairline')} />
              <text className="number-text" x={-5} y={end === 0 ? METRIC_HEIGHT + 2 : 6} textAnchor="end">
                {writeTick(value, labels.decimal)}
              </text>
            </g>
          ))}
          <path d={marks.metric} fill="none" stroke={cssColour('ink')} strokeWidth={1.25} strokeLinejoin="round" />
        </g>
        <text className="axis-text" x={plot / 2} y={HEIGHT + GAP + METRIC_HEIGHT + 14} textAnchor="middle">
          {labels.update}
        </text>
        {marks.xTicks.map(({ value, at }) => (
          <text key={value} className="number-text" x={at} y={HEIGHT + GAP + METRIC_HEIGHT + 14} textAnchor={at > 0 ? 'end' : 'start'}>
            {value}
          </text>
        ))}
      </g>
    </svg>
  );
}

/** As short as the space left of the axis wants it: 2.5, 0.066, 1e−6. */
function writeTick(value: number, decimal: Decimal): string {
  const tick = formatTick(Number(value.toPrecision(2)), decimal);
  return tick.length <= 5 ? tick : Number(value.toPrecision(2)).toExponential().replace('.', decimal).replace('-', '−');
}

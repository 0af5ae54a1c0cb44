/** The loss chart: training and held-out loss against the baseline, the metric below, one axis of updates. */
import { formatTick, formatValue } from './format';
import type { LossChartLabels } from './labels';
import { layoutLoss, type LossScale } from './loss-layout';
import { cssColour } from './theme/palette';
import { useWidth } from './use-width';
import './loss-chart.css';

export interface LossChartProps {
  readonly training: { readonly updates: ArrayLike<number>; readonly losses: ArrayLike<number> };
  readonly heldOut: { readonly updates: ArrayLike<number>; readonly losses: ArrayLike<number>; readonly metrics: ArrayLike<number> };
  /** The loss that is reached without any memory. */
  readonly baseline: number;
  /** How the metric is written and which ends its axis has: accuracy 0 to 1. */
  readonly metric: { readonly format: (value: number) => string; readonly low: number; readonly high: number };
  readonly labels: LossChartLabels;
  readonly scale?: LossScale;
  readonly onScale?: (scale: LossScale) => void;
  readonly width?: number;
}

const HEIGHT = 84;
const METRIC_HEIGHT = 28;

export function LossChart({ training, heldOut, baseline, metric, labels, scale = 'linear', onScale, width: fixed }: LossChartProps) {
  const [root, measured] = useWidth(204);
  const width = fixed ?? measured;
  const marks = layoutLoss({
    training: { updates: training.updates, values: training.losses },
    heldOut: { updates: heldOut.updates, values: heldOut.losses },
    metric: { updates: heldOut.updates, values: heldOut.metrics },
    baseline,
    metricRange: [metric.low, metric.high],
    scale,
    width,
    height: HEIGHT,
    metricHeight: METRIC_HEIGHT,
  });
  const last = (values: ArrayLike<number>): number => values[values.length - 1] ?? Number.NaN;
  const rows: readonly (readonly [string, string, number])[] = [
    ['training', labels.training, last(training.losses)],
    ['heldOut', labels.heldOut, last(heldOut.losses)],
    ['baseline', labels.baseline, baseline],
  ];
  return (
    <figure ref={root} className="loss-chart" aria-label={labels.chart}>
      <svg role="img" aria-label={labels.chart} width={width} height={HEIGHT + METRIC_HEIGHT + 30} overflow="visible">
        <line x1={0} x2={width} y1={marks.baselineY} y2={marks.baselineY} stroke={cssColour('softInk')} strokeDasharray="3 3" />
        <path d={marks.training} fill="none" stroke={cssColour('softInk')} strokeOpacity={0.7} />
        <path d={marks.heldOut} fill="none" stroke={cssColour('ink')} strokeWidth={1.75} />
        {marks.last && <circle cx={marks.last.x} cy={marks.last.y} r={2.5} fill={cssColour('ink')} />}
        <g transform={`translate(0 ${String(HEIGHT + 10)})`}>
          <path d={marks.metric} fill="none" stroke={cssColour('ink')} strokeWidth={1.25} />
        </g>
        {marks.yTicks.map(({ value, at }) => (
          <text key={value} className="number-text" x={0} y={at - 2}>
            {formatTick(value)}
          </text>
        ))}
        {marks.xTicks.map(({ value, at }) => (
          <text key={value} className="number-text" x={at} y={HEIGHT + METRIC_HEIGHT + 26} textAnchor={at > 0 ? 'end' : 'start'}>
            {value}
          </text>
        ))}
      </svg>
      <dl>
        {rows.map(([key, label, value]) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd data-testid={`loss-${key}`} data-value={value}>
              {formatValue(value)}
            </dd>
          </div>
        ))}
        <div>
          <dt>{labels.metric}</dt>
          <dd data-testid="loss-metric" data-value={last(heldOut.metrics)}>
            {metric.format(last(heldOut.metrics))}
          </dd>
        </div>
      </dl>
      {onScale && (
        <button
          type="button"
          onClick={() => {
            onScale(scale === 'linear' ? 'log' : 'linear');
          }}
        >
          {scale === 'linear' ? labels.logarithmic : labels.linear}
        </button>
      )}
    </figure>
  );
}

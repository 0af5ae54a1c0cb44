/** The loss chart: training and held-out loss against the baseline, the metric in a strip below, one axis of updates. */
import { memo, useState } from 'react';
import { formatValue } from './format';
import type { LossChartLabels } from './labels';
import type { LossScale } from './loss-layout';
import { LossPlot } from './loss-plot';
import { cssColour } from './theme/palette';
import { Turn } from './turns/turn';
import { useWidth } from './use-width';
import './loss-chart.css';

export interface LossChartProps {
  /** One loss an update; both arrays have the same length, updates rise. */
  readonly training: { readonly updates: ArrayLike<number>; readonly losses: ArrayLike<number> };
  /** One row an evaluation. */
  readonly heldOut: { readonly updates: ArrayLike<number>; readonly losses: ArrayLike<number>; readonly metrics: ArrayLike<number> };
  /** The loss that is reached without any memory. */
  readonly baseline: number;
  /** How the metric is written and which ends its axis has: accuracy 0 to 1. */
  readonly metric: { readonly format: (value: number) => string; readonly low: number; readonly high: number };
  readonly labels: LossChartLabels;
  readonly scale?: LossScale;
  /** Asked for by the switch; without it there is none. */
  readonly onScale?: (scale: LossScale) => void;
  /** What the curves are a picture of: another object or number where they have grown. They take their turn, and the numbers below are always current. */
  readonly of?: unknown;
  /** CSS pixels; without it the chart takes the width it has. */
  readonly width?: number;
}

const MOST_ROWS = 60;
type Row = readonly [key: 'training' | 'heldOut' | 'baseline' | 'metric', label: string, value: number, text: string];

export function LossChart({ training, heldOut, baseline, metric, labels, scale = 'linear', onScale, of = training, width: fixed }: LossChartProps) {
  const [root, measured] = useWidth(204);
  const width = fixed ?? measured;
  const write = (value: number): string => formatValue(value, labels.decimal);
  const rows: readonly Row[] = [
    ['training', labels.training, ...written(training.losses, write)],
    ['heldOut', labels.heldOut, ...written(heldOut.losses, write)],
    ['baseline', labels.baseline, baseline, write(baseline)],
    ['metric', labels.metric, ...written(heldOut.metrics, metric.format)],
  ];
  return (
    <figure
      ref={root}
      className="loss-chart"
      data-testid="loss"
      data-update={training.updates.length > 0 ? training.updates[training.updates.length - 1] : 0}
    >
      <Turn of={of}>
        <LossPlot training={training} heldOut={heldOut} baseline={baseline} metric={metric} labels={labels} scale={scale} width={width} />
      </Turn>
      <dl>
        {rows.map(([key, label, value, text]) => (
          <div key={key}>
            <dt>
              <Swatch of={key} />
              {label}
            </dt>
            <dd data-testid={`loss-${key}`} data-value={String(value)}>
              {text}
            </dd>
          </div>
        ))}
      </dl>
      {training.updates.length === 0 && <p className="loss-empty">{labels.empty}</p>}
      {onScale && (
        <fieldset className="loss-scale">
          <legend>{labels.scale}</legend>
          {(['linear', 'log'] as const).map((choice) => (
            <button
              key={choice}
              type="button"
              aria-pressed={scale === choice}
              onClick={() => {
                onScale(choice);
              }}
            >
              {choice === 'linear' ? labels.linear : labels.logarithmic}
            </button>
          ))}
        </fieldset>
      )}
      {heldOut.updates.length > 0 && <Evaluations heldOut={heldOut} format={metric.format} labels={labels} />}
    </figure>
  );
}

interface EvaluationsProps {
  readonly heldOut: LossChartProps['heldOut'];
  readonly format: (metric: number) => string;
  readonly labels: LossChartLabels;
}

/** The table alternative: the last evaluations, latest first. */
function Evaluations({ heldOut, format, labels }: EvaluationsProps) {
  const [open, setOpen] = useState(false);
  return (
    <details
      className="loss-table"
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>{labels.showTable}</summary>
      {open && <EvaluationRows heldOut={heldOut} format={format} labels={labels} />}
    </details>
  );
}

/** Another evaluation is another object. */
const EvaluationRows = memo(function EvaluationRows({ heldOut, format, labels }: EvaluationsProps) {
  const rows = Array.from(heldOut.updates, (update, k) => ({ update, loss: heldOut.losses[k], metric: heldOut.metrics[k] }))
    .slice(-MOST_ROWS)
    .reverse();
  return (
    <table>
      <caption className="loss-caption">{labels.chart}</caption>
      <thead>
        <tr>
          <th scope="col">{labels.update}</th>
          <th scope="col">{labels.heldOut}</th>
          <th scope="col">{labels.metric}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ update, loss, metric }) => (
          <tr key={update}>
            <th scope="row">{update}</th>
            <td>{formatValue(loss, labels.decimal)}</td>
            <td>{format(metric)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
});

/** The line that a row's number belongs to. */
function Swatch({ of }: { readonly of: Row[0] }) {
  const colour = { training: 'softInk', heldOut: 'ink', baseline: 'softInk', metric: 'ink' } as const;
  return (
    <svg aria-hidden width={16} height={10}>
      <line
        x1={0}
        x2={14}
        y1={5}
        y2={5}
        stroke={cssColour(colour[of])}
        strokeWidth={of === 'heldOut' ? 2 : 1}
        strokeDasharray={of === 'baseline' ? '3 3' : undefined}
      />
      {of === 'heldOut' && <circle cx={14} cy={5} r={2} fill={cssColour('ink')} />}
    </svg>
  );
}

/** The last value of a series and how it is written; nothing where there is none yet. */
function written(values: ArrayLike<number>, format: (value: number) => string): readonly [number, string] {
  const last = values.length > 0 ? values[values.length - 1] : Number.NaN;
  return [last, values.length > 0 ? format(last) : '–'];
}

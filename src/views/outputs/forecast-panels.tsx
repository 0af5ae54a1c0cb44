/** Draws forecasts on the stage's axis, a panel a channel: the curve that is read, what was foretold of it, and how far ahead the answer at the cursor is. */
import { useMemo } from 'react';
import { formatTick } from '../format';
import { Panel } from '../panel';
import { cssColour } from '../theme/palette';
import { type ForecastChannel, layoutForecast, readForecast } from './forecast-layout';
import type { PictureProps } from './output-picture';

/** Room above and below the curves. */
const MARGIN = 6;

export function ForecastPanels({ row, axis, t, labels }: PictureProps) {
  const channels = useMemo(() => readForecast(row, axis.T), [row, axis.T]);
  return channels.map((channel) => <ForecastPanel key={channel.name} channel={channel} row={row} axis={axis} t={t} labels={labels} />);
}

function ForecastPanel({ channel, row: { picture }, axis, t, labels }: PictureProps & { readonly channel: ForecastChannel }) {
  const { outputs: words } = labels;
  const horizon = picture.kind === 'forecast' ? picture.horizon : 0;
  const marks = useMemo(() => layoutForecast(channel, horizon, axis, t), [channel, horizon, axis, t]);
  const { values, name, read, asked, foretold } = channel;
  const at = t ?? -1;
  const isMeasured = asked.some((sample) => sample.t < read.length && read[sample.t].value !== sample.value);
  const valueAt = (samples: ForecastChannel['read'], step: number): number | null => samples.find((sample) => sample.t === step)?.value ?? null;
  return (
    <Panel
      label={labels.prediction}
      detail={name}
      decimal={labels.decimal}
      values={
        t === null
          ? []
          : [
              { key: `foretold.${name}`, label: words.foretold, value: valueAt(foretold, at + horizon), hue: 'hidden' },
              { key: `asked.${name}`, label: words.asked, value: valueAt(asked, at + horizon) },
            ]
      }
      legend={
        <>
          <span className="legend">{`${formatTick(values.low, labels.decimal)} … ${formatTick(values.high, labels.decimal)}`}</span>
          <span className="output-key output-key-asked">{words.truth}</span>
          {isMeasured && <span className="output-key output-key-read">{words.read}</span>}
          <span className="output-key output-key-foretold">{words.foretold}</span>
        </>
      }
    >
      <svg
        className="output-curves"
        role="img"
        aria-label={`${labels.prediction}, ${name}: ${words.ahead(horizon)}`}
        width={axis.width}
        height={values.height + 2 * MARGIN}
        overflow="visible"
      >
        <g transform={`translate(0 ${String(MARGIN)})`}>
          <line x1={0} x2={axis.width} y1={marks.zero} y2={marks.zero} stroke={cssColour('hairline')} />
          <path className="output-read" d={marks.read} />
          <path className="output-asked" d={marks.asked} />
          <path className="output-foretold" d={marks.foretold} />
          {axis.column >= 6 && marks.dots.map((dot) => <circle key={dot.t} className="output-dot" cx={dot.x} cy={dot.y} r={2} />)}
          {marks.span && (
            <g className="output-horizon" data-horizon={horizon}>
              <path
                d={`M${String(marks.span.from)} ${String(marks.span.y - 4)}v8M${String(marks.span.from)} ${String(marks.span.y)}H${String(marks.span.to)}`}
              />
              {marks.span.beyond ? (
                <path d={`M${String(marks.span.to - 5)} ${String(marks.span.y - 4)}l5 4l-5 4`} />
              ) : (
                <circle cx={marks.span.to} cy={marks.span.y} r={4} />
              )}
              <text
                className="number-text"
                x={marks.span.from < axis.width - 90 ? marks.span.from - 4 : marks.span.from - 6}
                y={marks.span.y - 7 < 8 ? marks.span.y + 14 : marks.span.y - 7}
                textAnchor="end"
              >
                +{horizon}
              </text>
            </g>
          )}
        </g>
      </svg>
    </Panel>
  );
}

/** Draws forecasts on the stage's axis, a panel a channel: the curve that is read, what was foretold of it, and how far ahead the answer at the cursor is. */
import { useMemo } from 'react';
import { formatTick } from '../format';
import { Panel } from '../panel';
import { stepOfCursor } from '../stage-cursor';
import { cssColour } from '../theme/palette';
import { useAt } from '../use-at';
import { type ForecastChannel, layoutForecast, readForecast, spanOf } from './forecast-layout';
import type { PictureProps } from './output-picture';

/** Room above and below the curves. */
const MARGIN = 6;

export function ForecastPanels({ row, ...place }: PictureProps) {
  const channels = useMemo(() => readForecast(row, place.axis.T), [row, place.axis.T]);
  return channels.map((channel) => <ForecastPanel key={channel.name} channel={channel} row={row} {...place} />);
}

function ForecastPanel({ channel, row: { picture }, axis, at, side, labels }: PictureProps & { readonly channel: ForecastChannel }) {
  const { outputs: words } = labels;
  const horizon = picture.kind === 'forecast' ? picture.horizon : 0;
  const marks = useMemo(() => layoutForecast(channel, axis), [channel, axis]);
  const { values, name, read, asked, foretold } = channel;
  const isMeasured = asked.some((sample) => sample.t < read.length && read[sample.t].value !== sample.value);
  const valueAt = (samples: ForecastChannel['read'], step: number): number | null => samples.find((sample) => sample.t === step)?.value ?? null;
  return (
    <Panel
      label={labels.prediction}
      detail={name}
      decimal={labels.decimal}
      values={{
        at,
        read: () => {
          const t = stepOfCursor(at, side);
          if (t === null) return [];
          return [
            { key: `foretold.${name}`, label: words.foretold, value: valueAt(foretold, t + horizon), hue: 'hidden' },
            { key: `asked.${name}`, label: words.asked, value: valueAt(asked, t + horizon) },
          ];
        },
      }}
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
          <Horizon channel={channel} horizon={horizon} axis={axis} at={at} side={side} />
        </g>
      </svg>
    </Panel>
  );
}

interface HorizonProps extends Pick<PictureProps, 'axis' | 'at' | 'side'> {
  readonly channel: ForecastChannel;
  readonly horizon: number;
}

/** From the step under the cursor to the one that its answer is of. */
function Horizon({ channel, horizon, axis, at, side }: HorizonProps) {
  const t = useAt(at, (each) => stepOfCursor(each, side));
  const span = spanOf(channel, horizon, axis, t);
  if (span === null) return null;
  return (
    <g className="output-horizon" data-horizon={horizon}>
      <path d={`M${String(span.from)} ${String(span.y - 4)}v8M${String(span.from)} ${String(span.y)}H${String(span.to)}`} />
      {span.beyond ? <path d={`M${String(span.to - 5)} ${String(span.y - 4)}l5 4l-5 4`} /> : <circle cx={span.to} cy={span.y} r={4} />}
      <text
        className="number-text"
        x={span.from < axis.width - 90 ? span.from - 4 : span.from - 6}
        y={span.y - 7 < 8 ? span.y + 14 : span.y - 7}
        textAnchor="end"
      >
        +{horizon}
      </text>
    </g>
  );
}

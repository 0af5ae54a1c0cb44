/** Draws what a probability finds: the signals and the probability as curves with its threshold, hits, misses and false alarms each with a shape of their own. */
import { useMemo } from 'react';
import { formatTick } from '../format';
import { Panel } from '../panel';
import { stepOfCursor } from '../stage-cursor';
import { cssColour } from '../theme/palette';
import type { Verdict } from '../../core/detection';
import { type Detection, type DetectionCurve, layoutDetection, readDetection, THRESHOLD } from './detection-layout';
import { yOf } from './curve';
import type { PictureProps } from './output-picture';

const MARGIN = 6;
const kinds: readonly Verdict['kind'][] = ['hit', 'miss', 'alarm'];

export function DetectionPanels({ row, ...place }: PictureProps) {
  const detection = useMemo(() => readDetection(row), [row]);
  if (detection === null) return null;
  return detection.curves.map((curve) => <CurvePanel key={`${curve.role} ${curve.name}`} curve={curve} detection={detection} row={row} {...place} />);
}

interface CurveProps extends PictureProps {
  readonly curve: DetectionCurve;
  readonly detection: Detection;
}

function CurvePanel({ curve, detection, axis, at, side, labels }: CurveProps) {
  const { outputs: words } = labels;
  const { role, name, values, samples } = curve;
  const marks = useMemo(() => layoutDetection(detection, curve, axis), [detection, curve, axis]);
  const sounds = role === 'prediction';
  const threshold = yOf(values, THRESHOLD);
  return (
    <Panel
      label={labels[role]}
      detail={name}
      decimal={labels.decimal}
      values={{
        at,
        read: () => {
          const t = stepOfCursor(at, side);
          if (t === null) return [];
          const value = samples.find((sample) => sample.t === t)?.value ?? null;
          return [sounds ? { key: 'probability', label: labels.probability, value, hue: 'hidden' } : { key: `signal.${name}`, value }];
        },
      }}
      legend={
        sounds ? (
          <>
            {kinds.map((kind) => (
              <span key={kind} className="output-key" data-verdict={kind} data-count={detection.tally[kind]}>
                <svg aria-hidden width={12} height={12}>
                  <VerdictMark kind={kind} x={6} y={6} />
                </svg>
                {words.verdicts[kind](detection.tally[kind])}
              </span>
            ))}
            <span className="output-key output-key-there">{words.there}</span>
          </>
        ) : (
          <span className="legend">{`${formatTick(values.low, labels.decimal)} … ${formatTick(values.high, labels.decimal)}`}</span>
        )
      }
    >
      <svg
        className="output-curves"
        role="img"
        aria-label={`${labels[role]}, ${name}: ${kinds.map((kind) => words.verdicts[kind](detection.tally[kind])).join(', ')}`}
        width={axis.width}
        height={values.height + 2 * MARGIN}
        overflow="visible"
      >
        <g transform={`translate(0 ${String(MARGIN)})`}>
          {marks.there.map(({ t: step, x, width }) => (
            <rect key={step} className="output-there" x={x} width={width} y={-MARGIN} height={values.height + 2 * MARGIN} />
          ))}
          <line x1={0} x2={axis.width} y1={marks.zero} y2={marks.zero} stroke={cssColour('hairline')} />
          {sounds && (
            <>
              <line className="output-threshold" x1={0} x2={axis.width} y1={threshold} y2={threshold} />
              <text className="number-text" x={-6} y={threshold + 4} textAnchor="end">
                {formatTick(THRESHOLD, labels.decimal)}
                <title>{words.threshold}</title>
              </text>
            </>
          )}
          <path className={sounds ? 'output-probability' : 'output-signal'} d={marks.path} />
          {marks.marks.map(({ kind, t: step, x, y }) => (
            <VerdictMark key={`${kind} ${String(step)}`} kind={kind} x={x} y={y} t={step} />
          ))}
        </g>
      </svg>
    </Panel>
  );
}

interface MarkProps {
  readonly kind: Verdict['kind'];
  readonly x: number;
  readonly y: number;
  readonly t?: number;
}

/** A full disc, an empty diamond, a cross. */
function VerdictMark({ kind, x, y, t }: MarkProps) {
  const place = { className: `verdict-${kind}`, 'data-verdict-at': t, transform: `translate(${String(x)} ${String(y)})` };
  if (kind === 'hit') return <circle {...place} r={3} />;
  return <path {...place} d={kind === 'miss' ? 'M0 -4.5L4.5 0L0 4.5L-4.5 0Z' : 'M-3.5 -3.5L3.5 3.5M3.5 -3.5L-3.5 3.5'} />;
}

/** The eigenvalues of W_hh in their panel: a square a gate's block, with the unit circle and the spectral radius. */
import { useMemo } from 'react';
import type { Eigenvalues } from '../../model/instruments';
import { formatTick, formatValue } from '../format';
import type { GateName } from '../quantity';
import { cssColour } from '../theme/palette';
import { layoutEigenvalues } from './eigenvalue-layout';
import { InstrumentPanel, type InstrumentProps } from './instrument-panel';
import type { StagePlace } from './place';

interface Props extends InstrumentProps {
  readonly eigenvalues: Eigenvalues | null;
  readonly place: StagePlace;
  /** How the gates are called. */
  readonly gates: Readonly<Record<GateName, string>>;
}

export function EigenvaluePanel({ eigenvalues, place, gates, ...frame }: Props) {
  const { scan, frame: stage } = place;
  const { labels } = frame;
  const words = labels.eigenvalues;
  const marks = useMemo(() => eigenvalues && layoutEigenvalues(eigenvalues, scan, stage.plot), [eigenvalues, scan, stage.plot]);
  if (marks === null) return <InstrumentPanel {...frame}>{null}</InstrumentPanel>;
  const { side, reach, circle, squares } = marks;
  const middle = side / 2;
  return (
    <InstrumentPanel
      {...frame}
      hue="hidden"
      legend={
        <>
          <span className="legend">{`± ${formatTick(reach, labels.decimal)}`}</span>
          <span className="panel-note">{words.circle}</span>
        </>
      }
    >
      <div className="eigenvalues">
        {squares.map(({ gate, radius, points }) => {
          const name = gate === null ? words.recurrent : gates[gate];
          const hue = cssColour(gate ?? 'hidden');
          return (
            <figure key={name}>
              <svg role="img" aria-label={`${labels.instruments.eigenvalues.name}: ${name}`} width={side} height={side}>
                <rect width={side} height={side} fill="none" stroke={cssColour('hairline')} />
                <path d={`M0 ${String(middle)}H${String(side)}M${String(middle)} 0V${String(side)}`} stroke={cssColour('hairline')} />
                <circle cx={middle} cy={middle} r={circle} fill="none" stroke={cssColour('softInk')} strokeDasharray="3 3" />
                {points.map(({ x, y }, k) => (
                  <circle key={k} cx={x} cy={y} r={3} fill={hue} fillOpacity={0.75} />
                ))}
              </svg>
              <figcaption>
                <span className="swatch" style={{ background: hue }} /> {name}{' '}
                <output className="number-text" aria-live="off" data-testid={`radius.${gate ?? 'recurrent'}`} data-value={String(radius)}>
                  {words.radius} {formatValue(radius, labels.decimal)}
                </output>
              </figcaption>
            </figure>
          );
        })}
      </div>
    </InstrumentPanel>
  );
}

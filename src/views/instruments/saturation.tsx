/** Gate saturation in its panel: a row a gate, its units nearly shut hanging from the ceiling, those nearly open standing on the floor. */
import { useMemo } from 'react';
import type { Saturation } from '../../model/instruments';
import { formatPercent } from '../format';
import type { PanelValue } from '../panel-values';
import type { GateName } from '../quantity';
import { cursorOn } from '../stage-cursor';
import { cssColour } from '../theme/palette';
import { useAt } from '../use-at';
import { InstrumentPanel, type InstrumentProps } from './instrument-panel';
import type { StagePlace } from './place';
import { layoutSaturation, layoutUnitSaturation, saturationAt, type UnitBar, unitSaturation } from './saturation-layout';
import { TimePlot } from './time-plot';

interface Props extends InstrumentProps {
  readonly saturation: Saturation | null;
  readonly place: StagePlace;
  /** How the gates are called. */
  readonly gates: Readonly<Record<GateName, string>>;
}

const HEIGHT = 36;
const GAP = 8;
/** Height of a row of units. */
const UNITS = 18;
/** What the height of a row stands for. */
const WHOLE = '100\u202f%';

/** Nearly shut, and nearly open. */
const ends = [0, 1] as const;

/** The gates that were measured of a scan. */
export function saturatedGates({ tensors }: Saturation, scan: string): readonly GateName[] {
  const prefix = `saturation.step.${scan}.`;
  return Object.keys(tensors).flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length) as GateName] : []));
}

export function SaturationPanel({ saturation, place, gates, ...frame }: Props) {
  const { axis, at, scan, length, order } = place;
  const { labels } = frame;
  const rows = useMemo(
    () =>
      saturation && saturatedGates(saturation, scan).map((gate) => ({ gate, bars: layoutSaturation(saturation, scan, gate, axis, HEIGHT, length) })),
    [saturation, scan, axis, length],
  );
  if (saturation === null || rows === null) return <InstrumentPanel {...frame}>{null}</InstrumentPanel>;
  const read = (): readonly PanelValue[] => {
    const cursor = cursorOn(at, scan);
    if (cursor === null) return [];
    return rows.flatMap(({ gate }) =>
      ends.map((end) => ({
        key: `saturation.${gate}.${end === 0 ? 'shut' : 'open'}`,
        value: saturationAt(saturation, scan, gate, cursor.t, end),
        label: end === 0 ? `${gates[gate]} ▾` : '▴',
        hue: gate,
      })),
    );
  };
  return (
    <InstrumentPanel
      {...frame}
      axis
      values={{ at, read }}
      legend={
        <>
          <span className="panel-note">▾ {labels.saturation.shut}</span>
          <span className="panel-note">▴ {labels.saturation.open}</span>
        </>
      }
    >
      {rows.length === 0 ? (
        <p className="instrument-waiting">{labels.saturation.none}</p>
      ) : (
        <TimePlot place={place}>
          {rows.map(({ gate, bars }, k) => (
            <svg
              key={gate}
              className="saturation"
              role="img"
              aria-label={`${labels.instruments.saturation.name}: ${gates[gate]}`}
              width={axis.width}
              height={HEIGHT + GAP}
              overflow="visible"
            >
              <rect width={axis.width} height={HEIGHT} fill={cssColour('zero')} />
              {bars.map(({ t, x, width, shut, open }) => (
                <g key={t}>
                  <rect x={x} width={width} height={shut} fill={cssColour(gate)} opacity={0.45} />
                  <rect x={x} y={HEIGHT - open} width={width} height={open} fill={cssColour(gate)} />
                </g>
              ))}
              {k === 0 && (
                <text className="number-text" x={-6} y={9} textAnchor="end">
                  {WHOLE}
                </text>
              )}
              <text className="line-label" x={4} y={HEIGHT / 2 + 4} fill={cssColour('ink')}>
                {gates[gate]}
              </text>
            </svg>
          ))}
        </TimePlot>
      )}
      {rows.length > 0 && (
        <>
          <p className="instrument-about">
            {labels.saturation.units}
            <UnitShares saturation={saturation} place={place} gates={gates} rows={rows} />
          </p>
          {rows.map(({ gate }) => {
            const bars = layoutUnitSaturation(saturation, scan, gate, order, axis.width, UNITS);
            return (
              <svg
                key={gate}
                className="saturation"
                role="img"
                aria-label={`${labels.saturation.units} ${gates[gate]}`}
                width={axis.width}
                height={UNITS + 4}
              >
                <rect width={axis.width} height={UNITS} fill={cssColour('zero')} />
                {bars.map(({ unit, x, width, shut, open }) => (
                  <g key={unit}>
                    <rect x={x} width={width} height={shut} fill={cssColour(gate)} opacity={0.45} />
                    <rect x={x} y={UNITS - open} width={width} height={open} fill={cssColour(gate)} />
                  </g>
                ))}
                <ChosenUnit place={place} bars={bars} />
              </svg>
            );
          })}
        </>
      )}
    </InstrumentPanel>
  );
}

interface UnitSharesProps extends Pick<Props, 'place' | 'gates'> {
  readonly saturation: Saturation;
  readonly rows: readonly { readonly gate: GateName }[];
}

/** How much of the time the chosen unit's gates are nearly shut and nearly open. */
function UnitShares({ saturation, place: { at, scan }, gates, rows }: UnitSharesProps) {
  const unit = useAt(at, (each) => cursorOn(each, scan)?.unit ?? null);
  if (unit === null) return null;
  return rows.map(({ gate }) => (
    <span key={gate} className="unit-saturation" style={{ color: cssColour(gate) }}>
      {` ${gates[gate]} `}
      {ends.map((end) => {
        const share = unitSaturation(saturation, scan, gate, unit, end);
        return (
          <output key={end} aria-live="off" data-testid={`saturation.unit.${gate}.${end === 0 ? 'shut' : 'open'}`} data-value={String(share)}>
            {`${end === 0 ? '▾' : ' ▴'} ${formatPercent(share)}`}
          </output>
        );
      })}
    </span>
  ));
}

function ChosenUnit({ place: { at, scan }, bars }: { readonly place: StagePlace; readonly bars: readonly UnitBar[] }) {
  const chosen = useAt(at, (each) => cursorOn(each, scan)?.unit ?? null);
  const bar = bars.find(({ unit }) => unit === chosen);
  return bar ? <rect x={bar.x} width={bar.width} height={UNITS} fill="none" stroke={cssColour('focus')} strokeWidth={1.5} /> : null;
}

/** The two roads in their panel: what of the gradient came along the additive carry, and what came through the gates. */
import { useMemo } from 'react';
import type { Roads } from '../../model/instruments';
import { formatTick } from '../format';
import type { PanelValue } from '../panel-values';
import { cursorOn } from '../stage-cursor';
import { cssColour, type Palette } from '../theme/palette';
import { InstrumentPanel, type InstrumentProps } from './instrument-panel';
import type { StagePlace } from './place';
import { layoutRoads, type Road, roadShare } from './roads-layout';
import { TimePlot } from './time-plot';

interface Props extends InstrumentProps {
  readonly roads: Roads | null;
  readonly place: StagePlace;
}

const HEIGHT = 96;
const hues: Readonly<Record<Road, keyof Palette>> = { additive: 'cell', gated: 'hidden' };

export function RoadsPanel({ roads, place, ...frame }: Props) {
  const { axis, at, scan, length } = place;
  const { decimal, instruments, roads: words } = frame.labels;
  const marks = useMemo(() => roads && layoutRoads(roads, scan, axis, HEIGHT, length), [roads, scan, axis, length]);
  if (roads === null || marks === null) return <InstrumentPanel {...frame}>{null}</InstrumentPanel>;
  const read = (): readonly PanelValue[] => {
    const cursor = cursorOn(at, scan);
    if (cursor === null) return [];
    return (['additive', 'gated'] as const).map((road) => {
      return { key: `road.${road}`, value: roadShare(roads, scan, road, cursor.t), label: words[road], hue: hues[road] };
    });
  };
  return (
    <InstrumentPanel
      {...frame}
      hue="cell"
      axis
      values={{ at, read }}
      legend={marks.beyond > 0 && <span className="panel-note">{words.beyond(String(marks.beyond))}</span>}
    >
      <TimePlot place={place}>
        <svg className="shares" role="img" aria-label={instruments.roads.name} width={axis.width} height={HEIGHT} overflow="visible">
          {marks.ticks.map(({ share, y }) => (
            <g key={share}>
              <line x1={-4} x2={axis.width} y1={y} y2={y} stroke={cssColour('hairline')} />
              <text className="number-text" x={-6} y={y + 4} textAnchor="end">
                {formatTick(share, decimal)}
              </text>
            </g>
          ))}
          {marks.lines.map(({ road, path }) => (
            <path key={road} d={path} fill="none" stroke={cssColour(hues[road])} strokeWidth={2} strokeLinejoin="round" />
          ))}
          {marks.lines.map(({ road, labelX, labelY }) => (
            <text key={road} className="line-label" x={labelX} y={labelY} textAnchor="middle" fill={cssColour(hues[road])}>
              {words[road]}
            </text>
          ))}
        </svg>
      </TimePlot>
    </InstrumentPanel>
  );
}

/** One lane of a race on the axis that all share: its gradients on the log10 scale of all lanes, its answers, its states and gates under the one cursor. */
import { type CSSProperties, memo, type ReactNode, useMemo, useState } from 'react';
import type { Snapshot } from '../../model/snapshot';
import type { Symbols } from '../answer';
import { Gradient } from '../gradient';
import { HeatmapRow } from '../heatmap-row';
import type { StageLabels } from '../labels';
import { type Fold, Panel } from '../panel';
import type { PanelValue } from '../panel-values';
import { quantityNames } from '../quantity';
import { SequenceRows } from '../sequence-rows';
import { type CursorSource, cursorOn } from '../stage-cursor';
import type { Palette } from '../theme/palette';
import type { TimeAxis } from '../time-axis';
import { useStageCursor } from '../use-at';
import type { RaceStripsLabels } from './labels';
import { laneColour } from './lane-style';
import { type LaneStripMarks, layoutLaneStrip, STRIP_HEIGHT } from './race-strips-layout';

export interface StripLane {
  readonly name: string;
  /** null before its first picture. */
  readonly snapshot: Snapshot | null;
  /** What there is to say of the lane: that it stands still, and why. */
  readonly note: string | null;
}

interface LaneStripProps extends StripLane {
  readonly lane: number;
  readonly symbols: Symbols;
  readonly axis: TimeAxis;
  readonly cursor: CursorSource;
  readonly gates: boolean;
  readonly stageLabels: StageLabels;
  readonly labels: RaceStripsLabels;
  readonly palette: Palette;
}

export const LaneStrip = memo(function LaneStrip(props: LaneStripProps): ReactNode {
  const { lane, name, snapshot, note, symbols, axis, gates, stageLabels, labels, palette } = props;
  const marks = useMemo(
    () => (snapshot === null ? null : layoutLaneStrip({ snapshot, axis, symbols, palette, gates, labels: stageLabels })),
    [snapshot, axis, symbols, palette, gates, stageLabels],
  );
  const head = (
    <h3 className="race-lane-head" style={{ '--lane': laneColour(lane) } as CSSProperties}>
      <span className="race-lane-number">{lane + 1}</span>
      {name}
      {snapshot !== null && snapshot.model.encoder.hiddenSizes.length > 1 && (
        <span className="race-lane-note">{labels.layer(snapshot.model.encoder.hiddenSizes.length - 1)}</span>
      )}
      {note !== null && <span className="race-lane-note">{note}</span>}
    </h3>
  );
  if (!marks || snapshot === null) {
    return (
      <section className="race-lane" aria-label={name}>
        {head}
        <p className="race-lane-note">{labels.waiting}</p>
      </section>
    );
  }
  return <Pictures {...props} snapshot={snapshot} marks={marks} head={head} />;
});

interface PicturesProps extends LaneStripProps {
  readonly snapshot: Snapshot;
  readonly marks: LaneStripMarks;
  readonly head: ReactNode;
}

function Pictures({ lane, name, snapshot, marks, head, symbols, axis, cursor, stageLabels, palette }: PicturesProps): ReactNode {
  const [folded, setFolded] = useState<readonly string[]>([]);
  const fold = (panel: string): Fold => ({
    folded: folded.includes(panel),
    onFold: (away) => {
      setFolded((now) => (away ? [...now, panel] : now.filter((each) => each !== panel)));
    },
  });
  const at = useStageCursor(cursor, { scans: [{ name: marks.scan, length: marks.length, H: marks.H }], gates: quantityNames });
  const { norms } = marks;
  const readNorms = (): readonly PanelValue[] => {
    const t = cursorOn(at, marks.scan)?.t;
    if (t === undefined) return [];
    const values: PanelValue[] = [
      { key: `hiddenGradient-${String(lane)}`, value: norms.hidden[t], label: stageLabels.hiddenGradient, hue: 'gradient' },
    ];
    if (norms.cell) values.push({ key: `cellGradient-${String(lane)}`, value: norms.cell[t], label: stageLabels.cellGradient, hue: 'cell' });
    return values;
  };
  const { below, above, zero } = marks.gradient;
  const notes = [
    below > 0 && `▾ ${stageLabels.below(below)}`,
    above > 0 && `▴ ${stageLabels.above(above)}`,
    zero > 0 && `○ ${stageLabels.zero(zero)}`,
  ];
  return (
    <section
      className="race-lane"
      aria-label={name}
      data-testid={`lane-${String(lane)}`}
      data-update={snapshot.update}
      data-rows={marks.H}
      data-height={marks.rowHeight}
    >
      {head}
      <SequenceRows marks={{ rows: marks.answers, axis }} symbols={symbols} labels={stageLabels} at={at} side="source" palette={palette} />
      <Panel
        label={stageLabels.gradient}
        detail={stageLabels.gradientUnit}
        values={{ at, read: readNorms }}
        decimal={stageLabels.decimal}
        axis
        fold={fold('gradient')}
        legend={notes.map(
          (each) =>
            each !== false && (
              <span key={each} className="panel-note">
                {each}
              </span>
            ),
        )}
      >
        <Gradient marks={marks.gradient} width={axis.width} height={STRIP_HEIGHT} label={`${name}: ${stageLabels.gradient}`} />
      </Panel>
      {marks.heatmaps.map((panel) => (
        <HeatmapRow
          key={panel.quantity.name}
          panel={panel}
          axis={axis}
          at={at}
          scan={marks.scan}
          labels={stageLabels}
          line={palette.paper}
          order={marks.order}
          fold={fold(panel.quantity.name)}
        />
      ))}
    </section>
  );
}

/** The unrolled network in its panel: what its colours and widths mean, the menu of its layers, and the numbers at the ends of its rows. */
import type { Cursor } from './cursor';
import { formatValue } from './format';
import type { StageLabels } from './labels';
import { gradientScale } from './log-scale';
import { type Fold, Panel, type PanelValue } from './panel';
import { EdgeLegend, NormLegend } from './scale-legend';
import { ScanMenu } from './scan-menu';
import { normsOf } from './series';
import type { StageMarks } from './stage-layout';
import type { Palette } from './theme/palette';
import { Unrolled } from './unrolled';

interface Props {
  readonly marks: StageMarks;
  readonly bidirectional: boolean;
  readonly cursor: Cursor | null;
  readonly loss: number;
  readonly narrow: boolean;
  readonly palette: Palette;
  readonly labels: StageLabels;
  readonly fold: Fold;
  /** Another layer or direction was chosen. */
  readonly onScan: (scan: string) => void;
}

export function UnrolledPanel({ marks, bidirectional, cursor, loss, narrow, palette, labels, fold, onScan }: Props) {
  const { scan, scans, axis, unrolled } = marks;
  const lossText = `${labels.loss} ${formatValue(loss, labels.decimal)}`;
  return (
    <Panel
      label={labels.unrolled}
      values={besideUnrolled(marks, cursor, loss, labels, narrow)}
      decimal={labels.decimal}
      legend={
        <>
          {scans.length > 1 && (
            <ScanMenu scans={scans.map(({ name }) => name)} chosen={scan.name} bidirectional={bidirectional} labels={labels} onScan={onScan} />
          )}
          <span className="legend-line">
            {labels.hiddenNorm}
            <NormLegend high={Math.sqrt(scan.H)} decimal={labels.decimal} />
          </span>
          <span className="legend-line">
            {labels.edges}
            <EdgeLegend scale={gradientScale} />
          </span>
        </>
      }
      axis={scans.length > 1}
      fold={fold}
    >
      <Unrolled marks={unrolled} width={axis.width} palette={palette} label={labels.unrolled} chosen={scan.name} lossText={lossText} />
    </Panel>
  );
}

/** What stands at the ends of the unrolled network's lines: their names, the norms of the states under the cursor, the loss of many steps. */
function besideUnrolled(
  { scans, scan: chosen, unrolled }: StageMarks,
  cursor: Cursor | null,
  loss: number,
  labels: StageLabels,
  narrow: boolean,
): readonly PanelValue[] {
  const values: PanelValue[] = [];
  for (const { scan, road, roadY, cellY } of unrolled.rows) {
    const hidden = scans.find(({ name }) => name === scan)?.grids.get('hidden');
    const value = cursor && hidden ? normsOf(hidden)[cursor.t] : null;
    const key = `hiddenNorm.${scan}`;
    if (scans.length > 1 && scan !== chosen.name) {
      if (!narrow && value !== null) values.push({ key, value, y: cellY });
      continue;
    }
    if (road.length > 0) values.push({ key: 'road', value: null, label: labels.quantities.cell, hue: 'cell', y: roadY });
    values.push({ key, value, label: labels.hiddenNorm, hue: 'hidden', y: cellY });
  }
  if (unrolled.losses.length > 1 && unrolled.answer === null) values.push({ key: 'loss', value: loss, label: labels.loss, y: unrolled.lossY });
  return values;
}

/** The unrolled network in its panel: what its colours and widths mean, the menu of its layers, and the numbers at the ends of its rows. */
import { formatValue } from './format';
import type { StageLabels } from './labels';
import { gradientScale } from './log-scale';
import { type Fold, Panel, type PanelValue } from './panel';
import { EdgeLegend, NormLegend } from './scale-legend';
import { ScanMenu } from './scan-menu';
import { normsOf } from './series';
import type { SideMarks } from './stage-layout';
import type { Palette } from './theme/palette';
import { Unrolled } from './unrolled';

interface Props {
  readonly marks: SideMarks;
  /** The scans that can be chosen, and the one that is; none to choose where there is but one. */
  readonly choices: readonly string[];
  readonly chosen: string;
  /** Whose they are, where it is not the encoder; the menu and the scales stand with the encoder's alone. */
  readonly detail?: string;
  readonly bidirectional: boolean;
  /** The step whose norms stand at the ends of the rows. */
  readonly t: number | null;
  readonly loss: number;
  readonly narrow: boolean;
  readonly palette: Palette;
  readonly labels: StageLabels;
  readonly fold: Fold;
  /** Another layer or direction was chosen. */
  readonly onScan: (scan: string) => void;
}

export function UnrolledPanel({ marks, choices, chosen, detail, bidirectional, t, loss, narrow, palette, labels, fold, onScan }: Props) {
  const { scans, axis, unrolled } = marks;
  const lossText = `${labels.loss} ${formatValue(loss, labels.decimal)}`;
  const several = choices.length > 1;
  return (
    <Panel
      label={labels.unrolled}
      detail={detail}
      values={besideUnrolled(marks, chosen, t, loss, labels, narrow)}
      decimal={labels.decimal}
      legend={
        detail === undefined && (
          <>
            {several && <ScanMenu scans={choices} chosen={chosen} bidirectional={bidirectional} labels={labels} onScan={onScan} />}
            <span className="legend-line">
              {labels.hiddenNorm}
              <NormLegend high={Math.sqrt((scans.find(({ name }) => name === chosen) ?? scans[0]).H)} decimal={labels.decimal} />
            </span>
            <span className="legend-line">
              {labels.edges}
              <EdgeLegend scale={gradientScale} />
            </span>
          </>
        )
      }
      axis={several}
      fold={fold}
    >
      <Unrolled
        marks={unrolled}
        width={axis.width}
        palette={palette}
        label={detail === undefined ? labels.unrolled : `${detail}: ${labels.unrolled}`}
        chosen={several ? chosen : null}
        lossText={lossText}
      />
    </Panel>
  );
}

/** What stands at the ends of the unrolled network's lines: their names, the norms of the states under the cursor, the loss of many steps. */
function besideUnrolled(
  { scans, unrolled }: SideMarks,
  chosen: string,
  t: number | null,
  loss: number,
  labels: StageLabels,
  narrow: boolean,
): readonly PanelValue[] {
  const values: PanelValue[] = [];
  for (const { scan, road, roadY, cellY } of unrolled.rows) {
    const hidden = scans.find(({ name }) => name === scan)?.grids.get('hidden');
    const value = t !== null && hidden ? normsOf(hidden)[t] : null;
    const key = `hiddenNorm.${scan}`;
    if (scans.length > 1 && scan !== chosen) {
      if (!narrow && value !== null) values.push({ key, value, y: cellY });
      continue;
    }
    if (road.length > 0) values.push({ key: 'road', value: null, label: labels.quantities.cell, hue: 'cell', y: roadY });
    values.push({ key, value, label: labels.hiddenNorm, hue: 'hidden', y: cellY });
  }
  if (unrolled.losses.length > 1 && unrolled.answer === null) values.push({ key: 'loss', value: loss, label: labels.loss, y: unrolled.lossY });
  return values;
}

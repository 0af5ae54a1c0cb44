/** The unrolled network in its panel: what its colours and widths mean, the menu of its layers, and the numbers at the ends of its rows. */
import { useMemo } from 'react';
import { formatValue } from './format';
import type { StageLabels } from './labels';
import { scaleOf } from './log-scale';
import { type Fold, Panel, type PanelValue } from './panel';
import { EdgeLegend, NormLegend } from './scale-legend';
import { ScanMenu } from './scan-menu';
import { type Grid, normsOf, type Scan } from './series';
import type { SideMarks } from './stage-layout';
import type { Opener } from './opener';
import { OpeningControl } from './opening-control';
import { markOfScan, nameScan } from './scan-names';
import type { Palette } from './theme/palette';
import { type FoldedName, Unfolding } from './unfolding';
import { layoutUnfolding } from './unfolding-layout';
import { hasGradient, hasState, type Reach } from './passage';
import { NetworkCaption } from './network-caption';
import type { NetworkHit } from './network-hit';
import { NetworkSelection } from './network-selection';
import { Unrolled } from './unrolled';
import { lightUnrolled } from './unrolled-passage';

/** What the name of a folded box needs on its left; where there is less, a mark stands there. */
const ROOM_FOR_NAMES = 190;

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
  /** How far a passage has come; null: none is under way. */
  readonly reach: Reach | null;
  /** How far the network is unrolled, and what moves it; the control stands with the encoder. */
  readonly opening: number;
  readonly opener: Opener;
  /** Whether a decoder goes on from what this network has read. */
  readonly handsOn: boolean;
  readonly narrow: boolean;
  readonly palette: Palette;
  readonly labels: StageLabels;
  readonly fold: Fold;
  /** Whether edges are drawn by the largest gradient of their row. */
  readonly relative: boolean;
  /** What of this network the cursor is on; null where it is on another's, or there is none. */
  readonly selected: NetworkHit | null;
  /** The steps at the two ends of an edge of the attention; null: nothing attends. */
  readonly ends: { readonly source: number; readonly target: number } | null;
  /** The chosen unit. */
  readonly unit: number;
  readonly onUnit: (unit: number) => void;
  /** Another layer or direction was chosen. */
  readonly onScan: (scan: string) => void;
}

export function UnrolledPanel({
  marks,
  choices,
  chosen,
  detail,
  bidirectional,
  t,
  loss,
  reach,
  opening,
  opener,
  handsOn,
  narrow,
  palette,
  labels,
  fold,
  relative,
  selected,
  ends,
  unit,
  onUnit,
  onScan,
}: Props) {
  const { scans, axis, unrolled } = marks;
  const lossText = `${labels.loss} ${formatValue(loss, labels.decimal)}`;
  const several = choices.length > 1;
  const lit = useMemo(() => lightUnrolled(unrolled, scans, reach), [unrolled, scans, reach]);
  const unfolding = useMemo(
    () => (opening < 1 ? layoutUnfolding({ marks: lit, opening, width: axis.width, t }) : null),
    [lit, opening, axis.width, t],
  );
  const short = narrow || (unfolding?.rows.some(({ name: { x, side } }) => side === 'left' && x < ROOM_FOR_NAMES) ?? false);
  const names = useMemo(() => nameFolded(scans, t, reach, { bidirectional, short }, labels), [scans, t, reach, bidirectional, short, labels]);
  const caption = selected && scans.find((each) => each.name === selected.scan);
  const title = opening < 1 ? labels.folded : labels.unrolled;
  const name = detail === undefined ? title : `${detail}: ${title}`;
  return (
    <Panel
      label={opening < 0.5 ? labels.folded : labels.unrolled}
      detail={detail}
      values={opening < 1 ? [] : besideUnrolled(marks, chosen, t, loss, reach, labels, narrow)}
      decimal={labels.decimal}
      legend={
        detail === undefined && (
          <>
            <OpeningControl opening={opening} opener={opener} labels={labels} />
            {several && <ScanMenu scans={choices} chosen={chosen} bidirectional={bidirectional} labels={labels} onScan={onScan} />}
            <span className="legend-line">
              {labels.hiddenNorm}
              <NormLegend high={Math.sqrt((scans.find(({ name }) => name === chosen) ?? scans[0]).H)} decimal={labels.decimal} />
            </span>
            <span className="legend-line">
              {labels.edges}
              <EdgeLegend scale={scaleOf(relative)} />
            </span>
          </>
        )
      }
      axis={several && opening === 1}
      fold={fold}
    >
      <div className="network" data-network={opening < 1 ? undefined : ''}>
        {unfolding !== null ? (
          <Unfolding
            marks={unfolding}
            width={axis.width}
            palette={palette}
            label={name}
            names={names}
            input={labels.input}
            output={handsOn ? labels.toDecoder : detail === undefined ? lossText : `${labels.prediction} · ${lossText}`}
            lossLit={lit.lossLit}
          />
        ) : (
          <Unrolled
            marks={lit}
            width={axis.width}
            palette={palette}
            label={name}
            chosen={several ? chosen : null}
            lossText={lossText}
            decimal={labels.decimal}
          />
        )}
        {selected && unfolding === null && <NetworkSelection marks={unrolled} axis={axis} selected={selected} />}
      </div>
      {caption ? (
        <NetworkCaption
          scan={caption}
          name={several ? nameScan(caption.name, bidirectional, labels) : null}
          selected={selected}
          ends={ends}
          unit={unit}
          reach={reach}
          labels={labels}
          onUnit={onUnit}
        />
      ) : (
        <p className="network-caption" />
      )}
    </Panel>
  );
}

/**
 * What stands at the ends of the unrolled network's lines: their names, the norms of the states under the cursor, on the way back those of the
 * gradients that have come there, the loss of many steps.
 */
function besideUnrolled(
  { scans, unrolled }: SideMarks,
  chosen: string,
  t: number | null,
  loss: number,
  reach: Reach | null,
  labels: StageLabels,
  narrow: boolean,
): readonly PanelValue[] {
  const values: PanelValue[] = [];
  const backward = reach?.phase === 'backward';
  for (const { scan: name, road, roadY, cellY } of unrolled.rows) {
    const scan = scans.find((each) => each.name === name);
    const at = reach?.scans.get(name);
    const reached = t !== null && (!at || (backward ? hasGradient(at, t) : hasState(at, t)));
    const norm = (grid: Grid | null | undefined): number | null => (reached && grid ? normsOf(grid)[t] : null);
    const value = backward ? norm(scan?.hiddenGradient) : norm(scan?.grids.get('hidden'));
    const key = `${backward ? 'backward' : 'hiddenNorm'}.${name}`;
    if (scans.length > 1 && name !== chosen) {
      if (!narrow && value !== null) values.push({ key, value, y: cellY });
      continue;
    }
    if (road.length > 0) values.push({ ...besideRoad(scan, name, reach, norm, labels), hue: 'cell', y: roadY });
    values.push({ key, value, label: backward ? labels.hiddenGradient : labels.hiddenNorm, hue: backward ? 'gradient' : 'hidden', y: cellY });
  }
  if (unrolled.losses.length > 1 && unrolled.answer === null && reach?.phase !== 'forward') {
    values.push({ key: 'loss', value: loss, label: labels.loss, y: unrolled.lossY, above: true });
  }
  return values;
}

/** The road's name; during a passage what it carries to the step under the cursor. */
function besideRoad(
  scan: Scan | undefined,
  name: string,
  reach: Reach | null,
  norm: (grid: Grid | null | undefined) => number | null,
  labels: StageLabels,
): PanelValue {
  if (reach === null) return { key: 'road', value: null, label: labels.quantities.cell };
  if (reach.phase === 'backward') return { key: `roadGradient.${name}`, value: norm(scan?.cellGradient), label: labels.cellGradient };
  return { key: `roadState.${name}`, value: norm(scan?.grids.get('cell')), label: labels.cellNorm };
}

/** Beside each folded box: its name and units, and the norm of the state, or of the gradient that has come back, at the step at hand. */
function nameFolded(
  scans: readonly Scan[],
  t: number | null,
  reach: Reach | null,
  { bidirectional, short }: { readonly bidirectional: boolean; readonly short: boolean },
  labels: StageLabels,
): ReadonlyMap<string, FoldedName> {
  const backward = reach?.phase === 'backward';
  return new Map(
    scans.map((scan) => {
      const at = reach?.scans.get(scan.name);
      const grid = backward ? scan.hiddenGradient : scan.grids.get('hidden');
      const reached = t !== null && t < scan.length && (!at || (backward ? hasGradient(at, t) : hasState(at, t)));
      const symbol = backward ? labels.hiddenGradient : labels.hiddenNorm;
      const value = reached && grid ? formatValue(normsOf(grid)[t], labels.decimal) : null;
      if (short && bidirectional) return [scan.name, { name: markOfScan(scan.name, bidirectional), numbers: value ?? '' }];
      const numbers = value === null ? '' : `${short ? '' : `t = ${String(t)}: `}${symbol} ${value}`;
      return [scan.name, { name: `${nameScan(scan.name, bidirectional, labels)} · ${labels.units(scan.H)}`, numbers }];
    }),
  );
}

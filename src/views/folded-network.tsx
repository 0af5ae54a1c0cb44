/** The network while it is folded, or on its way: its boxes, loops and edges, with the names and the numbers of the step under the cursor. */
import { useMemo } from 'react';
import { formatValue } from './format';
import type { StageLabels } from './labels';
import type { NetworkPictureProps } from './network-picture';
import { hasGradient, hasState, type Reach } from './passage';
import { markOfScan, nameScan } from './scan-names';
import { normsOf, type Scan } from './series';
import { stepOfCursor } from './stage-cursor';
import { type FoldedName, Unfolding } from './unfolding';
import { layoutUnfolding } from './unfolding-layout';
import type { LitMarks } from './unrolled-passage';
import { useAt } from './use-at';

/** What the name of a folded box needs on its left; where there is less, a mark stands there. */
const ROOM_FOR_NAMES = 190;

interface Props extends NetworkPictureProps {
  /** How far a passage has come, and the marks in the light of that. */
  readonly reach: Reach | null;
  readonly lit: LitMarks;
  readonly name: string;
  readonly lossText: string;
}

export default function FoldedNetwork(props: Props) {
  const { marks, at, side, detail, bidirectional, opening, handsOn, narrow, palette, labels, reach, lit, name, lossText } = props;
  const { scans, axis } = marks;
  const t = useAt(at, (each) => stepOfCursor(each, side));
  const unfolding = useMemo(() => layoutUnfolding({ marks: lit, opening, width: axis.width, t }), [lit, opening, axis.width, t]);
  const short = narrow || unfolding.rows.some(({ name: { x, side: end } }) => end === 'left' && x < ROOM_FOR_NAMES);
  const names = useMemo(() => nameFolded(scans, t, reach, { bidirectional, short }, labels), [scans, t, reach, bidirectional, short, labels]);
  return (
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
  );
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

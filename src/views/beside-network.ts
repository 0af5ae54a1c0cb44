/** The numbers at the ends of the unrolled network's lines, at the step under the cursor. */
import type { StageLabels } from './labels';
import type { PanelValue } from './panel-values';
import { hasGradient, hasState, type Reach } from './passage';
import { type Grid, normsOf, type Scan } from './series';
import type { SideMarks } from './stage-layout';

/**
 * What stands at the ends of the unrolled network's lines: their names, the norms of the states under the cursor, on the way back those of the
 * gradients that have come there, the loss of many steps.
 */
export function besideUnrolled(
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

/** What interventions change: each quantity of a scan with them less without them, in colours about 0, and both gradients over time. */
import type { TensorMap } from '../../core/tensor';
import type { Snapshot } from '../../model/snapshot';
import { type GradientMarks, layoutGradient } from '../gradient-layout';
import { colourMapOf, type HeatmapMarks, layoutHeatmap } from '../heatmap-layout';
import { gradientScale } from '../log-scale';
import type { Quantity, QuantityName } from '../quantity';
import { type Grid, normsOf, readScan, type Scan } from '../series';
import type { Palette } from '../theme/palette';
import type { TimeAxis } from '../time-axis';

export interface Difference {
  readonly name: QuantityName;
  /** Drawn from −range to range, a round number. */
  readonly quantity: Quantity;
  /** With the interventions less without them, [T, H]. */
  readonly grid: Grid;
  readonly before: Grid;
  readonly after: Grid;
  /** The largest magnitude; 0 where nothing changed. */
  readonly largest: number;
}

/** The snapshot as the interventions make it. */
export function withEdits(snapshot: Snapshot, tensors: TensorMap): Snapshot {
  return { ...snapshot, tensors };
}

/** Of every gate and state of a scan. */
export function differencesOf(snapshot: Snapshot, tensors: TensorMap, scan: string): readonly Difference[] {
  const [before, after] = [readScan(snapshot, scan), readScan(withEdits(snapshot, tensors), scan)];
  return before.quantities.flatMap((quantity) => {
    const [a, b] = [before.grids.get(quantity.name), after.grids.get(quantity.name)];
    if (!a || !b) return [];
    const values = Float64Array.from(a.values, (value, k) => b.values[k] - value);
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const grid = { T: a.T, H: a.H, values };
    return [
      { name: quantity.name, quantity: { ...quantity, scale: 'signed', range: rangeFor(largest) }, grid, before: a, after: b, largest } as const,
    ];
  });
}

/** The smallest of 1, 2 and 5 times a power of ten, from 1e-6 to 5e6, that holds this magnitude; 1 for 0. */
export function rangeFor(largest: number): number {
  if (!(largest > 0)) return 1;
  const decade = 10 ** Math.max(-6, Math.min(6, Math.floor(Math.log10(largest))));
  return [1, 2, 5].map((digit) => digit * decade).find((range) => largest <= range * (1 + 1e-9)) ?? 10 * decade;
}

export function layoutDifference(
  { quantity, grid }: Difference,
  axis: TimeAxis,
  rowHeight: number,
  palette: Palette,
  { length }: Scan,
  order: readonly number[],
): HeatmapMarks {
  return layoutHeatmap(grid, axis, colourMapOf(quantity, palette), rowHeight, length, order);
}

/** ‖dL/dh_t‖ without and with the interventions, [T] each. */
export interface GradientPair {
  readonly before: Float64Array;
  readonly after: Float64Array;
}

export function gradientsOf(snapshot: Snapshot, tensors: TensorMap, scan: string): GradientPair {
  const norms = (of: Snapshot): Float64Array => normsOf(readScan(of, scan).hiddenGradient);
  return { before: norms(snapshot), after: norms(withEdits(snapshot, tensors)) };
}

/** Both on the log scale that all gradients share. */
export function layoutGradients(
  { before, after }: GradientPair,
  axis: TimeAxis,
  height: number,
  length: number,
  words: { readonly before: string; readonly after: string },
): GradientMarks {
  const series = [
    { key: 'after', kind: 'hidden', label: words.after, norms: after },
    { key: 'before', kind: 'compared', label: words.before, norms: before },
  ] as const;
  return layoutGradient(series, axis, height, gradientScale, length);
}

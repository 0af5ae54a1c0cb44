/** One unit over the whole sequence as lines: gates, candidate and hidden state on an axis of -1 to 1, an unbounded state on an axis of its own below. */
import { linePath } from './line-path';
import type { Quantity, QuantityName } from './quantity';
import { type Scan, valueAt } from './series';
import { columnCentre, type TimeAxis } from './time-axis';

export interface TraceLine {
  readonly name: QuantityName;
  readonly path: string;
}

export interface TraceBand {
  /** From the top of the plot, CSS pixels. */
  readonly top: number;
  readonly height: number;
  /** The axis goes from -reach, or from 0 where nothing is negative, to reach. */
  readonly reach: number;
  readonly lines: readonly TraceLine[];
  /** Steps on the screen without a finite number. */
  readonly missing: number;
}

export interface TraceMarks {
  readonly bands: readonly TraceBand[];
  readonly height: number;
}

const BAND = { bounded: 76, unbounded: 44, gap: 12 };

/** @param times how much higher than usual. */
export function layoutTrace(scan: Scan, unit: number, axis: TimeAxis, times = 1): TraceMarks {
  const [bounded, unbounded] = [scan.quantities.filter(({ scale }) => scale !== 'root'), scan.quantities.filter(({ scale }) => scale === 'root')];
  const bands: TraceBand[] = [];
  let top = 0;
  for (const [quantities, height] of [
    [bounded, BAND.bounded],
    [unbounded, BAND.unbounded],
  ] as const) {
    if (quantities.length === 0) continue;
    bands.push(layoutBand(scan, unit, axis, quantities, top, times * height));
    top += times * height + BAND.gap;
  }
  return { bands, height: Math.max(0, top - BAND.gap) };
}

function layoutBand(scan: Scan, unit: number, axis: TimeAxis, quantities: readonly Quantity[], top: number, height: number): TraceBand {
  const steps = Array.from({ length: axis.count }, (_, k) => axis.first + k).filter((t) => t < scan.length);
  const read = (name: QuantityName, t: number): number => {
    const grid = scan.grids.get(name);
    return grid ? valueAt(grid, t, unit) : Number.NaN;
  };
  const all = quantities.flatMap(({ name }) => steps.map((t) => read(name, t)));
  const most = all.reduce((largest, value) => (Number.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest), 0);
  const reach = most <= 1 ? 1 : roundUp(most);
  return {
    top,
    height,
    reach,
    lines: quantities.map(({ name }) => ({
      name,
      path: linePath(
        steps.map((t) => {
          const value = read(name, t);
          return Number.isFinite(value) ? { x: columnCentre(axis, t), y: top + (height / 2) * (1 - value / reach) } : null;
        }),
      ),
    })),
    missing: all.filter((value) => !Number.isFinite(value)).length,
  };
}

/** The next of 1, 2, 5, 10, 20, … */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5].find((each) => each * power >= value) ?? 10) * power;
}

/** A line of numbers over time on an axis of values of its own, in CSS pixels. */
import { linePath } from '../line-path';
import { columnCentre, isVisible, type TimeAxis } from '../time-axis';

export interface Sample {
  readonly t: number;
  readonly value: number;
}

export interface ValueAxis {
  readonly low: number;
  readonly high: number;
  readonly height: number;
}

/** From the top; a value beyond the axis lies at its end. */
export function yOf({ low, high, height }: ValueAxis, value: number): number {
  return height * (1 - Math.max(0, Math.min(1, (value - low) / (high - low))));
}

/** Through the samples on the screen; it breaks where a step has none, or no number. */
export function curveOf(samples: readonly Sample[], axis: TimeAxis, values: ValueAxis): string {
  const known = new Map(samples.map(({ t, value }) => [t, value]));
  const steps = Array.from({ length: axis.count }, (_, k) => axis.first + k);
  return linePath(
    steps.map((t) => {
      const value = known.get(t) ?? Number.NaN;
      return Number.isFinite(value) ? { x: columnCentre(axis, t), y: yOf(values, value) } : null;
    }),
  );
}

/** The places of samples on the screen. */
export function placesOf(
  samples: readonly Sample[],
  axis: TimeAxis,
  values: ValueAxis,
): readonly { readonly t: number; readonly x: number; readonly y: number }[] {
  const shown = samples.filter(({ t, value }) => isVisible(axis, t) && Number.isFinite(value));
  return shown.map(({ t, value }) => ({ t, x: columnCentre(axis, t), y: yOf(values, value) }));
}

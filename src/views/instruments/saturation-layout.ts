/** Saturated gates as bars: in each step the share of units that is nearly open stands on the floor, the share nearly shut hangs from the ceiling. */
import { readSteps } from './read';
import type { Saturation } from '../../model/instruments';
import { columnLeft, type TimeAxis } from '../time-axis';

export interface SaturationBar {
  readonly t: number;
  readonly x: number;
  readonly width: number;
  /** Heights in CSS pixels, from the ceiling and from the floor. */
  readonly shut: number;
  readonly open: number;
}

/** The share of units nearly shut (end 0) or nearly open (end 1) at step t. */
export function saturationAt({ tensors }: Saturation, scan: string, gate: string, t: number, end: 0 | 1): number {
  return readSteps(tensors, `saturation.step.${scan}.${gate}`)?.(t, end) ?? Number.NaN;
}

/** The share of a unit's steps at which its gate is nearly shut (end 0) or nearly open (end 1). */
export function unitSaturation({ tensors }: Saturation, scan: string, gate: string, unit: number, end: 0 | 1): number {
  return readSteps(tensors, `saturation.unit.${scan}.${gate}`)?.(unit, end) ?? Number.NaN;
}

export interface UnitBar {
  readonly unit: number;
  readonly x: number;
  readonly width: number;
  readonly shut: number;
  readonly open: number;
}

/** The same bars a unit instead of a step, in the order in which the units stand, over the whole width. */
export function layoutUnitSaturation(
  saturation: Saturation,
  scan: string,
  gate: string,
  order: readonly number[],
  width: number,
  height: number,
): readonly UnitBar[] {
  const step = width / Math.max(1, order.length);
  return order.map((unit, k) => ({
    unit,
    x: k * step,
    width: step - (step >= 8 ? 1 : 0),
    shut: height * unitSaturation(saturation, scan, gate, unit, 0),
    open: height * unitSaturation(saturation, scan, gate, unit, 1),
  }));
}

export function layoutSaturation(
  saturation: Saturation,
  scan: string,
  gate: string,
  axis: TimeAxis,
  height: number,
  length: number,
): readonly SaturationBar[] {
  const steps = Array.from({ length: axis.count }, (_, k) => axis.first + k).filter((t) => t < length);
  const gap = axis.column >= 8 ? 1 : 0;
  return steps.map((t) => ({
    t,
    x: columnLeft(axis, t),
    width: axis.column - gap,
    shut: height * saturationAt(saturation, scan, gate, t, 0),
    open: height * saturationAt(saturation, scan, gate, t, 1),
  }));
}

/** The two roads' shares of the gradient as lines over time; they add up to 1, and one may exceed 1 where the roads oppose each other. */
import { line } from 'd3';
import { readSteps } from './read';
import type { Roads } from '../../model/instruments';
import { columnCentre, type TimeAxis } from '../time-axis';

export type Road = 'additive' | 'gated';

export interface RoadLine {
  readonly road: Road;
  readonly path: string;
  readonly labelX: number;
  readonly labelY: number;
}

export interface RoadMarks {
  readonly lines: readonly RoadLine[];
  /** Shares with a hairline: 0, ½ and 1. */
  readonly ticks: readonly { readonly share: number; readonly y: number }[];
  /** Steps whose shares lie beyond the axis and are drawn at its end. */
  readonly beyond: number;
}

/** The shares on the axis: room for roads that oppose each other. */
const LOW = -0.5;
const HIGH = 1.5;

/** A road's share of the gradient at step t; NaN where there is no gradient to share. */
export function roadShare({ tensors }: Roads, scan: string, road: Road, t: number): number {
  const read = readSteps(tensors, `road.share.${scan}`);
  if (read === null || (read(t, 0) === 0 && read(t, 1) === 0)) return Number.NaN;
  return read(t, road === 'additive' ? 0 : 1);
}

export function layoutRoads(roads: Roads, scan: string, axis: TimeAxis, height: number, length: number): RoadMarks {
  const toY = (share: number): number => height * (1 - (Math.max(LOW, Math.min(HIGH, share)) - LOW) / (HIGH - LOW));
  const steps = Array.from({ length: axis.count }, (_, k) => axis.first + k).filter((t) => t < length);
  const shareAt = (road: Road, t: number): number => roadShare(roads, scan, road, t);
  const draw = line<number>((t) => columnCentre(axis, t));
  const beside = chooseLabelStep(steps, (t) => Math.abs(shareAt('additive', t) - shareAt('gated', t)));
  return {
    lines: (['additive', 'gated'] as const).map((road) => {
      const share = shareAt(road, beside);
      const above = !(share < shareAt(road === 'additive' ? 'gated' : 'additive', beside));
      const path =
        draw
          .defined((t) => !Number.isNaN(shareAt(road, t)))
          .y((t) => toY(shareAt(road, t)))
          .digits(2)(steps) ?? '';
      return { road, path, labelX: columnCentre(axis, beside), labelY: toY(Number.isNaN(share) ? 0.5 : share) + (above ? -7 : 15) };
    }),
    ticks: [1, 0.5, 0].map((share) => ({ share, y: toY(share) })),
    beyond: steps.filter((t) => [shareAt('additive', t), shareAt('gated', t)].some((share) => share < LOW || share > HIGH)).length,
  };
}

/** Where the lines are furthest apart, away from the ends of the axis. */
function chooseLabelStep(steps: readonly number[], gap: (t: number) => number): number {
  const inner = steps.slice(Math.floor(steps.length / 6), Math.ceil((steps.length * 5) / 6));
  return inner.reduce((best, t) => (gap(t) > gap(best) || Number.isNaN(gap(best)) ? t : best), inner[0] ?? 0);
}

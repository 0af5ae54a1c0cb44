/** The gradient strip as marks: norms over time on the shared log10 axis, with what lies beyond it marked as such, and each line's label beside it. */
import { linePath } from './line-path';
import { decadesOf, type LogScale, logFraction, type Place, placeOf } from './log-scale';
import { columnCentre, type TimeAxis } from './time-axis';

export interface GradientSeries {
  /** A name of its own. */
  readonly key: string;
  /** `other`: of another layer or direction than the one that is shown, drawn lightly. */
  readonly kind: 'hidden' | 'cell' | 'compared' | 'other';
  readonly label: string;
  /** ‖dL/d·_t‖ of every step, [T]. */
  readonly norms: Float64Array;
}

export interface Point {
  readonly t: number;
  readonly x: number;
  readonly y: number;
  readonly place: Place;
}

export interface GradientLine {
  readonly key: string;
  readonly kind: GradientSeries['kind'];
  readonly label: string;
  readonly path: string;
  /** Points that are drawn at an end of the axis because they lie beyond it. */
  readonly clamped: readonly Point[];
  readonly labelX: number;
  readonly labelY: number;
}

export interface Decade {
  readonly exponent: number;
  readonly y: number;
  readonly named: boolean;
}

export interface GradientMarks {
  readonly decades: readonly Decade[];
  readonly lines: readonly GradientLine[];
  /** Steps on the screen with a point of that kind, over the lines of the scan that is shown. */
  readonly below: number;
  readonly above: number;
  readonly zero: number;
}

const LABEL_HEIGHT = 13;

/** Lines of `length` valid steps in a plot of `height` pixels. */
export function layoutGradient(series: readonly GradientSeries[], axis: TimeAxis, height: number, scale: LogScale, length: number): GradientMarks {
  const toY = (norm: number): number => height * (1 - logFraction(scale, norm));
  const steps = Array.from({ length: axis.count }, (_, k) => axis.first + k).filter((t) => t < length);
  const drawn = series.map(({ key, kind, label, norms }) => {
    const points = steps
      .filter((t) => t < norms.length)
      .map((t): Point => ({ t, x: columnCentre(axis, t), y: toY(norms[t]), place: placeOf(scale, norms[t]) }));
    return { key, kind, label, points };
  });
  const own = drawn.filter(({ kind }) => kind === 'hidden' || kind === 'cell').flatMap(({ points }) => points);
  const count = (place: Place): number => new Set(own.filter((point) => point.place === place).map(({ t }) => t)).size;
  const every = height / (scale.high - scale.low) >= LABEL_HEIGHT ? 1 : 2;
  return {
    decades: decadesOf(scale).map((exponent) => ({
      exponent,
      y: toY(10 ** exponent),
      named: exponent === scale.low || exponent === scale.high || exponent % every === 0,
    })),
    lines: placeLabels(drawn, height),
    below: count('below'),
    above: count('above'),
    zero: count('zero'),
  };
}

type Drawn = readonly (Omit<GradientSeries, 'norms'> & { readonly points: readonly Point[] })[];

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** A label that stands, with its width. */
interface Placed extends Spot {
  readonly width: number;
}

/** Places of a line's label that are tried: so many steps of the line, over and under it. */
const TRIES = 24;

/** Each label stands over or under its own line where it is furthest from the other lines and from the labels that already stand. */
function placeLabels(drawn: Drawn, height: number): readonly GradientLine[] {
  const taken: Placed[] = [];
  return drawn.map(({ key, kind, label, points }, index) => {
    const width = label.length * 6.5;
    const right = points.length > 0 ? points[points.length - 1].x : 0;
    const inside = points.filter(({ x }) => x >= width / 2 && x <= right - width / 2);
    const tried = inside.filter((_, k) => k % Math.ceil(inside.length / TRIES) === 0);
    const spots = tried.flatMap(({ x, y }) => [-7, 15].map((shift): Spot => ({ x, y: Math.max(10, Math.min(height - 3, y + shift)) })));
    const scored = spots.map((spot) => ({ spot, room: measureRoom(spot, width, drawn, index, taken) }));
    const best = scored.reduce((a, b) => (b.room > a.room ? b : a), { spot: { x: right / 2, y: 12 }, room: -1 }).spot;
    taken.push({ ...best, width });
    const clamped = kind === 'other' ? [] : points.filter(({ place }) => place !== 'inside');
    return { key, kind, label, path: drawPath(points), clamped, labelX: best.x, labelY: best.y };
  });
}

/** Pixels from a label to the nearest line or label beside it; its own line counts as a little further, enough room is enough. */
function measureRoom({ x, y }: Spot, width: number, drawn: Drawn, own: number, taken: readonly Placed[]): number {
  let nearest = 26;
  drawn.forEach(({ points }, k) => {
    for (const point of points) {
      if (Math.abs(point.x - x) <= width / 2) nearest = Math.min(nearest, Math.abs(point.y - (y - 4)) + (k === own ? 4 : 0));
    }
  });
  for (const label of taken) if (Math.abs(label.x - x) < (width + label.width) / 2 + 8) nearest = Math.min(nearest, Math.abs(label.y - y));
  return nearest;
}

function drawPath(points: readonly Point[]): string {
  return linePath(points);
}

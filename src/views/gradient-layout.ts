/** The gradient strip as marks: norms over time on the shared log10 axis, with what lies beyond it marked as such, and each line's label beside it. */
import { decadesOf, type LogScale, logFraction, type Place, placeOf } from './log-scale';
import { columnCentre, type TimeAxis } from './time-axis';

export interface GradientSeries {
  readonly key: 'hidden' | 'cell' | 'compared';
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
  readonly key: GradientSeries['key'];
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
  /** Steps on the screen with a point of that kind, over all lines but the compared one. */
  readonly below: number;
  readonly above: number;
  readonly zero: number;
}

const LABEL_HEIGHT = 13;

/** Lines of `length` valid steps in a plot of `height` pixels. */
export function layoutGradient(series: readonly GradientSeries[], axis: TimeAxis, height: number, scale: LogScale, length: number): GradientMarks {
  const toY = (norm: number): number => height * (1 - logFraction(scale, norm));
  const steps = Array.from({ length: axis.count }, (_, k) => axis.first + k).filter((t) => t < length);
  const drawn = series.map(({ key, label, norms }) => {
    const points = steps
      .filter((t) => t < norms.length)
      .map((t): Point => ({ t, x: columnCentre(axis, t), y: toY(norms[t]), place: placeOf(scale, norms[t]) }));
    return { key, label, points };
  });
  const own = drawn.filter(({ key }) => key !== 'compared').flatMap(({ points }) => points);
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

type Drawn = readonly { readonly key: GradientSeries['key']; readonly label: string; readonly points: readonly Point[] }[];

/** Each label stands over its own line at the third where the lines are furthest apart from it; labels never share a line of text. */
function placeLabels(drawn: Drawn, height: number): readonly GradientLine[] {
  const taken: { x: number; y: number }[] = [];
  return drawn.map(({ key, label, points }, index) => {
    const width = label.length * 6.5;
    const right = points.length > 0 ? points[points.length - 1].x : 0;
    const candidates = points
      .filter((point) => point.x >= width / 2 && point.x <= right - width / 2)
      .flatMap((point) => [-7, 15].map((shift) => ({ x: point.x, y: Math.max(10, Math.min(height - 3, point.y + shift)) })));
    const freedom = ({ x, y }: { x: number; y: number }): number => {
      const textMiddle = y - 4;
      let nearest = 26;
      drawn.forEach((other, k) => {
        for (const point of other.points) {
          if (Math.abs(point.x - x) > width / 2) continue;
          const distance = Math.abs(point.y - textMiddle);
          nearest = Math.min(nearest, k === index ? distance + 4 : distance);
        }
      });
      for (const other of taken) if (Math.abs(other.x - x) < width) nearest = Math.min(nearest, Math.abs(other.y - y));
      return nearest;
    };
    const best = candidates.reduce<{ x: number; y: number; freedom: number } | null>((found, candidate) => {
      const score = freedom(candidate);
      return found === null || score > found.freedom ? { ...candidate, freedom: score } : found;
    }, null);
    const spot = best ?? { x: right / 2, y: 12 };
    taken.push(spot);
    return { key, label, path: drawPath(points), clamped: points.filter(({ place }) => place !== 'inside'), labelX: spot.x, labelY: spot.y };
  });
}

function drawPath(points: readonly Point[]): string {
  return points.map(({ x, y }, k) => `${k === 0 ? 'M' : 'L'}${x.toFixed(2)} ${y.toFixed(2)}`).join('');
}

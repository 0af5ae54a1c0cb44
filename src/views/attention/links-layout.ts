/** Curves from what a decoder writes up to what it looked at: as wide and as dark as the weight, those of the step at hand full, all others faint. */
import { type Attention, type AttentionHit, attentionRow } from '../attention-layout';
import { columnCentre, isVisible, stepAt, type TimeAxis } from '../time-axis';

/** One step's weights over the source. */
export interface LinkRow {
  readonly target: number;
  readonly weights: readonly number[];
}

/** Of every step before the padding. */
export function rowsOf(attention: Attention): readonly LinkRow[] {
  return Array.from({ length: attention.length }, (_, target) => ({ target, weights: attentionRow(attention, target) }));
}

export interface AttentionLink {
  readonly target: number;
  readonly source: number;
  readonly weight: number;
  readonly path: string;
  /** CSS pixels. */
  readonly width: number;
  readonly opacity: number;
}

export interface LinkSpace {
  readonly source: TimeAxis;
  readonly target: TimeAxis;
  /** Where curves begin and end, from the top. */
  readonly top: number;
  readonly bottom: number;
}

/** Where the links of a step and its symbols stand in their picture, from its top, CSS pixels. */
export const linkRows = { top: 18, bottom: 92 } as const;

/** Weights below these are not drawn: of the step at hand, and of all others. */
const LEAST = { chosen: 0.004, other: 0.05 };
/** The darkest that a link of another step is. */
const FAINT = 0.22;

/** Links of all steps on the screen; those of `chosen` come last, so that they lie on top. */
export function layoutLinks(rows: readonly LinkRow[], chosen: number | null, space: LinkSpace): readonly AttentionLink[] {
  const { source, target } = space;
  const visible = rows.filter((row) => isVisible(target, row.target));
  const ordered = [...visible.filter((row) => row.target !== chosen), ...visible.filter((row) => row.target === chosen)];
  return ordered.flatMap((row) => {
    const own = row.target === chosen;
    return row.weights.flatMap((weight, s): AttentionLink[] => {
      if (!isVisible(source, s) || !(weight >= (own ? LEAST.chosen : LEAST.other))) return [];
      // A share is at most 1, unless its numbers have run away.
      const share = Math.min(1, weight);
      const opacity = own ? 0.25 + 0.75 * share : FAINT * share;
      return [{ target: row.target, source: s, weight, path: pathOf(space, row.target, s), width: 0.75 + 5.25 * share, opacity }];
    });
  });
}

/** The curve from what a target step writes up to a source step. */
export function pathOf({ source, target, top, bottom }: LinkSpace, u: number, s: number): string {
  const [x1, x2, middle] = [columnCentre(source, s), columnCentre(target, u), (top + bottom) / 2];
  return `M${round(x2)} ${round(bottom)}C${round(x2)} ${round(middle)} ${round(x1)} ${round(middle)} ${round(x1)} ${round(top)}`;
}

/** How far beside its middle a link is still found, CSS pixels: more than any is wide, so that a finger finds it. */
const NEAR = 9;

/**
 * What of the links lies at a place of their picture: a symbol of the source above them, one of the target below, or the nearest link that is drawn;
 * null: nothing.
 */
export function hitLinks(rows: readonly LinkRow[], chosen: number | null, space: LinkSpace, x: number, y: number): AttentionHit | null {
  const { source, target, top, bottom } = space;
  if (y < top) return x < 0 || x >= source.width ? null : { source: Math.min(rows[0].weights.length - 1, stepAt(source, x)) };
  if (y > bottom) return x < 0 || x >= target.width ? null : { target: Math.min(rows.length - 1, stepAt(target, x)) };
  const near = layoutLinks(rows, chosen, space)
    .map((link) => ({ link, distance: distanceTo(link, space, x, y) }))
    .filter(({ distance }) => distance < NEAR);
  // Links of one step run together at its symbol: among those the darkest is meant.
  const [best] = near.toSorted((a, b) => Math.round(a.distance / 2) - Math.round(b.distance / 2) || b.link.opacity - a.link.opacity);
  return near.length === 0 ? null : { source: best.link.source, target: best.link.target };
}

/** Pieces of a curve that are taken as straight. */
const PIECES = 24;

function distanceTo(link: AttentionLink, { source, target, top, bottom }: LinkSpace, x: number, y: number): number {
  const [x1, x2, middle] = [columnCentre(source, link.source), columnCentre(target, link.target), (top + bottom) / 2];
  let least = Infinity;
  let [fromX, fromY] = [x2, bottom];
  for (let k = 1; k <= PIECES; k++) {
    const [p, q] = [k / PIECES, 1 - k / PIECES];
    const toX = q * q * (q + 3 * p) * x2 + p * p * (p + 3 * q) * x1;
    const toY = q * q * q * bottom + 3 * p * q * middle + p * p * p * top;
    const [dx, dy] = [toX - fromX, toY - fromY];
    const along = Math.max(0, Math.min(1, ((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy)));
    least = Math.min(least, Math.hypot(x - fromX - along * dx, y - fromY - along * dy));
    [fromX, fromY] = [toX, toY];
  }
  return least;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

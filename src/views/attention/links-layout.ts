/** Curves from what a decoder writes up to what it looked at: as wide and as dark as the weight, those of the step at hand full, all others faint. */
import { columnCentre, isVisible, type TimeAxis } from '../time-axis';

/** One step's weights over the source. */
export interface LinkRow {
  readonly target: number;
  readonly weights: readonly number[];
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

/** Weights below these are not drawn: of the step at hand, and of all others. */
const LEAST = { chosen: 0.004, other: 0.05 };
/** The darkest that a link of another step is. */
const FAINT = 0.22;

/** Links of all steps on the screen; those of `chosen` come last, so that they lie on top. */
export function layoutLinks(rows: readonly LinkRow[], chosen: number | null, space: LinkSpace): readonly AttentionLink[] {
  const { source, target, top, bottom } = space;
  const middle = (top + bottom) / 2;
  const visible = rows.filter((row) => isVisible(target, row.target));
  const ordered = [...visible.filter((row) => row.target !== chosen), ...visible.filter((row) => row.target === chosen)];
  return ordered.flatMap((row) => {
    const own = row.target === chosen;
    const x2 = columnCentre(target, row.target);
    return row.weights.flatMap((weight, s): AttentionLink[] => {
      if (!isVisible(source, s) || !(weight >= (own ? LEAST.chosen : LEAST.other))) return [];
      const x1 = columnCentre(source, s);
      const path = `M${round(x2)} ${round(bottom)}C${round(x2)} ${round(middle)} ${round(x1)} ${round(middle)} ${round(x1)} ${round(top)}`;
      // A share is at most 1, unless its numbers have run away.
      const share = Math.min(1, weight);
      const opacity = own ? 0.25 + 0.75 * share : FAINT * share;
      return [{ target: row.target, source: s, weight, path, width: 0.75 + 5.25 * share, opacity }];
    });
  });
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

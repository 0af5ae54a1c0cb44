/** How a lane is told from the others wherever they are drawn together: a hue and a dash of its own, never the hue alone. */

const dashes = [undefined, '7 3', '2 2.5', '9 3 2 3'] as const;

/** @param lane from 0 */
export function laneColour(lane: number): string {
  return `var(--lane-${String(lane + 1)})`;
}

export function laneDash(lane: number): string | undefined {
  return dashes[lane % dashes.length];
}

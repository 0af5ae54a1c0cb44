/** A line through points as an SVG path, to a hundredth of a pixel; it breaks where a point is missing. */

export interface PathPoint {
  readonly x: number;
  readonly y: number;
}

/** `null` stands for a missing point; a point between two of them is a closed path, so that a round end shows it. */
export function linePath(points: readonly (PathPoint | null)[]): string {
  let path = '';
  let run = 0;
  for (const point of points) {
    if (point !== null) path += `${run === 0 ? 'M' : 'L'}${round(point.x)},${round(point.y)}`;
    else if (run === 1) path += 'Z';
    run = point === null ? 0 : run + 1;
  }
  return run === 1 ? `${path}Z` : path;
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}

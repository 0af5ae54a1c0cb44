/** Every word that the views of a race show: types only, the page's message catalogue fills them. */

/** What the race's chart can show. */
export const raceMeasures = ['heldOut', 'training', 'metric'] as const;

export type RaceMeasure = (typeof raceMeasures)[number];

export interface RaceStripsLabels {
  /** The strips' name for screen readers, and which keys move their cursor. */
  readonly strips: string;
  readonly keys: string;
  /** Before the control of the window, where not all steps fit. */
  readonly window: string;
  /** Which of several layers is shown. */
  readonly layer: (layer: number) => string;
  /** Whose picture a lane shows that stands still. */
  readonly pictureOf: (update: string) => string;
  readonly waiting: string;
}

export interface RaceChartLabels {
  readonly chart: string;
  readonly update: string;
  readonly baseline: string;
  readonly solved: string;
  readonly empty: string;
}

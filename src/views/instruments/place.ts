/** Where an instrument stands: the stage's axis, cursor and colours, so that its columns lie under the network's. */
import type { MouseEvent, PointerEvent } from 'react';
import type { StageCursor } from '../stage-cursor';
import type { StageFrame } from '../stage-layout';
import type { Palette } from '../theme/palette';
import type { TimeAxis } from '../time-axis';
import type { LargePanels } from '../use-large';
import type { RelativeScale } from '../use-relative';

export interface StagePlace {
  readonly frame: StageFrame;
  readonly axis: TimeAxis;
  readonly at: StageCursor;
  /** The layer and direction that the stage shows, and how many of its steps are no padding. */
  readonly scan: string;
  readonly length: number;
  /** Which unit each row of the stage's heatmaps shows. */
  readonly order: readonly number[];
  /** Whether gradients are drawn by the largest of their line. */
  readonly relative: RelativeScale;
  readonly palette: Palette;
  /** The panel that is open large, and what each needs to know of that. */
  readonly large: LargePanels['large'];
  readonly largeOf: LargePanels['largeOf'];
  /** Of an element that begins where the stage begins: the cursor follows the pointer over the columns. */
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  readonly onClick: (event: MouseEvent<HTMLElement>) => void;
}

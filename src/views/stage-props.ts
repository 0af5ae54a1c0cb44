/** What a stage is given: the snapshot, the cursor, words and colours, and whatever the page keeps of how it is shown. */
import type { ReactNode } from 'react';
import type { Snapshot } from '../model/snapshot';
import type { Symbols } from './answer';
import type { Cursor } from './cursor';
import type { StagePlace } from './instruments/place';
import type { StageLabels } from './labels';
import type { Opener } from './opener';
import type { GridRow } from './sequence-layout';
import type { CursorSource } from './stage-cursor';
import type { ThemeName } from './theme/palette';
import type { OrderKind } from './unit-order';

export interface StageProps {
  readonly snapshot: Snapshot;
  readonly symbols: Symbols;
  /** Read by what shows it: a move of it draws nothing else. */
  readonly cursor: CursorSource;
  /** Asked for by hovering, a click, a finger or the arrow keys. */
  readonly onCursor: (cursor: Cursor) => void;
  /** Ends a passage, so that all is shown again. */
  readonly onShowAll?: () => void;
  /** How far the network is unrolled, 0 to 1, and what moves it; without these the stage keeps it itself, from `opening` or open. */
  readonly opening?: number;
  readonly opener?: Opener;
  /** In which order the units stand, and whether gradients are drawn by the largest of their line; without these the stage keeps them itself. */
  readonly order?: OrderKind;
  readonly onOrder?: (order: OrderKind) => void;
  readonly relative?: boolean;
  readonly onRelative?: (relative: boolean) => void;
  readonly labels: StageLabels;
  readonly theme: ThemeName;
  /** An earlier snapshot whose gradient is drawn beside this one's. */
  readonly compared?: Snapshot | null;
  /** Stands below the gradient strip's name: what chooses the comparison. */
  readonly comparisonControl?: ReactNode;
  /** The panels that are folded away, and who keeps them; without these the stage keeps them itself. */
  readonly folded?: readonly string[];
  readonly onFold?: (folded: readonly string[]) => void;
  /** What makes a picture of sound heard; without it none is. */
  readonly hear?: (row: GridRow) => ReactNode;
  /** Saves the CSV of a table; without it none is offered. */
  readonly onSave?: (fileName: string, text: string) => void;
  /** true: words are written in big type, and need more room. */
  readonly big?: boolean;
  /** CSS pixels; without it the stage takes the width it has. */
  readonly width?: number;
  /** Height that the stage may fill, CSS pixels; without it rows are low. */
  readonly available?: number;
  /** What stands below, on the same axis: the instruments. */
  readonly below?: (place: StagePlace) => ReactNode;
}

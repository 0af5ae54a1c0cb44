/** Which steps of each axis are on the screen where not all fit: those that were asked for, until the cursor moves out of sight. */
import { useState } from 'react';
import type { Side } from './scan-names';
import { type StageCursor, stepOfCursor } from './stage-cursor';
import { isVisible, revealStep, type TimeAxis } from './time-axis';
import { useAt } from './use-at';

type First = Readonly<Record<Side, number>>;

export interface StageWindow {
  /** The first step of each axis. */
  readonly first: First;
  readonly setFirst: (side: Side, first: number) => void;
}

export function useFirstSteps(): StageWindow {
  const [first, setAll] = useState<First>({ source: 0, target: 0 });
  return {
    first,
    setFirst: (side, step) => {
      setAll((before) => ({ ...before, [side]: step }));
    },
  };
}

/**
 * Brings the cursor's step back into sight when it moves out of it, and when another width shows other steps.
 * @returns what to call where a hand drags the window: the step that rests then may stay out of sight.
 */
export function useCursorInSight(at: StageCursor, side: Side, axis: TimeAxis | null, { setFirst }: StageWindow): () => void {
  const outside = useAt(at, () => {
    const step = stepOfCursor(at, side);
    return axis === null || step === null || isVisible(axis, step) ? null : step;
  });
  const [left, setLeft] = useState<number | null>(null);
  if (outside === null) {
    if (left !== null) setLeft(null);
  } else if (axis !== null && outside !== left) {
    setFirst(side, revealStep(axis, outside));
  }
  return () => {
    setLeft(stepOfCursor(at, side));
  };
}

/** Keeps a step on the screen: the window of an axis follows it when it moves, and when another width shows other steps. */
import { useState } from 'react';
import { revealStep, type TimeAxis } from './time-axis';

/** Asks for another first step where `t` has moved out of sight; a window dragged away from a resting step stays where it is. */
export function useReveal(axis: TimeAxis | null, t: number | null, onFirst: (first: number) => void): void {
  const [seen, setSeen] = useState({ t: -1, count: 0 });
  if (axis === null || t === null || (t === seen.t && axis.count === seen.count)) return;
  setSeen({ t, count: axis.count });
  const first = revealStep(axis, t);
  if (first !== axis.first) onFirst(first);
}

/** How pointer and keys move the stage's cursor: hovering moves it, a click pins it, the arrow keys walk. */
import { type KeyboardEvent, type MouseEvent, type PointerEvent, useState } from 'react';
import { type Cursor, type CursorSpace, moveCursor } from './cursor';
import { unitAt } from './heatmap-layout';
import { stepAt, type TimeAxis } from './time-axis';

interface Input {
  readonly cursor: Cursor | null;
  readonly onCursor: (cursor: Cursor) => void;
  readonly space: CursorSpace;
  readonly axis: TimeAxis;
  /** A unit's height in the heatmaps. */
  readonly rowHeight: number;
  /** Where the plot begins within the element that has the handlers. */
  readonly gutter: number;
}

export interface CursorHandlers {
  /** true: hovering no longer moves the cursor. */
  readonly pinned: boolean;
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  readonly onClick: (event: MouseEvent<HTMLElement>) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

/** Handlers for the element that holds all plots. Heatmaps in it bear `data-quantity`, so that a pointer finds its unit and gate. */
export function useCursor({ cursor, onCursor, space, axis, rowHeight, gutter }: Input): CursorHandlers {
  const [pinned, setPinned] = useState(false);

  const find = (event: MouseEvent<HTMLElement>): Cursor | null => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left - gutter;
    if (x < 0 || x >= axis.width) return null;
    const from = cursor ?? { t: 0, unit: 0, gate: space.gates[0] };
    const t = Math.min(space.T - 1, stepAt(axis, x));
    const panel = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-quantity]') : null;
    const gate = space.gates.find((name) => name === panel?.dataset.quantity);
    if (!panel || gate === undefined) return { ...from, t };
    return { t, unit: unitAt(space.H, rowHeight, event.clientY - panel.getBoundingClientRect().top), gate };
  };
  const isSame = (to: Cursor): boolean => cursor !== null && to.t === cursor.t && to.unit === cursor.unit && to.gate === cursor.gate;

  return {
    pinned,
    onPointerMove: (event) => {
      if (pinned && event.pointerType === 'mouse') return;
      const to = find(event);
      if (to && !isSame(to)) onCursor(to);
    },
    onClick: (event) => {
      const to = find(event);
      if (!to) return;
      setPinned(!(pinned && isSame(to)));
      if (!isSame(to)) onCursor(to);
    },
    onKeyDown: (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === 'Escape' || event.key === 'Enter') {
        setPinned(event.key === 'Enter' && !pinned);
        return;
      }
      const to = moveCursor(cursor, event.key, event.shiftKey, space);
      if (!to) return;
      event.preventDefault();
      if (!isSame(to)) onCursor(to);
    },
  };
}

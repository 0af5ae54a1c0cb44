/** How pointer and keys move the stage's cursor: hovering moves it, a click pins it or chooses a layer's row, the arrow keys walk. */
import { type KeyboardEvent, type MouseEvent, type PointerEvent, useState } from 'react';
import { type Cursor, type CursorSpace, fitCursor, moveCursor, startCursor } from './cursor';
import { unitAt } from './heatmap-layout';
import { stepAt, type TimeAxis } from './time-axis';

interface Input {
  readonly cursor: Cursor | null;
  readonly onCursor: (cursor: Cursor) => void;
  readonly space: CursorSpace;
  readonly axis: TimeAxis;
  /** Units of the scan at hand, and their height in the heatmaps. */
  readonly H: number;
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

/** Handlers for the element that holds all plots. Heatmaps in it bear `data-quantity`, so that a pointer finds its unit and gate, rows of the network `data-scan`. */
export function useCursor({ cursor, onCursor, space, axis, H, rowHeight, gutter }: Input): CursorHandlers {
  const [pinned, setPinned] = useState(false);

  const find = (event: MouseEvent<HTMLElement>): Cursor | null => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left - gutter;
    if (x < 0 || x >= axis.width) return null;
    if (!(event.target instanceof Element) || event.target.closest('button, select, label') !== null) return null;
    const from = cursor ?? startCursor(space);
    const t = Math.min(space.T - 1, stepAt(axis, x));
    const panel = event.target.closest<HTMLElement>('[data-quantity]');
    const gate = space.gates.find((name) => name === panel?.dataset.quantity);
    if (!panel || gate === undefined) return { ...from, t };
    return { ...from, t, unit: unitAt(H, rowHeight, event.clientY - panel.getBoundingClientRect().top), gate };
  };
  const isSame = (to: Cursor): boolean =>
    cursor !== null && to.scan === cursor.scan && to.t === cursor.t && to.unit === cursor.unit && to.gate === cursor.gate;

  return {
    pinned,
    onPointerMove: (event) => {
      if (pinned && event.pointerType === 'mouse') return;
      const to = find(event);
      if (to && !isSame(to)) onCursor(to);
    },
    onClick: (event) => {
      const found = find(event);
      if (!found) return;
      const row = event.target instanceof Element ? event.target.closest('[data-scan]')?.getAttribute('data-scan') : null;
      const to = fitCursor({ ...found, scan: row ?? found.scan }, space);
      setPinned(!(pinned && isSame(to)));
      if (!isSame(to)) onCursor(to);
    },
    onKeyDown: (event) => {
      if (event.target !== event.currentTarget) return;
      // On many keyboards a bracket is typed with AltGr, which some systems report as Ctrl and Alt.
      if ((event.altKey || event.ctrlKey || event.metaKey) && !event.getModifierState('AltGraph')) return;
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

/** How pointer and keys move the stage's cursor: hovering moves it, a click pins it or selects a node or an edge of the network, the arrow keys walk. */
import type { KeyboardEvent, MouseEvent, PointerEvent } from 'react';
import { atStep, changeScan, type Cursor, fitCursor, isSamePlace, moveCursor, partOf, startCursor, stepOn } from './cursor';
import type { AttentionHit } from './attention-layout';
import { unitAt } from './heatmap-layout';
import type { NetworkHit } from './network-hit';
import { type Side, sideOfScan } from './scan-names';
import type { StageCursor } from './stage-cursor';
import { stepAt, type TimeAxis } from './time-axis';

interface Input {
  readonly at: StageCursor;
  readonly onCursor: (cursor: Cursor) => void;
  /** Each axis; null: there is none. */
  readonly axes: Readonly<Record<Side, TimeAxis | null>>;
  /** Units of the scan at hand, and their height in the heatmaps. */
  readonly H: number;
  readonly rowHeight: number;
  /** What of the unrolled network lies at a place of its picture; null: nothing, or the network is folded. */
  readonly hit: (side: Side, x: number, y: number) => NetworkHit | null;
  /** What of the attention lies at a place of its heatmap or of its links; null: nothing. */
  readonly hitAttention: (picture: AttentionPicture, x: number, y: number) => AttentionHit | null;
  /** Where the plot begins within the element that has the handlers. */
  readonly gutter: number;
}

const attentionPictures = ['heatmap', 'links'] as const;
type AttentionPicture = (typeof attentionPictures)[number];

export interface CursorHandlers {
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  readonly onClick: (event: MouseEvent<HTMLElement>) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

/**
 * Handlers for the element that holds all plots. Its parts bear `data-side` for their axis, else the cursor's is meant, heatmaps in it `data-quantity`, so that a pointer
 * finds its unit and gate, networks `data-network`, folded boxes `data-folded-scan`, and what shows the attention `data-attention`.
 */
export function handleCursor({ at, onCursor, axes, H, rowHeight, hit, hitAttention, gutter }: Input): CursorHandlers {
  const { space, pin } = at;
  const rowAt = (y: number): number => {
    const row = unitAt(H, rowHeight, y);
    return space.order?.[row] ?? row;
  };

  /** The cursor under the pointer, the axis that the pointer is on, and whether it is on an edge of the attention. */
  const find = (event: MouseEvent<HTMLElement>): { readonly to: Cursor; readonly side: Side; readonly attends?: boolean } | null => {
    if (!(event.target instanceof Element) || event.target.closest('button, select, label, .network-caption') !== null) return null;
    const from = at.cursor() ?? startCursor(space);
    const picture = event.target.closest<HTMLElement>('[data-attention]');
    if (picture !== null) return findAttention(event, picture, from);
    const side = sideOfElement(event.target) ?? sideOfScan(from.scan);
    const axis = axes[side];
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left - gutter;
    if (axis === null || x < 0 || x >= axis.width) return null;
    const last = Math.max(...space.scans.filter(({ name }) => sideOfScan(name) === side).map(({ length }) => length - 1));
    const to = atStep(from, side, Math.min(last, stepAt(axis, x)));
    const panel = event.target.closest<HTMLElement>('[data-quantity]');
    const gate = space.gates.find((name) => name === panel?.dataset.quantity);
    if (!panel || gate === undefined) return { to, side };
    return { to: { ...to, unit: rowAt(event.clientY - panel.getBoundingClientRect().top), gate }, side };
  };
  const findAttention = (event: MouseEvent<HTMLElement>, element: HTMLElement, from: Cursor): ReturnType<typeof find> => {
    const picture = attentionPictures.find((each) => each === element.dataset.attention);
    const { left, top } = element.getBoundingClientRect();
    const found = picture === undefined ? null : hitAttention(picture, event.clientX - left, event.clientY - top);
    if (found === null) return null;
    const { source, target } = found;
    const there = source === undefined ? from : atStep(from, 'source', source);
    const to = target === undefined ? there : atStep(there, 'target', target);
    return { to, side: source === undefined ? 'target' : 'source', attends: source !== undefined && target !== undefined };
  };
  /** Where a click goes: in the network to the node or the edge there, folded to the layer of the box, elsewhere to the node of the step. */
  const select = (event: MouseEvent<HTMLElement>, to: Cursor, side: Side): Cursor => {
    const target = event.target instanceof Element ? event.target : null;
    const box = target?.closest('[data-folded-scan]')?.getAttribute('data-folded-scan');
    if (typeof box === 'string') return changeScan({ ...to, part: 'node' }, box, space);
    const network = target?.closest('[data-network]');
    if (!network) return fitCursor({ ...to, part: 'node' }, space);
    const { left, top } = network.getBoundingClientRect();
    const found = hit(side, event.clientX - left, event.clientY - top);
    return found === null ? to : fitCursor({ ...atStep(changeScan(to, found.scan, space), side, found.t), part: found.part }, space);
  };
  const isSame = (to: Cursor): boolean => {
    const cursor = at.cursor();
    return cursor !== null && isSamePlace(to, cursor);
  };
  /** With Alt, up and down walk along the other axis. */
  const moveAcross = (event: KeyboardEvent<HTMLElement>): boolean => {
    const cursor = at.cursor();
    if (axes.target === null || cursor === null || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return false;
    event.preventDefault();
    const other = sideOfScan(cursor.scan) === 'source' ? 'target' : 'source';
    onCursor(fitCursor(atStep(cursor, other, stepOn(cursor, other) + (event.key === 'ArrowUp' ? -1 : 1)), space));
    return true;
  };

  return {
    onPointerMove: (event) => {
      if ((pin.getState() || at.isPlaying()) && event.pointerType === 'mouse') return;
      const found = find(event);
      if (found && !isSame(found.to)) onCursor(found.to);
    },
    onClick: (event) => {
      const found = find(event);
      if (!found) return;
      const to = found.attends === true ? fitCursor({ ...found.to, part: 'attention' }, space) : select(event, found.to, found.side);
      pin.setState(!(pin.getState() && isSame(to)));
      if (!isSame(to)) onCursor(to);
    },
    onKeyDown: (event) => {
      if (event.target !== event.currentTarget || moveAcross(event)) return;
      // On many keyboards a bracket is typed with AltGr, which some systems report as Ctrl and Alt.
      if ((event.altKey || event.ctrlKey || event.metaKey) && !event.getModifierState('AltGraph')) return;
      if (event.key === 'Escape' || event.key === 'Enter') {
        pin.setState(event.key === 'Enter' && !pin.getState());
        const cursor = at.cursor();
        if (event.key === 'Escape' && cursor && partOf(cursor) !== 'node') onCursor(fitCursor({ ...cursor, part: 'node' }, space));
        return;
      }
      const to = moveCursor(at.cursor(), event.key, event.shiftKey, space);
      if (!to) return;
      event.preventDefault();
      if (!isSame(to)) onCursor(to);
    },
  };
}

/** The axis that an element says it is on. */
function sideOfElement(element: Element): Side | null {
  const side = element.closest<HTMLElement>('[data-side]')?.dataset.side;
  return side === 'source' || side === 'target' ? side : null;
}

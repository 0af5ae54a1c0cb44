/** Where a hint stands: below what it explains, else above, else beside it, inside the window, and never over it while there is room elsewhere. */

/** What of an element's box counts here. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Between a hint and what it explains. */
const GAP = 6;
/** Between a hint and the window's edge. */
const MARGIN = 6;

/** The left upper corner of a hint of this size. All in CSS pixels of the window. */
export function placeHint(of: Box, hint: Size, window: Size): { readonly left: number; readonly top: number } {
  const across = clamp((of.left + of.right - hint.width) / 2, window.width - hint.width);
  const along = clamp((of.top + of.bottom - hint.height) / 2, window.height - hint.height);
  const places = [
    { left: across, top: of.bottom + GAP },
    { left: across, top: of.top - GAP - hint.height },
    { left: of.right + GAP, top: along },
    { left: of.left - GAP - hint.width, top: along },
  ];
  return (
    places.find(({ left, top }) => fits(left, hint.width, window.width) && fits(top, hint.height, window.height)) ?? { left: across, top: along }
  );
}

function clamp(at: number, last: number): number {
  return Math.max(MARGIN, Math.min(at, last - MARGIN));
}

function fits(at: number, size: number, room: number): boolean {
  return at >= 0 && at + size <= room;
}

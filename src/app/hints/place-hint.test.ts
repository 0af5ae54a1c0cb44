import { describe, expect, it } from 'vitest';
import { type Box, placeHint } from './place-hint';

const size = { width: 200, height: 40 };

const places: readonly (readonly [what: string, of: Box, room: { readonly width: number; readonly height: number }])[] = [
  ['in the middle', { left: 400, top: 300, right: 440, bottom: 324 }, { width: 1000, height: 700 }],
  ['at the left end of a header', { left: 4, top: 4, right: 60, bottom: 30 }, { width: 390, height: 700 }],
  ['at the right end of a header', { left: 360, top: 4, right: 388, bottom: 30 }, { width: 390, height: 700 }],
  ['in a bar at the bottom', { left: 100, top: 660, right: 140, bottom: 696 }, { width: 390, height: 700 }],
  ['as tall as the window', { left: 0, top: 0, right: 60, bottom: 700 }, { width: 390, height: 700 }],
  ['as tall as the window, on the right', { left: 330, top: 0, right: 390, bottom: 700 }, { width: 390, height: 700 }],
];

describe('a hint', () => {
  it.each(places)('of what stands %s is inside the window, and covers nothing of it', (_, of, room) => {
    const { left, top } = placeHint(of, size, room);
    expect(left).toBeGreaterThanOrEqual(0);
    expect(top).toBeGreaterThanOrEqual(0);
    expect(left + size.width).toBeLessThanOrEqual(room.width);
    expect(top + size.height).toBeLessThanOrEqual(room.height);
    expect(left < of.right && left + size.width > of.left && top < of.bottom && top + size.height > of.top).toBe(false);
  });

  it('stands below where it can, and in the middle of what it explains', () => {
    expect(placeHint(places[0][1], size, places[0][2])).toEqual({ left: 320, top: 330 });
  });

  it('stays inside the window where what it explains leaves no room', () => {
    expect(placeHint({ left: 0, top: 0, right: 390, bottom: 700 }, size, { width: 390, height: 700 })).toEqual({ left: 95, top: 330 });
  });
});

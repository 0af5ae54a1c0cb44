/** Leads wires between boxes in upright and level lines: straight up where the way is free, else through the nearest free lane. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle by its middle. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export interface Router {
  /** From a box's top to another's bottom above it; null where boxes stand in the way. */
  readonly climb: (from: Box, to: Box) => readonly Point[] | null;
  /** The same through a lane. */
  readonly detour: (from: Box, to: Box) => readonly Point[];
  /** From a bus at (x, y) straight up to a box's bottom. */
  readonly rise: (x: number, y: number, to: Box) => readonly Point[];
  /** From a bus at `y` up a lane to a box's side. */
  readonly approach: (y: number, to: Box) => readonly Point[];
}

/** Between a wire and a box that it does not touch, and between two wires side by side. */
const CLEARANCE = 3;
const APART = 6;
/** A level stretch below a box it turns up to, or above one it comes from. */
const TURN = 9;

export function createRouter(boxes: readonly Box[], width: number): Router {
  const taken: { readonly x: number; readonly top: number; readonly bottom: number }[] = [];
  const isFree = (x: number, top: number, bottom: number, except: readonly Box[]): boolean =>
    boxes.every(
      (box) =>
        except.includes(box) || Math.abs(box.x - x) > box.width / 2 + CLEARANCE || box.y + box.height / 2 <= top || box.y - box.height / 2 >= bottom,
    );
  const isLevelFree = (y: number, x1: number, x2: number, except: readonly Box[]): boolean =>
    boxes.every(
      (box) =>
        except.includes(box) ||
        Math.abs(box.y - y) > box.height / 2 ||
        box.x + box.width / 2 <= Math.min(x1, x2) ||
        box.x - box.width / 2 >= Math.max(x1, x2),
    );
  const take = (x: number, top: number, bottom: number): void => {
    taken.push({ x, top, bottom });
  };
  /** The lane nearest to a box from which it can be reached at `level`. */
  const findLane = (to: Box, from: Box | null, top: number, bottom: number, level: number): number => {
    const reach = (x: number): boolean => {
      const crowded = taken.some((lane) => Math.abs(lane.x - x) < APART && lane.top < bottom && lane.bottom > top);
      return !crowded && isFree(x, top, bottom, []) && isLevelFree(level, x, to.x, from ? [to, from] : [to]);
    };
    const candidates = Array.from({ length: Math.floor(width) - 4 }, (_, k) => k + 2).filter(reach);
    const cost = (x: number): number => Math.abs(x - to.x) + (from ? Math.abs(x - from.x) : 0);
    return candidates.reduce((best, x) => (cost(x) < cost(best) ? x : best), candidates.at(0) ?? 2);
  };
  const entryOf = (from: number, to: Box): number => Math.max(to.x - to.width / 2 + 10, Math.min(to.x + to.width / 2 - 10, from));
  return {
    climb(from, to) {
      const [start, end] = [from.y - from.height / 2, to.y + to.height / 2];
      if (!isFree(from.x, end, start, [from, to])) return null;
      const entry = entryOf(from.x, to);
      take(from.x, end, start);
      if (Math.abs(entry - from.x) < 1) return [{ x: from.x, y: start }, { x: from.x, y: end }]; // prettier-ignore
      return [{ x: from.x, y: start }, { x: from.x, y: end + TURN }, { x: entry, y: end + TURN }, { x: entry, y: end }]; // prettier-ignore
    },
    detour(from, to) {
      const [start, end] = [from.y - from.height / 2, to.y + to.height / 2];
      const lane = findLane(to, from, end, start, end + TURN);
      const entry = entryOf(lane, to);
      take(lane, end, start);
      return [
        { x: from.x, y: start },
        { x: from.x, y: start - TURN },
        { x: lane, y: start - TURN },
        { x: lane, y: end + TURN },
        { x: entry, y: end + TURN },
        { x: entry, y: end },
      ];
    },
    rise(x, y, to) {
      const end = to.y + to.height / 2;
      take(x, end, y);
      return [{ x, y }, { x, y: end }]; // prettier-ignore
    },
    approach(y, to) {
      const lane = findLane(to, null, to.y, y, to.y);
      take(lane, to.y, y);
      const side = lane < to.x ? to.x - to.width / 2 : to.x + to.width / 2;
      return [{ x: lane, y }, { x: lane, y: to.y }, { x: side, y: to.y }]; // prettier-ignore
    },
  };
}

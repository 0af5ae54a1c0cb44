/** The rounds of loops: how many feed blocks an update needs, which of them a dispatch reads, and in what order dispatches run. */
import type { Sizes } from '../model/passes';
import { listWindows } from '../model/resolve';
import { type Dispatch, isLoop, type Scheduled } from './dispatch';

/** All windows of a plan are of so many steps. Blocks lie in this order: one for each u of a loop outside windows, then for each window one for each u of a loop inside. */
export interface Rounds {
  /** At least 1. */
  readonly outside: number;
  readonly windows: number;
  /** At least 1. */
  readonly inside: number;
}

/** What a list of dispatches needs at these sizes. */
export function countRounds(list: readonly Scheduled[], sizes: Sizes): Rounds {
  const rounds = { outside: 1, windows: 0, inside: 1 };
  for (const loop of list.filter(isLoop)) {
    if (typeof loop.over === 'function') {
      rounds.outside = Math.max(rounds.outside, loop.over(sizes));
      continue;
    }
    const windows = listWindows(loop.over.window, sizes);
    rounds.windows = Math.max(rounds.windows, windows.length);
    for (const each of windows) rounds.inside = Math.max(rounds.inside, countRounds(loop.body, each).outside);
  }
  return rounds;
}

export function countBlocks({ outside, windows, inside }: Rounds): number {
  return outside + windows * inside;
}

/** The sizes of every block that a list needs, where `room` says how the blocks lie; the blocks of a window begin at a multiple of `room.inside`. */
export function listBlocks(list: readonly Scheduled[], sizes: Sizes, room: Rounds): readonly (readonly [block: number, sizes: Sizes])[] {
  const { outside } = countRounds(list, sizes);
  const blocks = Array.from({ length: outside }, (_, u): readonly [number, Sizes] => [u, { ...sizes, u }]);
  const steps = list.flatMap((each) => (isLoop(each) && typeof each.over !== 'function' ? [each.over.window] : [])).at(0);
  if (steps === undefined) return blocks;
  const { inside } = countRounds(list, sizes);
  const windows = listWindows(steps, sizes).flatMap((each, n) =>
    Array.from({ length: inside }, (_, u): readonly [number, Sizes] => [room.outside + n * room.inside + u, { ...each, u }]),
  );
  return [...blocks, ...windows];
}

/** Visits every dispatch in the order in which it is to run, with the sizes and the feed block of its round. */
export function walk(
  list: readonly Scheduled[],
  sizes: Sizes,
  room: Rounds,
  visit: (dispatch: Dispatch, sizes: Sizes, block: number) => void,
  first = 0,
): void {
  for (const each of list) {
    if (!isLoop(each)) {
      visit(each, sizes, first);
      continue;
    }
    const { over, body, backwards } = each;
    const rounds: readonly (readonly [Sizes, number])[] =
      typeof over === 'function'
        ? Array.from({ length: over(sizes) }, (_, u) => [sizes, first + u] as const)
        : listWindows(over.window, sizes).map((window, n) => [window, room.outside + n * room.inside] as const);
    for (const [at, block] of backwards ? rounds.toReversed() : rounds) walk(body, at, room, visit, block);
  }
}

/** Opens and folds the network: at once where a hand scrubs, in a moment where a button asks; whatever is new ends what still moves. */

/** Milliseconds from folded to open. */
const DURATION = 350;

export interface Opener {
  /** To an opening between 0 and 1, at once. */
  readonly scrub: (opening: number) => void;
  /** All the way: open where it was rather folded, else folded. */
  readonly toggle: () => void;
}

/** What moving needs of the window. */
export type OpenerClock = Pick<Window, 'requestAnimationFrame' | 'cancelAnimationFrame' | 'matchMedia'>;

/** Reads and writes an opening kept elsewhere. Who prefers less motion sees the end at once. */
export function createOpener(read: () => number, write: (opening: number) => void, clock: () => OpenerClock): Opener {
  let moving: { frame: number; readonly target: number } | null = null;
  const stop = (): void => {
    if (moving) clock().cancelAnimationFrame(moving.frame);
    moving = null;
  };
  return {
    scrub: (opening) => {
      stop();
      write(Math.max(0, Math.min(1, opening)));
    },
    toggle: () => {
      const target = (moving?.target ?? Math.round(read())) === 1 ? 0 : 1;
      stop();
      const view = clock();
      if (view.matchMedia('(prefers-reduced-motion: reduce)').matches) {
        write(target);
        return;
      }
      const from = read();
      let start: number | null = null;
      const draw = (now: number): void => {
        start ??= now;
        const part = Math.min(1, (now - start) / DURATION);
        write(part === 1 ? target : from + (target - from) * part * part * (3 - 2 * part));
        moving = part < 1 ? { frame: view.requestAnimationFrame(draw), target } : null;
      };
      moving = { frame: view.requestAnimationFrame(draw), target };
    },
  };
}

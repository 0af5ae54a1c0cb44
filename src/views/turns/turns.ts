/**
 * Whose turn it is to draw: what a snapshot changes is drawn piece by piece, a few milliseconds an animation frame, so that no frame is late for it.
 * The piece under the pointer comes first, then whoever has waited longest; after an input nothing is drawn before its own frame was shown.
 */

export interface Turns {
  /** Draws `element` when it is its turn; asked again before that, it keeps its place and draws what was asked for last. */
  readonly ask: (element: Element, draw: () => void) => void;
  readonly withdraw: (element: Element) => void;
  /** Calls back in a turn that is nobody's piece, where whoever hears of something new is told. */
  readonly tell: (callback: () => void) => void;
  /** Tells whether any of the element is in view, now and whenever that changes; returns the way to stop. */
  readonly watch: (element: Element, onView: (inView: boolean) => void) => () => void;
  /** Something waits for its turn. */
  readonly busy: () => boolean;
  /** The person did something: the next frame is theirs. */
  readonly noteInput: () => void;
}

export interface TurnsOptions {
  readonly requestFrame: (callback: () => void) => unknown;
  /** Milliseconds. */
  readonly clock: () => number;
  /** Whether the pointer is over an element. */
  readonly isPointedAt: (piece: unknown) => boolean;
  /** Makes what watches elements come into view; null: all are, always. */
  readonly createObserver: ((onChange: (element: Element, inView: boolean) => void) => Pick<IntersectionObserver, 'observe' | 'unobserve'>) | null;
}

/** Milliseconds of scripts in a frame, after which the rest waits for the next one: style, layout and paint of what they changed come on top. */
export const SLICE = 4;
/** Where frames come seldom whatever is drawn, they may bear so much more, so that the picture comes in time. */
const LONGEST_SLICE = 16;
/** The part of the time between two frames. */
const SHARE = 1 / 6;
/** Frames in a row that inputs may take: a hand that never rests does not stop the picture. */
const MOST_INPUTS = 2;

export function createTurns({ requestFrame, clock, isPointedAt, createObserver }: TurnsOptions): Turns {
  /** By element, or by the call itself where it is nobody's. */
  const waiting = new Map<unknown, () => void>();
  const viewers = new Map<Element, (inView: boolean) => void>();
  const observer = createObserver?.((element, inView) => viewers.get(element)?.(inView)) ?? null;
  let asked = false;
  let hasInput = false;
  let given = 0;
  let before = -Infinity;

  const request = (): void => {
    if (asked) return;
    asked = true;
    before = clock();
    requestFrame(serve);
  };

  function serve(): void {
    asked = false;
    if (waiting.size === 0) return;
    if (hasInput && given < MOST_INPUTS) {
      hasInput = false;
      given += 1;
      request();
      return;
    }
    hasInput = false;
    given = 0;
    const now = clock();
    const end = now + Math.min(LONGEST_SLICE, Math.max(SLICE, (now - before) * SHARE));
    do drawNext();
    while (waiting.size > 0 && clock() < end);
    if (waiting.size > 0) request();
  }

  function drawNext(): void {
    const [longest] = waiting.keys();
    const next = [...waiting.keys()].find(isPointedAt) ?? longest;
    const draw = waiting.get(next);
    waiting.delete(next);
    draw?.();
  }

  return {
    ask: (element, draw) => {
      waiting.set(element, draw);
      request();
    },
    withdraw: (element) => {
      waiting.delete(element);
    },
    tell: (callback) => {
      waiting.set(callback, callback);
      request();
    },
    watch: (element, onView) => {
      viewers.set(element, onView);
      if (observer === null) onView(true);
      else observer.observe(element);
      return () => {
        viewers.delete(element);
        observer?.unobserve(element);
      };
    },
    busy: () => waiting.size > 0,
    noteInput: () => {
      hasInput = true;
    },
  };
}

/** Turns of a page: its frames, its pointer and what of it is in view. @param clock milliseconds */
export function createPageTurns(page: Window & typeof globalThis, clock: () => number): Turns {
  const turns = createTurns({
    requestFrame: page.requestAnimationFrame.bind(page),
    clock,
    isPointedAt: (piece) => piece instanceof page.Element && piece.matches(':hover'),
    createObserver: (onChange) =>
      new page.IntersectionObserver((entries) => {
        for (const { target, isIntersecting } of entries) onChange(target, isIntersecting);
      }),
  });
  for (const type of ['pointermove', 'pointerdown', 'keydown', 'wheel', 'input']) {
    page.addEventListener(type, turns.noteInput, { capture: true, passive: true });
  }
  return turns;
}

/** What a picture costs the page, so that the lab can leave the page alone meanwhile: not its scripts alone, but how long frames really took. */

/** Frames that come this soon after one another, in milliseconds, are on time. */
const ON_TIME = 22;
/** A page that is never on time is not waited for longer. */
const LONGEST = 250;

/**
 * Calls back, once a picture is wholly drawn and a frame came on time again, with the milliseconds from this call to the last frame that did not.
 * To be called in an animation frame. @param isDrawing whether some of the picture still waits
 */
export function measurePicture(isDrawing: () => boolean, callback: (milliseconds: number) => void): void {
  const begun = performance.now();
  let last = begun;
  const look = (): void => {
    const now = performance.now();
    const isOver = !isDrawing() && now - last < ON_TIME;
    if (isOver || now - begun > LONGEST) callback(last - begun);
    else {
      last = now;
      requestAnimationFrame(look);
    }
  };
  requestAnimationFrame(look);
}

/** Milliseconds of the page's own clock. */
export function readClock(): number {
  return performance.now();
}

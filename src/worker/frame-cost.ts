/** What the frame that is being made costs the page's main thread, so that the lab can leave the page alone meanwhile. */

/** Calls back, once the frame's picture is made, with the milliseconds from this call on. To be called in an animation frame. */
export function measureFrame(callback: (milliseconds: number) => void): void {
  const begun = performance.now();
  // A timer that is set while a frame is made comes after its picture.
  setTimeout(() => {
    callback(performance.now() - begun);
  });
}

/** Trains the open run as far as another one has come, once, and leaves it to the person afterwards. */
import type { Session } from './session';

/**
 * Starts training and pauses it at update `goal`, or a little after. Ends sooner, and then pauses nothing, where somebody else pauses or another run
 * is opened. @param onEnd called once, at the end
 */
export function trainUntil({ status, toggleRunning }: Pick<Session, 'status' | 'toggleRunning'>, goal: number, onEnd: () => void): void {
  const { beginnings, running } = status.getState();
  const stop = status.subscribe((now, before) => {
    const isReached = now.running && now.update >= goal;
    if (now.beginnings === beginnings && !isReached && !(before.running && !now.running)) return;
    stop();
    if (now.beginnings === beginnings && isReached) toggleRunning();
    onEnd();
  });
  if (!running) toggleRunning();
}

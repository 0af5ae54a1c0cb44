/** The slider of training: the same example seen by the network as it was at an earlier update, while training goes on. */
import type { ReactNode } from 'react';
import { useShallow } from 'zustand/shallow';
import { useSession, useStatus } from './lab-context';
import { useWords } from './messages/catalogue';
import { momentAt, stopOf, stopsOf } from './moment-stops';

export function MomentSlider(): ReactNode {
  const session = useSession();
  const { messages, format } = useWords();
  const status = useStatus(useShallow(({ moments, moment, update, finite }) => ({ moments, moment, update, finite })));
  const words = messages.transport.moments;
  const stops = stopsOf(status);
  const now = format.whole(status.update);
  return (
    <input
      className="clock-moments"
      type="range"
      min={0}
      max={Math.max(1, stops.length - 1)}
      value={stops.length === 1 ? 1 : stopOf(status)}
      disabled={stops.length === 1}
      aria-label={words.moment}
      data-hint={words.moment}
      aria-valuetext={status.moment === null ? words.now(now) : words.shown(format.whole(status.moment), now)}
      data-testid="moments"
      onChange={(event) => {
        session.revisit(momentAt(status, Number(event.target.value)));
      }}
    />
  );
}

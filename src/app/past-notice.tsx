/** Above the stage, where it shows an earlier moment of training: which one, the way back to now, and the way on from there. */
import type { ReactNode } from 'react';
import { useSession, useStatus } from './lab-context';
import { useWords } from './messages/catalogue';
import { hint } from '../views/hint';

export default function PastNotice(): ReactNode {
  const session = useSession();
  const { messages, format } = useWords();
  const moment = useStatus((status) => status.moment);
  const update = useStatus((status) => (status.moment === null ? 0 : status.update));
  const finite = useStatus((status) => status.finite);
  const words = messages.transport.moments;
  if (moment === null) return null;
  const written = format.whole(moment);
  return (
    <div className="past" role="group" aria-label={words.moment}>
      <p data-testid="moment" data-value={moment}>
        {(finite ? words.past : words.lastFinite)(written, format.whole(update))}
      </p>
      {finite && (
        <button
          type="button"
          className="button"
          onClick={() => {
            session.revisit(null);
          }}
        >
          {words.back}
        </button>
      )}
      <button
        type="button"
        className="button"
        {...hint(words.goOnHint(written))}
        onClick={() => {
          session.goOnFrom(moment);
          session.notify({ kind: 'restored', update: moment });
        }}
      >
        {words.goOn}
      </button>
    </div>
  );
}

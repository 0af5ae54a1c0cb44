/** Trains the open run until it is as far as another one, when it is asked to, and no further than it takes to stop. */
import { type ReactNode, useEffect, useState } from 'react';
import { useSession, useStatus } from '../lab-context';
import type { DecodingWords } from '../messages/decoding/en';
import { useWords } from '../messages/catalogue';

interface Props {
  readonly update: number;
  readonly words: DecodingWords['bottleneck'];
}

export function TrainTo({ update: goal, words }: Props): ReactNode {
  const session = useSession();
  const { format } = useWords();
  const update = useStatus((status) => status.update);
  const running = useStatus((status) => status.running);
  const beginnings = useStatus((status) => status.beginnings);
  /** Of which run, and how far. */
  const [until, setUntil] = useState<{ readonly beginnings: number; readonly goal: number } | null>(null);
  const isOn = until !== null && until.beginnings === beginnings;
  useEffect(() => {
    if (isOn && running && update >= until.goal) session.toggleRunning();
  }, [session, isOn, running, update, until]);
  if (update >= goal || (isOn && running)) return null;
  return (
    <button
      type="button"
      className="instrument-button"
      onClick={() => {
        setUntil({ beginnings, goal });
        if (!running) session.toggleRunning();
      }}
    >
      {words.trainTo(format.whole(goal))}
    </button>
  );
}

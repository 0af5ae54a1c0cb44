/** Trains the open run until it is as far as another one, when it is asked to, and no further than it takes to stop. */
import { type ReactNode, useState } from 'react';
import { trainUntil } from '../../store/train-until';
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
  const [isOn, setOn] = useState(false);
  if (update >= goal || isOn) return null;
  return (
    <button
      type="button"
      className="instrument-button"
      onClick={() => {
        setOn(true);
        trainUntil(session, goal, () => {
          setOn(false);
        });
      }}
    >
      {words.trainTo(format.whole(goal))}
    </button>
  );
}

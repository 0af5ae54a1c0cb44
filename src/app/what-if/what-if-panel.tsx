/** Below the stage: interventions on the network that is shown, and what they change, as the difference to the network without them. */
import { type CSSProperties, type ReactNode, useMemo, useState } from 'react';
import type { Snapshot } from '../../model/snapshot';
import { isAwaited } from '../../store/what-if';
import type { StagePlace } from '../../views/instruments/place';
import { Panel } from '../../views/panel';
import { Differences } from '../../views/what-if/differences';
import { usePreferences, useWhatIf } from '../lab-context';
import { useWords } from '../messages/catalogue';
import { whatIfWords } from '../messages/what-if/catalogue';
import { EditForm } from './edit-form';
import { EditList } from './edit-list';
import { Outcome } from './outcome';
import './what-if.css';

interface Props {
  readonly snapshot: Snapshot;
  readonly place: StagePlace;
}

export default function WhatIfPanel({ snapshot, place }: Props): ReactNode {
  const { messages } = useWords();
  const words = whatIfWords[usePreferences((each) => each.language)];
  const held = useWhatIf((whatIf) => whatIf.edits);
  const [opened, setOpened] = useState<boolean | null>(null);
  const open = opened ?? held.length > 0;
  const { decimal, quantities } = messages.stageLabels;
  const labels = useMemo(() => ({ ...words.differences, decimal, quantities }), [words, decimal, quantities]);
  const { edited } = snapshot;
  const units = snapshot.tensors[`hidden.${place.scan}`].shape[2];
  const awaits = isAwaited(held, edited);
  return (
    <section
      className="what-if"
      aria-label={words.title}
      data-testid="what-if"
      style={{ '--plot': `${String(place.frame.plot)}px` } as CSSProperties}
    >
      <Panel
        label={words.title}
        fold={{
          folded: !open,
          onFold: (folded) => {
            setOpened(!folded);
          },
        }}
      >
        <p className="instrument-about">{words.about}</p>
        <EditForm snapshot={snapshot} words={words} units={units} />
        <EditList snapshot={snapshot} words={words} />
        {awaits && <p className="instrument-about">{words.waiting}</p>}
        {!awaits && edited && 'refused' in edited && <p className="refusal">{words.notOnExample(edited.refused)}</p>}
        {!awaits && edited && 'tensors' in edited && <Outcome snapshot={snapshot} tensors={edited.tensors} words={words} />}
      </Panel>
      {open && !awaits && edited && 'tensors' in edited && <Differences snapshot={snapshot} tensors={edited.tensors} place={place} labels={labels} />}
    </section>
  );
}

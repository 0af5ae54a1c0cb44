/** The interventions that are held, each removable, with undo, redo, and the variants kept by name. */
import { type ReactNode, useState } from 'react';
import type { Snapshot } from '../../model/snapshot';
import { keepAs } from '../../store/what-if';
import { nameScan } from '../../views/scan-names';
import { useSession, useWhatIf } from '../lab-context';
import { useWords } from '../messages/catalogue';
import type { WhatIfWords } from '../messages/what-if/en';
import { describeEdit } from './describe-edit';

interface Props {
  readonly snapshot: Snapshot;
  readonly words: WhatIfWords;
}

export function EditList({ snapshot, words }: Props): ReactNode {
  const session = useSession();
  const { messages, format } = useWords();
  const { edits, past, future, variants } = useWhatIf((whatIf) => whatIf);
  const [name, setName] = useState('');
  const { bidirectional } = snapshot.model.encoder;
  const describe = {
    words,
    quantities: messages.stageLabels.quantities,
    nameScan: (scan: string) => nameScan(scan, bidirectional, messages.stageLabels),
    write: format.full,
  };
  const button = (label: string, enabled: boolean, onPress: () => void): ReactNode => (
    <button type="button" className="button" disabled={!enabled} onClick={onPress}>
      {label}
    </button>
  );
  return (
    <div className="what-if-list">
      {edits.length === 0 ? (
        <p className="instrument-about">{words.none}</p>
      ) : (
        <ol aria-label={words.list}>
          {edits.map((edit, k) => {
            const said = describeEdit(edit, describe);
            return (
              // The list has no other names than its places.
              <li key={k}>
                <span className="number">{said}</span>
                <button
                  type="button"
                  className="icon-button"
                  aria-label={words.remove(said)}
                  onClick={() => {
                    session.edit(edits.filter((_, other) => other !== k));
                  }}
                >
                  ×
                </button>
              </li>
            );
          })}
        </ol>
      )}
      <div className="what-if-buttons">
        {button(words.undo, past.length > 0, session.undoEdit)}
        {button(words.redo, future.length > 0, session.redoEdit)}
        {button(words.clear, edits.length > 0, () => {
          session.edit([]);
        })}
      </div>
      {edits.length > 0 && (
        <form
          className="what-if-buttons"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() === '') return;
            session.whatIf.setState(keepAs(session.whatIf.getState(), name.trim()));
            setName('');
          }}
        >
          <label>
            {words.name}
            <input
              type="text"
              maxLength={40}
              value={name}
              onChange={(event) => {
                setName(event.target.value);
              }}
            />
          </label>
          <button type="submit" className="button" disabled={name.trim() === ''}>
            {words.keep}
          </button>
        </form>
      )}
      {variants.length > 0 && (
        <div className="what-if-buttons" role="group" aria-label={words.variants}>
          {variants.map((variant) => (
            <button
              key={variant.name}
              type="button"
              className="button"
              aria-pressed={variant.edits === edits}
              onClick={() => {
                session.edit(variant.edits);
              }}
            >
              {words.apply(variant.name, format.whole(variant.edits.length))}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

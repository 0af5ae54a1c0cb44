/** Below the stage of a network with a decoder: a source of one's own or a held-out one, its answer step by step, and the comparison with the bottleneck. */
import { type CSSProperties, type ReactNode, useMemo, useState } from 'react';
import type { Snapshot } from '../../model/snapshot';
import { writeTokens } from '../../tasks/source-text';
import { readDecoding } from '../../views/attention/decoding';
import type { Entry } from '../../views/attention/decoding-grid';
import { DecodingView } from '../../views/attention/decoding-view';
import type { StagePlace } from '../../views/instruments/place';
import { Panel } from '../../views/panel';
import { AttentionWorkView } from '../attention-section';
import { usePreferences, useSettings, useStatus, useStream } from '../lab-context';
import { decodingWords } from '../messages/decoding/catalogue';
import type { DecodingWords } from '../messages/decoding/en';
import { useWords } from '../messages/catalogue';
import { Bottleneck } from './bottleneck';
import { SourceField } from './source-field';
import './decoding.css';

interface Props {
  readonly snapshot: Snapshot;
  readonly place: StagePlace;
  readonly onSave: (fileName: string, text: string) => void;
}

export default function DecodingPanel({ snapshot, place, onSave }: Props): ReactNode {
  const { format } = useWords();
  const words = decodingWords[usePreferences((each) => each.language)];
  const symbols = useStatus((status) => status.symbols);
  const example = useSettings((settings) => settings.example);
  const tried = useStream((streams) => streams.tried());
  const [typing, setTyping] = useState(false);
  const shown = typing ? tried : snapshot;
  const decoding = useMemo(() => shown && readDecoding(shown, typing), [shown, typing]);
  return (
    <section className="decoding-panel" aria-label={words.title} data-testid="decoding-panel">
      <div style={{ '--plot': `${String(place.frame.plot)}px` } as CSSProperties}>
        <Panel label={words.title}>
          <p className="instrument-about">{words.about}</p>
          <SourceField
            words={words}
            most={snapshot.batch.inputs.shape[1]}
            tokens={snapshot.model.input.kind === 'tokens'}
            typing={typing}
            onTyping={setTyping}
          />
          {decoding === null ? (
            typing && <p className="instrument-about">{words.waiting}</p>
          ) : (
            <p className="instrument-about" role="status">
              {typing ? words.ofTyped : words.ofHeldOut(format.whole(example))}{' '}
              <span data-testid="decoding-answer" data-answer={decoding.steps.map(({ writes }) => writes).join(' ')}>
                {words.answer} {words.ofUpdate(format.whole(decoding.update))}:{' '}
                <b className="decoding-answer">
                  {writeTokens(
                    decoding.steps.map(({ writes }) => writes),
                    symbols.outputs,
                  )}
                </b>
              </span>
            </p>
          )}
        </Panel>
      </div>
      {decoding && shown && (
        <DecodingView
          decoding={decoding}
          symbols={symbols}
          frame={place.frame}
          palette={place.palette}
          labels={words.labels}
          onSave={onSave}
          work={(entry) => <Arithmetic shown={shown} entry={entry} typing={typing} words={words} />}
        />
      )}
      <Bottleneck words={words.bottleneck} plot={place.frame.plot} />
    </section>
  );
}

interface ArithmeticProps {
  readonly shown: Snapshot;
  readonly entry: Entry;
  readonly typing: boolean;
  readonly words: DecodingWords;
}

/** Worked out where the pass at hand is the one that wrote the answer: of a held-out example as long as its answer is the target. */
function Arithmetic({ shown, entry, typing, words }: ArithmeticProps): ReactNode {
  const [open, setOpen] = useState(false);
  const decoding = useMemo(() => readDecoding(shown, typing), [shown, typing]);
  const same = typing || (decoding?.steps.slice(0, entry.u).every(({ writes, target }) => writes === target) ?? false);
  return (
    <details
      className="stage-table decoding-work"
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>{words.arithmetic}</summary>
      {open && (same ? <AttentionWorkView snapshot={shown} source={entry.s} target={entry.u} unit={0} full={false} /> : <p>{words.noArithmetic}</p>)}
    </details>
  );
}

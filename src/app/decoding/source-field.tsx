/** Where a source comes from: a field for one's own, checked against the task's symbols and length, beside a menu of held-out examples. */
import { type ReactNode, type SyntheticEvent, useEffect, useId, useMemo, useState } from 'react';
import type { Run } from '../../model/run';
import { readSourceText, sourceSymbols, writeTokens } from '../../tasks/source-text';
import type { Task } from '../../tasks/task';
import { useSession, useSettings, useStatus, useTask } from '../lab-context';
import type { DecodingWords } from '../messages/decoding/en';
import { useWords } from '../messages/catalogue';

interface Props {
  readonly words: DecodingWords;
  /** Symbols of the longest source. */
  readonly most: number;
  /** false: the network reads numbers, which nobody types. */
  readonly tokens: boolean;
  /** true: the source of one's own is shown. */
  readonly typing: boolean;
  readonly onTyping: (typing: boolean) => void;
}

/** Held-out examples in the menu. */
const LISTED = 12;

export function SourceField({ words, most, tokens, typing, onTyping }: Props): ReactNode {
  const id = useId();
  const session = useSession();
  const task = useTask();
  const { format } = useWords();
  const run = useSettings((settings) => settings.run);
  const example = useSettings((settings) => settings.example);
  const beginnings = useStatus((status) => status.beginnings);
  const symbols = useStatus((status) => status.symbols);
  const choices = useMemo(() => {
    const numbers = [...new Set([...Array.from({ length: LISTED }, (_, k) => k), example])];
    return numbers.map((number) => ({ number, text: tokens && task.load === undefined ? writeExample(task, run, number, symbols.inputs) : null }));
  }, [task, run, tokens, example, symbols]);
  const [text, setText] = useState('');
  /** The last one that was read. */
  const [taken, setTaken] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);

  // Another run forgets what is tried: where its task still knows the source, it is asked again.
  useEffect(() => {
    if (!typing || taken === null) return;
    const again = readSourceText(taken, symbols, most);
    if (again.kind === 'read') session.tryOut(again.tokens);
    else onTyping(false);
  }, [session, typing, taken, symbols, most, beginnings, onTyping]);
  useEffect(
    () => () => {
      session.tryOut(null);
    },
    [session],
  );

  const read = (event: SyntheticEvent): void => {
    event.preventDefault();
    const found = readSourceText(text, symbols, most);
    if (found.kind !== 'read') {
      setRefusal(sayRefusal(found, words, format.whole, most));
      return;
    }
    setRefusal(null);
    setTaken(text);
    onTyping(true);
  };
  return (
    <form className="decoding-source" onSubmit={read} data-testid="decoding-source">
      {tokens && (
        <div className="decoding-field">
          <label htmlFor={id}>{words.typed}</label>
          <input
            id={id}
            className="decoding-text"
            autoComplete="off"
            spellCheck={false}
            value={text}
            placeholder={choices[0].text ?? undefined}
            aria-invalid={refusal !== null || undefined}
            aria-describedby={`${id}-refusal ${id}-about`}
            onChange={(event) => {
              setText(event.target.value);
              setRefusal(null);
            }}
          />
          <button type="submit" className="instrument-button">
            {words.read}
          </button>
        </div>
      )}
      <div className="decoding-field">
        <label htmlFor={`${id}-held`}>{words.heldOut}</label>
        <select
          id={`${id}-held`}
          value={typing ? '' : example}
          onChange={(event) => {
            session.tryOut(null);
            onTyping(false);
            session.watch(Number(event.target.value));
          }}
        >
          {typing && <option value="">{words.typed}</option>}
          {choices.map(({ number, text: written }) => (
            <option key={number} value={number}>
              {written === null ? format.whole(number) : words.heldOutChoice(format.whole(number), written)}
            </option>
          ))}
        </select>
      </div>
      <p className="refusal" id={`${id}-refusal`} role="status">
        {refusal}
      </p>
      {tokens && (
        <p className="instrument-about" id={`${id}-about`}>
          {words.typedAbout(listSymbols(sourceSymbols(symbols)), format.whole(most))}
        </p>
      )}
    </form>
  );
}

/** What a held-out example reads. */
function writeExample(task: Task, { task: { options }, seed }: Run, number: number, names: readonly string[]): string {
  const batch = task.sample(options, seed, 'heldOut', number, 1);
  const length = 'lengths' in batch ? batch.lengths.data[0] : batch.inputs.data.length;
  return writeTokens(batch.inputs.data.slice(0, length), names);
}

/** Symbols side by side; a space is made visible. */
function listSymbols(symbols: readonly string[]): string {
  return symbols.map((symbol) => (symbol === ' ' ? '␣' : symbol)).join(symbols.some((symbol) => Array.from(symbol).length > 1) ? ', ' : ' ');
}

function sayRefusal(
  found: Exclude<ReturnType<typeof readSourceText>, { kind: 'read' }>,
  words: DecodingWords,
  whole: (value: number) => string,
  most: number,
): string {
  switch (found.kind) {
    case 'empty':
      return words.empty(whole(most));
    case 'tooLong':
      return words.tooLong(whole(found.most), whole(found.length));
    case 'unknown':
      return words.unknown(found.symbol, whole(found.at));
    default:
      return found satisfies never;
  }
}

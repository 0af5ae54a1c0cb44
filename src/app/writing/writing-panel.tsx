/** Below the stage of a network that says what comes next: it writes by itself, each character on a ground that says how sure it was. */
import { type ReactNode, type SyntheticEvent, useState } from 'react';
import type { Written } from '../../store/waiting';
import { readPlainText } from '../../tasks/plain-text';
import { Panel } from '../../views/panel';
import { usePreferences, useSession, useStatus } from '../lab-context';
import { useWords } from '../messages/catalogue';
import { writingWords } from '../messages/writing/catalogue';
import type { WritingWords } from '../messages/writing/en';
import './writing.css';

type State =
  | { readonly kind: 'idle' | 'writing' }
  | { readonly kind: 'written'; readonly prefix: readonly number[]; readonly written: Written }
  | { readonly kind: 'refused'; readonly sentence: string };

const limits = {
  length: { min: 1, max: 2000, step: 1 },
  temperature: { min: 0, max: 5, step: 0.1 },
  seed: { min: 0, max: 999_999, step: 1 },
} as const;

type Setting = keyof typeof limits;
const settings = Object.keys(limits) as Setting[];

/** Another run, or one that begins anew, has written nothing yet. */
export default function WritingPanel(): ReactNode {
  return <Writing key={useStatus((status) => status.beginnings)} />;
}

function Writing(): ReactNode {
  const words = writingWords[usePreferences((each) => each.language)];
  const session = useSession();
  const { inputs } = useStatus((status) => status.symbols);
  const [prefix, setPrefix] = useState('the ');
  const [asked, setAsked] = useState<Readonly<Record<Setting, number>>>({ length: 300, temperature: 0.7, seed: 1 });
  const [state, setState] = useState<State>({ kind: 'idle' });

  const write = (event: SyntheticEvent): void => {
    event.preventDefault();
    const read = readPlainText(prefix, inputs);
    if (read === null || read.length === 0) {
      setState({ kind: 'refused', sentence: words.prefixRefused });
      return;
    }
    setState({ kind: 'writing' });
    session.sample({ prefix: read, ...asked }).then(
      (written) => {
        setState(written === null ? { kind: 'idle' } : { kind: 'written', prefix: read, written });
      },
      (error: unknown) => {
        setState({ kind: 'refused', sentence: words.refused(error instanceof Error ? error.message : String(error)) });
      },
    );
  };
  return (
    <section className="writing" aria-label={words.title} data-testid="writing">
      <Panel label={words.title}>
        <p className="instrument-about">{words.about}</p>
        <form className="writing-form" onSubmit={write}>
          <label>
            {words.prefix}
            <input
              className="writing-prefix"
              value={prefix}
              maxLength={1000}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => {
                setPrefix(event.target.value);
              }}
            />
          </label>
          {settings.map((name) => (
            <label key={name}>
              {words[name]}
              <input
                type="number"
                required
                name={name}
                {...limits[name]}
                value={Number.isNaN(asked[name]) ? '' : asked[name]}
                onChange={(event) => {
                  setAsked({ ...asked, [name]: event.target.valueAsNumber });
                }}
              />
            </label>
          ))}
          <button type="submit" className="instrument-button" disabled={state.kind === 'writing'}>
            {state.kind === 'writing' ? words.writing : words.write}
          </button>
        </form>
        <p className="refusal" role="status">
          {state.kind === 'refused' && state.sentence}
        </p>
        {state.kind === 'written' && <WrittenText {...state} names={inputs} words={words} />}
      </Panel>
    </section>
  );
}

interface WrittenProps {
  readonly prefix: readonly number[];
  readonly written: Written;
  readonly names: readonly string[];
  readonly words: WritingWords;
}

function WrittenText({ prefix, written: { update, tokens, probabilities }, names, words }: WrittenProps): ReactNode {
  const { format } = useWords();
  const bits = -probabilities.reduce((sum, each) => sum + Math.log2(each), 0) / probabilities.length;
  return (
    <>
      <p className="about">
        {words.written(format.whole(update), format.significant(bits))} <span className="writing-scale">{words.scale}</span>
      </p>
      <p className="writing-text" role="group" aria-label={words.text} data-testid="written">
        <span className="writing-given">{prefix.map((token) => shown(names[token]))}</span>
        {Array.from(tokens, (token, k) => (
          <Character
            key={k}
            name={names[token]}
            probability={probabilities[k]}
            likely={words.likely(names[token], format.percent(probabilities[k]))}
          />
        ))}
      </p>
      <WrittenTable tokens={tokens} probabilities={probabilities} names={names} words={words} />
    </>
  );
}

/** The same for screen readers and keys. */
function WrittenTable({ tokens, probabilities, names, words }: Omit<Written, 'update'> & Pick<WrittenProps, 'names' | 'words'>): ReactNode {
  const { messages, format } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <details
      className="stage-table"
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>{messages.stageLabels.showTable}</summary>
      {open && (
        <div className="stage-table-scroll" role="region" aria-label={words.text} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.columns.character}</th>
                <th scope="col">{words.columns.probability}</th>
              </tr>
            </thead>
            <tbody>
              {Array.from(tokens, (token, k) => (
                <tr key={k}>
                  <th scope="row">{names[token]}</th>
                  <td>{format.percent(probabilities[k])}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}

function Character({ name, probability, likely }: { readonly name: string; readonly probability: number; readonly likely: string }): ReactNode {
  return (
    <span
      data-hint={likely}
      data-probability={probability}
      style={{ background: `color-mix(in srgb, var(--output) ${(probability * 45).toFixed(1)}%, transparent)` }}
    >
      {shown(name)}
    </span>
  );
}

/** A space is a space again; a line break keeps its mark and ends the line. */
function shown(name: string): string {
  return name === '␣' ? ' ' : name === '↵' ? '↵\n' : name;
}

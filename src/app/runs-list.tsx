/** The runs that this browser keeps, those with a name before those kept by themselves; each can be opened, named, copied to a file and deleted. */
import { type ReactNode, type SubmitEvent, useEffect, useRef, useState } from 'react';
import type { KeptRun } from '../store/saved-runs';
import type { Keeper } from './keeper';
import { useWords } from './messages/catalogue';
import { nameOfRun } from './run-name';

interface RunsListProps {
  readonly keeper: Keeper;
  readonly say: (sentence: string) => void;
  readonly onOpened: () => void;
}

export function RunsList(props: RunsListProps): ReactNode {
  const { keeper } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const { messages, format } = useWords();
  const kept = useKeptRuns(keeper);
  const words = messages.runs;
  const named = kept?.filter(({ kind }) => kind === 'named') ?? [];
  const automatic = kept?.filter(({ kind }) => kind === 'auto') ?? [];
  const rows = (runs: readonly KeptRun[]): ReactNode => (
    <ul className="runs-list">
      {runs.map((run) => (
        <Row key={run.id} run={run} {...props} onRemoved={() => heading.current?.focus()} />
      ))}
    </ul>
  );
  return (
    <>
      <section aria-label={words.named}>
        <h3 ref={heading} tabIndex={-1}>
          {words.named}
        </h3>
        {named.length > 0 ? rows(named) : <p className="about">{kept === null ? words.loading : words.empty}</p>}
      </section>
      <section aria-label={words.automatic}>
        <h3>{words.automatic}</h3>
        <p className="about">{words.aboutAutomatic(format.whole(keeper.limits.runs), format.bytes(keeper.limits.bytes))}</p>
        {rows(automatic)}
      </section>
    </>
  );
}

/** null while they are looked for; looked for again after a change here, and when the person comes back from another tab. */
function useKeptRuns(keeper: Keeper): readonly KeptRun[] | null {
  const [kept, setKept] = useState<readonly KeptRun[] | null>(null);
  useEffect(() => {
    let present = true;
    const load = (): void => {
      void keeper.list().then((found) => {
        if (present) setKept(found);
      });
    };
    load();
    const stop = keeper.subscribe(load);
    window.addEventListener('focus', load);
    return () => {
      present = false;
      stop();
      window.removeEventListener('focus', load);
    };
  }, [keeper]);
  return kept;
}

interface RowProps extends RunsListProps {
  readonly run: KeptRun;
  readonly onRemoved: () => void;
}

function Row({ run, keeper, say, onOpened, onRemoved }: RowProps): ReactNode {
  const { messages, format } = useWords();
  const row = useRef<HTMLLIElement>(null);
  const [asking, setAsking] = useState<'nothing' | 'name' | 'deletion'>('nothing');
  const words = messages.runs;
  const name = nameOfRun(run, messages);
  const done = (): void => {
    setAsking('nothing');
    // What had the focus is gone: the next Tab leads to this row's first button.
    row.current?.focus();
  };
  const act = (label: string, onPress: () => void): ReactNode => (
    <button type="button" className="link-button" aria-label={words.of(label, name)} onClick={onPress}>
      {label}
    </button>
  );
  return (
    <li ref={row} className="runs-row" data-run={run.id} tabIndex={-1}>
      <div className="runs-words">
        <b>{name}</b>
        {keeper.isPresent(run) && <span className="runs-here">{words.here}</span>}
        <span className="about">{words.details(format.whole(run.update), format.moment(run.savedAt), format.bytes(run.bytes))}</span>
      </div>
      {asking === 'nothing' && (
        <div className="runs-actions">
          {act(words.open, () => {
            void keeper.openKept(run).then((opened) => {
              if (opened) onOpened();
            });
          })}
          {act(run.kind === 'auto' ? words.keepThis : words.rename, () => {
            setAsking('name');
          })}
          {act(words.copy, () => {
            void keeper.saveKeptToFile(run, name);
          })}
          {act(words.remove, () => {
            setAsking('deletion');
          })}
        </div>
      )}
      {asking === 'name' && <NameForm run={run} name={name} keeper={keeper} say={say} onDone={done} />}
      {asking === 'deletion' && (
        <div className="runs-actions" role="group" aria-label={words.of(words.sure, name)}>
          <span>{words.sure}</span>
          <button
            type="button"
            className="button"
            onClick={() => {
              void keeper.remove(run).then((removed) => {
                if (!removed) return;
                say(words.removed(name));
                onRemoved();
              });
            }}
          >
            {words.remove}
          </button>
          <button type="button" className="button" autoFocus onClick={done}>
            {words.cancel}
          </button>
        </div>
      )}
    </li>
  );
}

interface NameFormProps extends Pick<RowProps, 'run' | 'keeper' | 'say'> {
  readonly name: string;
  readonly onDone: () => void;
}

function NameForm({ run, name, keeper, say, onDone }: NameFormProps): ReactNode {
  const { messages } = useWords();
  const [typed, setTyped] = useState(name);
  const words = messages.runs;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const chosen = typed.trim() || name;
    void keeper.rename(run, chosen).then((renamed) => {
      if (!renamed) return;
      say(words.kept(chosen));
      onDone();
    });
  };
  return (
    <form className="runs-keep" onSubmit={submit}>
      <input
        className="text-input"
        aria-label={words.newName}
        maxLength={keeper.limits.name}
        autoComplete="off"
        autoFocus
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          onDone();
        }}
      />
      <button type="submit" className="button">
        {words.save}
      </button>
      <button type="button" className="button" onClick={onDone}>
        {words.cancel}
      </button>
    </form>
  );
}

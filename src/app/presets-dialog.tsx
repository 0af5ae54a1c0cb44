/** Opens a run by name, or takes a named network's architecture for the task at hand; each with the number of its parameters. */
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { layoutParameters } from '../model/parameters';
import { type Preset, presets } from '../model/presets';
import { withArchitecture } from '../store/edit';
import { type WholeRunName, wholeRunNames, wholeRuns } from '../store/whole-runs';
import { useSession, useSettings } from './lab-context';
import { useWords } from './messages/catalogue';

/** The button, and the dialog that it opens. */
export function Presets(): ReactNode {
  const { messages } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const [open, setOpen] = useState(false);
  const close = (): void => {
    setOpen(false);
  };
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  const words = messages.presets;
  return (
    <>
      <button
        type="button"
        className="button presets-button"
        aria-haspopup="dialog"
        onClick={() => {
          setOpen(true);
        }}
      >
        {words.open}
      </button>
      <dialog ref={dialog} className="dialog presets" aria-label={words.title} onClose={close}>
        {open && (
          <>
            <h2>{words.title}</h2>
            <section aria-label={words.runsTitle}>
              <h3>{words.runsTitle}</h3>
              <p className="about">{words.runsAbout}</p>
              <ul className="preset-list">
                {wholeRunNames.map((name) => (
                  <WholeRun key={name} name={name} onDone={close} />
                ))}
              </ul>
            </section>
            <Networks onDone={close} />
            <button type="button" className="button" onClick={close}>
              {words.close}
            </button>
          </>
        )}
      </dialog>
    </>
  );
}

function WholeRun({ name, onDone }: { readonly name: WholeRunName; readonly onDone: () => void }): ReactNode {
  const session = useSession();
  const { messages, format } = useWords();
  const run = useMemo(() => wholeRuns[name](), [name]);
  const { count } = layoutParameters(run.model);
  return (
    <li>
      <button
        type="button"
        className="preset"
        data-preset={name}
        onClick={() => {
          session.open({ run, example: 0 });
          onDone();
        }}
      >
        <b>{messages.presets.runs[name].name}</b>
        <span className="about">{messages.presets.runs[name].about}</span>
        <span className="number">{messages.presets.parameters(format.whole(count))}</span>
      </button>
    </li>
  );
}

function Networks({ onDone }: { readonly onDone: () => void }): ReactNode {
  const { messages } = useWords();
  const decodes = useSettings((settings) => settings.run.model.output.kind === 'decoder');
  const words = messages.presets;
  return (
    <section aria-label={words.networksTitle}>
      <h3>{words.networksTitle}</h3>
      <p className="about">
        {words.networksAbout} {decodes && words.decoderAbout}
      </p>
      <ul className="preset-list">
        {presets.map((preset) => (
          <Network key={preset.name} preset={preset} onDone={onDone} />
        ))}
      </ul>
    </section>
  );
}

function Network({ preset, onDone }: { readonly preset: Preset; readonly onDone: () => void }): ReactNode {
  const session = useSession();
  const { messages, format } = useWords();
  const run = useSettings((settings) => settings.run);
  const count = useMemo(() => layoutParameters(withArchitecture(run, preset.model).model).count, [run, preset]);
  const words = messages.presets;
  const named = words.networks[preset.name];
  return (
    <li>
      <button
        type="button"
        className="preset"
        data-network={preset.name}
        onClick={() => {
          session.change('cell', (now) => withArchitecture(now, preset.model));
          onDone();
        }}
      >
        <b>{named?.name ?? preset.name}</b>
        <span className="about">{named?.about}</span>
        <span>{words.known(format.whole(preset.parameterCount), format.whole(preset.kerasParameterCount))}</span>
        <span>{words.here(format.whole(count))}</span>
      </button>
    </li>
  );
}

/** The dialog of saved runs: keep the present one, save it to a file, open a file, and what this browser keeps. Loaded when it is first opened. */
import { type ReactNode, type SubmitEvent, use, useRef, useState } from 'react';
import { exportWeights } from './export-weights';
import type { Keeper } from './keeper';
import { useLab, useSession, useSettings, useStatus } from './lab-context';
import { useWords } from './messages/catalogue';
import { Modal } from './modal';
import { sentenceOf } from './notices';
import { nameOfRun } from './run-name';
import { RunsList } from './runs-list';
import './styles/runs.css';

export default function RunsDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const { messages } = useWords();
  const keeper = use(useLab().keeper());
  const [said, say] = useState('');
  const words = messages.runs;
  const close = (): void => {
    dialog.current?.close();
  };
  return (
    <Modal dialog={dialog} title={words.title} className="runs" onClose={onClose}>
      <Answers said={said} />
      <Present keeper={keeper} say={say} />
      <FromFile keeper={keeper} onOpened={close} />
      <RunsList keeper={keeper} say={say} onOpened={close} />
    </Modal>
  );
}

/** What came of the last thing done here, and what the page has to say meanwhile: behind the dialog nobody would hear it. */
function Answers({ said }: { readonly said: string }): ReactNode {
  const { messages, format } = useWords();
  const notice = useStatus((status) => status.notice);
  const [before] = useState(notice);
  const fault = notice !== null && notice !== before;
  return (
    <div className="runs-answers">
      <p role="alert">{fault && sentenceOf(notice, messages, format)}</p>
      <p role="status">{!fault && said}</p>
    </div>
  );
}

interface PartProps {
  readonly keeper: Keeper;
  readonly say: (sentence: string) => void;
}

function Present({ keeper, say }: PartProps): ReactNode {
  const session = useSession();
  const { messages, format } = useWords();
  const { model, task } = useSettings((settings) => settings.run);
  const update = useStatus((status) => status.update);
  const open = useStatus((status) => status.phase === 'open');
  const { cell, hiddenSizes } = model.encoder;
  const suggested = nameOfRun({ name: '', task: task.name, cell, hiddenSizes }, messages);
  const [typed, setTyped] = useState<string | null>(null);
  const words = messages.runs;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const name = (typed ?? suggested).trim() || suggested;
    void keeper.keep(name).then((done) => {
      if (done) say(words.kept(name));
    });
  };
  return (
    <section aria-label={words.present}>
      <h3>
        {words.present} <span className="number">{`${messages.transport.update} ${format.whole(update)}`}</span>
      </h3>
      <form className="runs-keep" onSubmit={submit}>
        <input
          className="text-input"
          aria-label={words.name}
          maxLength={keeper.limits.name}
          autoComplete="off"
          value={typed ?? suggested}
          onChange={(event) => {
            setTyped(event.target.value);
          }}
        />
        <button type="submit" className="button" disabled={!open}>
          {words.keep}
        </button>
      </form>
      <div className="runs-actions">
        <button
          type="button"
          className="button"
          disabled={!open}
          onClick={() => {
            void keeper.saveToFile();
          }}
        >
          {words.toFile}
        </button>
        <button
          type="button"
          className="button"
          disabled={!open}
          onClick={() => {
            void exportWeights(session, document);
          }}
        >
          {words.weights}
        </button>
      </div>
      <p className="about">{words.aboutFile}</p>
    </section>
  );
}

function FromFile({ keeper, onOpened }: { readonly keeper: Keeper; readonly onOpened: () => void }): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const { messages } = useWords();
  const words = messages.runs;
  return (
    <section aria-label={words.file}>
      <h3>{words.file}</h3>
      <div className="runs-actions">
        <button type="button" className="button" onClick={() => input.current?.click()}>
          {words.openFile}
        </button>
        <input
          ref={input}
          type="file"
          hidden
          accept=".zip,.safetensors"
          onChange={({ target }) => {
            const file = target.files?.[0];
            // The same file may be chosen again.
            target.value = '';
            if (file === undefined) return;
            void keeper.openFile(file).then((done) => {
              if (done) onOpened();
            });
          }}
        />
      </div>
      <p className="about">{words.aboutOpen}</p>
    </section>
  );
}

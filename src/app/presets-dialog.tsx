/** The button that opens the list of presets, and the dialog that holds it; the list is loaded when it is asked for. */
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { GuardedView } from './guarded-view';
import { useWords } from './messages/catalogue';

const PresetList = lazy(() => import('./preset-list'));

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
  const words = messages.architecture;
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
        {words.openPresets}
      </button>
      <dialog ref={dialog} className="dialog presets" aria-label={words.presets} onClose={close}>
        <h2>{words.presets}</h2>
        {open && (
          <GuardedView name={words.presets}>
            <Suspense>
              <PresetList onDone={close} />
            </Suspense>
          </GuardedView>
        )}
        <button type="button" className="button" onClick={close}>
          {messages.shortcuts.close}
        </button>
      </dialog>
    </>
  );
}

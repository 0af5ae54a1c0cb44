/** The dialog of presets: whole runs, and known networks for the task at hand. */
import { type ReactNode, useRef } from 'react';
import { useWords } from './messages/catalogue';
import { Modal } from './modal';
import { PresetList } from './preset-list';

export default function PresetsDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const { messages } = useWords();
  const title = messages.architecture.presets;
  const close = (): void => {
    dialog.current?.close();
  };
  return (
    <Modal dialog={dialog} title={title} className="presets" onClose={onClose}>
      <h2>{title}</h2>
      <PresetList onDone={close} />
      <button type="button" className="button" onClick={close}>
        {messages.shortcuts.close}
      </button>
    </Modal>
  );
}

/** The dialog of presets: whole runs, and known networks for the task at hand. */
import { type ReactNode, useRef } from 'react';
import { useWords } from './messages/catalogue';
import { Modal } from './modal';
import { PresetList } from './preset-list';

export default function PresetsDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const { messages } = useWords();
  return (
    <Modal dialog={dialog} title={messages.architecture.presets} className="presets" onClose={onClose}>
      <PresetList onDone={() => dialog.current?.close()} />
    </Modal>
  );
}

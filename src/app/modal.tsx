/**
 * A dialog that is open for as long as it is drawn, with its title and the button that closes it always in sight. It is the browser's own: that holds
 * the focus, makes what lies behind it inert, closes at Escape and gives the focus back to what opened it.
 */
import { type ReactNode, type RefObject, useEffect } from 'react';
import { IconButton } from './icon-button';
import { useWords } from './messages/catalogue';

interface ModalProps {
  /** Of the component that draws it: `close()` there ends it. */
  readonly dialog: RefObject<HTMLDialogElement | null>;
  readonly title: string;
  readonly className?: string;
  /** It has been closed and is to be drawn no longer. */
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function Modal({ dialog, title, className = '', onClose, children }: ModalProps): ReactNode {
  const { messages } = useWords();
  useEffect(() => {
    dialog.current?.showModal();
  }, [dialog]);
  return (
    <dialog
      ref={dialog}
      className={`dialog ${className}`}
      aria-label={title}
      onClose={onClose}
      onClick={(event) => {
        // What lies around it is its own backdrop.
        if (event.target === event.currentTarget && !isWithin(event.currentTarget, event)) event.currentTarget.close();
      }}
    >
      <header className="dialog-header">
        <h2>{title}</h2>
        <IconButton icon="close" name={messages.shortcuts.close} onPress={() => dialog.current?.close()} />
      </header>
      {children}
    </dialog>
  );
}

function isWithin(element: Element, { clientX, clientY }: { readonly clientX: number; readonly clientY: number }): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
}

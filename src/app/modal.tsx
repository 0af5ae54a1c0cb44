/** A dialog that is open for as long as it is drawn: it holds the focus, and closing gives it back to what opened it. */
import { type ReactNode, type RefObject, useEffect } from 'react';

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
  useEffect(() => {
    dialog.current?.showModal();
  }, [dialog]);
  return (
    <dialog ref={dialog} className={`dialog ${className}`} aria-label={title} onClose={onClose}>
      {children}
    </dialog>
  );
}

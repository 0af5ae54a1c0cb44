/** A file that is dropped anywhere on the page is opened; while one hovers, the page says what dropping it does. */
import { type ReactNode, useEffect, useState } from 'react';
import { useLab } from './lab-context';
import { useWords } from './messages/catalogue';

export function FileDrop(): ReactNode {
  const { keeper, session } = useLab();
  const { messages } = useWords();
  const [hovering, setHovering] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (!bearsFiles(event)) return;
      event.preventDefault();
      setHovering(true);
    };
    const leave = (event: DragEvent): void => {
      // Only the way out of the window has no element that it leads to.
      if (event.relatedTarget === null) setHovering(false);
    };
    const drop = (event: DragEvent): void => {
      if (!bearsFiles(event)) return;
      event.preventDefault();
      setHovering(false);
      const file = event.dataTransfer?.files[0];
      if (file === undefined) return;
      keeper().then(
        ({ openFile }) => openFile(file),
        (error: unknown) => {
          session.notify({ kind: 'fileRefused', detail: String(error) });
        },
      );
    };
    const listeners = { dragover: over, dragleave: leave, drop } as const;
    document.addEventListener('dragover', listeners.dragover);
    document.addEventListener('dragleave', listeners.dragleave);
    document.addEventListener('drop', listeners.drop);
    return () => {
      document.removeEventListener('dragover', listeners.dragover);
      document.removeEventListener('dragleave', listeners.dragleave);
      document.removeEventListener('drop', listeners.drop);
    };
  }, [keeper, session]);
  return hovering ? <p className="file-drop">{messages.runs.drop}</p> : null;
}

function bearsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') === true;
}

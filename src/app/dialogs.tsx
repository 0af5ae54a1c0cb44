/** The one table of dialogs, each loaded when it is first opened, and the way to open one from anywhere on a page. */
import { type ComponentType, createContext, lazy, type ReactNode, Suspense, use, useState } from 'react';
import { GuardedView } from './guarded-view';
import { useWords } from './messages/catalogue';
import type { Messages } from './messages/en';

interface Row {
  /** Draws a `Modal`, and calls `onClose` when that is closed. */
  readonly Dialog: ComponentType<{ readonly onClose: () => void }>;
  readonly title: (messages: Messages) => string;
}

const dialogs = {
  runs: { Dialog: lazy(() => import('./runs-dialog')), title: ({ runs }) => runs.title },
  presets: { Dialog: lazy(() => import('./presets-dialog')), title: ({ architecture }) => architecture.presets },
  shortcuts: { Dialog: lazy(() => import('./shortcuts-dialog')), title: ({ shortcuts }) => shortcuts.title },
} as const satisfies Readonly<Record<string, Row>>;

export type DialogName = keyof typeof dialogs;

const OpenContext = createContext<(name: DialogName) => void>(() => undefined);

/** Opens a dialog of the page that this is called in. */
export function useOpenDialog(): (name: DialogName) => void {
  return use(OpenContext);
}

/** Gives a page its dialogs; one is open at a time. */
export function Dialogs({ children }: { readonly children: ReactNode }): ReactNode {
  const [shown, show] = useState<DialogName | null>(null);
  return (
    <OpenContext value={show}>
      {children}
      {shown !== null && (
        <Shown
          row={dialogs[shown]}
          onClose={() => {
            show(null);
          }}
        />
      )}
    </OpenContext>
  );
}

function Shown({ row: { Dialog, title }, onClose }: { readonly row: Row; readonly onClose: () => void }): ReactNode {
  const { messages } = useWords();
  return (
    <GuardedView name={title(messages)}>
      <Suspense>
        <Dialog onClose={onClose} />
      </Suspense>
    </GuardedView>
  );
}

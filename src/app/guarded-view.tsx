/** A part of the page that may fail alone. */
import type { ReactNode } from 'react';
import { Boundary } from './boundary';
import { useWords } from './messages/catalogue';

export function GuardedView({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  const { messages } = useWords();
  return (
    <Boundary
      fallback={(detail, retry) => (
        <div className="fault" role="alert">
          <p>{messages.fault.view(name)}</p>
          <p className="fault-detail">{detail}</p>
          <button type="button" className="button" onClick={retry}>
            {messages.fault.retry}
          </button>
        </div>
      )}
    >
      {children}
    </Boundary>
  );
}

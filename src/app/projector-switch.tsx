/** Turns big type on and off, for a projector; the person's choice is kept. */
import { type ReactNode, useEffect } from 'react';
import { useLab, usePreferences } from './lab-context';
import { useWords } from './messages/catalogue';
import { hint } from '../views/hint';

export function ProjectorSwitch(): ReactNode {
  const { preferences } = useLab();
  const { messages } = useWords();
  const on = usePreferences((each) => each.projector);
  useEffect(() => {
    if (on) document.documentElement.dataset.type = 'big';
    else delete document.documentElement.dataset.type;
  }, [on]);
  return (
    <button
      type="button"
      className="link-button projector-switch"
      aria-pressed={on}
      {...hint(messages.header.projectorHint)}
      onClick={() => {
        preferences.setState({ projector: !on });
      }}
    >
      {messages.header.projector}
    </button>
  );
}

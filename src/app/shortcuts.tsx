/** The single-key shortcuts, the dialog that lists them, and the switch that turns them off. */
import { type ReactNode, useEffect, useRef } from 'react';
import type { Session } from '../store/session';
import { Switch } from './fields';
import { useLab, usePreferences, useSession } from './lab-context';
import { useWords } from './messages/catalogue';
import { openerOf } from './network-opener';
import { operateBy, operationCountOf } from './operation-clock';
import { passageOf, stepBy, toggleDirection, togglePlaying } from './sequence-clock';

/** The key of every action; the letters are the same in every language. */
const keys = {
  run: ' ',
  step: 'n',
  reset: 'r',
  forward: '.',
  back: ',',
  play: 'p',
  turn: 'd',
  operate: 'k',
  unoperate: 'j',
  unroll: 'u',
  help: '?',
} as const;
type Action = keyof typeof keys;

function act(action: Exclude<Action, 'help'>, session: Session): void {
  const legs = passageOf(session.streams.snapshot());
  switch (action) {
    case 'run':
      session.toggleRunning();
      return;
    case 'step':
      session.step();
      return;
    case 'reset':
      session.reset();
      return;
    case 'forward':
      stepBy(session.cursor, 1, legs);
      return;
    case 'back':
      stepBy(session.cursor, -1, legs);
      return;
    case 'play':
      togglePlaying(session.cursor, legs);
      return;
    case 'turn':
      toggleDirection(session.cursor, legs);
      return;
    case 'operate':
    case 'unoperate':
      operateBy(session.cursor, action === 'operate' ? 1 : -1, operationCountOf(session.streams.snapshot()));
      return;
    case 'unroll':
      openerOf(session.cursor).toggle();
      return;
    default:
      action satisfies never;
  }
}

/** Listens to the whole page while the person wants shortcuts; `onHelp` opens the list. */
export function useShortcuts(onHelp: () => void): void {
  const session = useSession();
  const enabled = usePreferences((preferences) => preferences.shortcuts);
  useEffect(() => {
    if (!enabled) return;
    const listen = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || belongsElsewhere(event)) return;
      const action = (Object.keys(keys) as Action[]).find((each) => keys[each] === event.key.toLowerCase());
      if (action === undefined) return;
      event.preventDefault();
      if (action === 'help') onHelp();
      else act(action, session);
    };
    document.addEventListener('keydown', listen);
    return () => {
      document.removeEventListener('keydown', listen);
    };
  }, [enabled, onHelp, session]);
}

/** Whether the key is for the control that has the focus: typing always, the space bar also where it presses. */
function belongsElsewhere(event: KeyboardEvent): boolean {
  const { target } = event;
  if (!(target instanceof Element)) return false;
  if (target.closest('dialog') !== null) return true;
  const typing = target.closest('input:not([type=range]):not([type=radio]):not([type=checkbox]), textarea, select') !== null;
  return typing || (event.key === ' ' && target.closest('button, summary, a, input') !== null);
}

export function ShortcutsDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const { preferences } = useLab();
  const { messages } = useWords();
  const enabled = usePreferences((each) => each.shortcuts);
  const words = messages.shortcuts;
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog ref={dialog} className="dialog" aria-label={words.title} onClose={onClose}>
      <h2>{words.title}</h2>
      <dl className="shortcut-list">
        {(Object.keys(keys) as Action[]).map((action) => (
          <div key={action}>
            <dt>
              <kbd>{keys[action] === ' ' ? words.space : keys[action]}</kbd>
            </dt>
            <dd>{words.keys[action]}</dd>
          </div>
        ))}
      </dl>
      <p className="about">{words.stage}</p>
      <Switch
        label={words.enable}
        on={enabled}
        onSwitch={(on) => {
          preferences.setState({ shortcuts: on });
        }}
      />
      <button type="button" className="button" onClick={onClose}>
        {words.close}
      </button>
    </dialog>
  );
}

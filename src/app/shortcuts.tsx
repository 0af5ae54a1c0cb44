/** The single-key shortcuts and what they do. */
import { useEffect } from 'react';
import type { Session } from '../store/session';
import { usePreferences, useSession } from './lab-context';
import { openerOf } from './network-opener';
import { revisitBy } from './moment-stops';
import { operateBy, operationCountOf } from './operation-clock';
import { passageOf, stepBy, toggleDirection, togglePlaying } from './sequence-clock';

/** The key of every action; the letters are the same in every language. */
export const shortcutKeys = {
  run: ' ',
  step: 'n',
  reset: 'r',
  earlier: 'h',
  later: 'l',
  forward: '.',
  back: ',',
  play: 'p',
  turn: 'd',
  operate: 'k',
  unoperate: 'j',
  unroll: 'u',
  help: '?',
} as const;
export type Action = keyof typeof shortcutKeys;

export const shortcutActions = Object.keys(shortcutKeys) as Action[];

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
    case 'earlier':
    case 'later':
      revisitBy(session, action === 'later' ? 1 : -1);
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
      const action = shortcutActions.find((each) => shortcutKeys[each] === event.key.toLowerCase());
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

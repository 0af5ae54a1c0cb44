/** What folds and unrolls the network of a session: one for the stage's button and slider and for the keyboard, so that neither moves against the other. */
import type { CursorStore } from '../store/cursor';
import { createOpener, type Opener } from '../views/opener';

const openers = new WeakMap<CursorStore, Opener>();

export function openerOf(cursor: CursorStore): Opener {
  const known = openers.get(cursor);
  if (known) return known;
  const opener = createOpener(
    () => cursor.getState().opening,
    (opening) => {
      cursor.setState({ opening });
    },
    () => window,
  );
  openers.set(cursor, opener);
  return opener;
}

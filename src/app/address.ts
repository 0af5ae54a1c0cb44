/** Keeps the page's address and the lab in step: reads a link at the start and when it changes, writes one as the run or the view changes. */
import { InputError } from '../core/errors';
import { isLink, type Link, readLink, viewOf, writeLink } from '../store/permalink';
import type { Session } from '../store/session';

/** What the fragment of an address says. */
export type Address =
  { readonly kind: 'none' } | { readonly kind: 'link'; readonly link: Link } | { readonly kind: 'refused'; readonly detail: string };

/** Reads `location.hash`. */
export function readAddress(hash: string): Address {
  const fragment = hash.replace(/^#/, '');
  if (!isLink(fragment)) return { kind: 'none' };
  try {
    return { kind: 'link', link: readLink(fragment) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { kind: 'refused', detail: error.message };
  }
}

/** The link of what is on the screen. */
export function linkOf(session: Session): string {
  const { run, engine, weights, example } = session.settings.getState();
  const { edits } = session.whatIf.getState();
  const { engine: used } = session.status.getState();
  const ran = engine === 'auto' && used !== null && used.reason !== 'measuring' ? used.name : null;
  return `#${writeLink({ run, engine, ran, weights, example, view: viewOf(session.cursor.getState()), edits })}`;
}

/** Browsers allow about a hundred changes of the address in half a minute: a rest after most, and a few at once. */
const restMs = 400;
const atOnce = { writes: 8, withinMs: 10_000 };

/**
 * Keeps the address that of the run and the view, without adding to the history; returns the way to stop. A changed run is written at
 * once, since who reloads then must find it; the cursor's way a moment later.
 */
export function followAddress(session: Session, window: Window): () => void {
  let timer: number | null = null;
  let recent: readonly number[] = [];
  const write = (): void => {
    if (timer !== null) window.clearTimeout(timer);
    timer = null;
    const { hash } = window.location;
    if (hash === '' || isLink(hash.slice(1))) window.history.replaceState(null, '', linkOf(session));
  };
  const later = (): void => {
    timer ??= window.setTimeout(write, restMs);
  };
  const now = (): void => {
    const time = window.performance.now();
    recent = recent.filter((each) => time - each < atOnce.withinMs);
    if (recent.length >= atOnce.writes) {
      later();
      return;
    }
    recent = [...recent, time];
    write();
  };
  const finish = (): void => {
    if (timer !== null) write();
  };
  window.addEventListener('pagehide', finish);
  const stops = [
    session.settings.subscribe(now),
    session.cursor.subscribe(later),
    session.whatIf.subscribe(later),
    session.status.subscribe((status, before) => {
      if (status.engine !== before.engine) now();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    window.removeEventListener('pagehide', finish);
    if (timer !== null) window.clearTimeout(timer);
  };
}

/** Puts the link on the clipboard and says whether that worked. */
export async function copyLink(session: Session): Promise<void> {
  const address = new URL(linkOf(session), location.href).href;
  try {
    await navigator.clipboard.writeText(address);
    session.notify({ kind: 'linkCopied' });
  } catch {
    window.history.replaceState(null, '', linkOf(session));
    session.notify({ kind: 'linkNotCopied' });
  }
}

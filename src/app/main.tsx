/** Starts the page: preferences, the lab's worker, the session, and the root of React. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createDefaultRun } from '../store/default-run';
import { createPreferences } from '../store/preferences';
import { createSession } from '../store/session';
import { getTask, tasks } from '../tasks/table';
import { createPageTurns } from '../views/turns/turns';
import { createLab, createLabWorker } from '../worker/client';
import { measurePicture, readClock } from '../worker/frame-cost';
import { followAddress, linkOf, readAddress } from './address';
import { App } from './app';
import { Boundary } from './boundary';
import type { Keeper } from './keeper';
import { LabProvider } from './lab-context';
import { loadLanguage } from './messages/catalogue';
import { en } from './messages/en';
import { loadShipped, openAddress } from './opening';
import { routeOf } from './route';
import '../views/theme/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/controls.css';
import './styles/header.css';
import './styles/notices.css';
import './styles/inspector.css';
import './styles/transport.css';
import './styles/panels.css';
import './styles/projector.css';
import './styles/forced-colors.css';

const preferences = createPreferences(findStorage(), navigator.languages);
const fallback = createDefaultRun(getTask('recall'));
const turns = createPageTurns(window, readClock);
const session = createSession(createLab(createLabWorker), fallback, {
  request: turns.tell,
  measure: (callback) => {
    measurePicture(turns.busy, callback);
  },
});

let asked = false;

/** Nothing is opened anew while another page shows, nor where the address is that of the run at hand. */
function openFromAddress(): void {
  if (routeOf(location.hash) !== 'lab' || (asked && location.hash === linkOf(session))) return;
  asked = true;
  void openAddress(session, readAddress(location.hash), fallback, () => loadShipped(import.meta.env.BASE_URL, fetch));
}

let keeping: Promise<Keeper> | null = null;

/** Comes after the first picture, in a piece of its own. */
function keeper(): Promise<Keeper> {
  keeping ??= import('./keeper').then(
    ({ startKeeper }) => startKeeper(session, window),
    (error: unknown) => {
      keeping = null;
      throw error;
    },
  );
  return keeping;
}

const root = document.getElementById('root');
if (root === null) throw new Error('main: index.html must have an element #root, got none');
await loadLanguage(preferences.getState().language);
createRoot(root).render(
  <StrictMode>
    <Boundary fallback={() => <p role="alert">{en.fault.page}</p>}>
      <LabProvider value={{ session, preferences, tasks, turns, keeper }}>
        <App />
      </LabProvider>
    </Boundary>
  </StrictMode>,
);
import('./hints/hints').then(
  ({ startHints }) => {
    startHints(document, window);
  },
  () => undefined, // what a hint says is the description or the name of its control
);
openFromAddress();
window.addEventListener('hashchange', openFromAddress);
followAddress(session, window);
const stopWaiting = session.streams.subscribe(() => {
  if (session.streams.snapshot() === null) return;
  stopWaiting();
  keeper().catch(() => undefined); // whoever asks for it later is told
});

/** Some browsers refuse storage altogether. */
function findStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

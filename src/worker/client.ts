/** The page's end of the border: a lab in a worker, to which the page sends commands and from which it hears events. */
import type { Command, Event } from './protocol';
import workerUrl from './lab-worker.ts?worker&url';

export interface Lab {
  send(command: Command): void;
  /** Calls the listener with every event from now on; the function returned ends that. */
  subscribe(listener: (event: Event) => void): () => void;
  /** Ends the worker; no event follows. */
  dispose(): void;
}

/** @param createWorker `createLabWorker` in a page. */
export function createLab(createWorker: () => Worker): Lab {
  const worker = createWorker();
  const listeners = new Set<(event: Event) => void>();
  const tell = (event: Event): void => {
    for (const listener of listeners) listener(event);
  };
  worker.addEventListener('message', ({ data }: MessageEvent<Event>) => {
    tell(data);
  });
  worker.addEventListener('error', (event) => {
    // A script that does not load gives an event without a message, whatever its type says.
    const message: unknown = event.message;
    tell({ type: 'failed', message: typeof message === 'string' && message !== '' ? message : 'worker: its script must load, got an error' });
  });
  worker.addEventListener('messageerror', () => {
    tell({ type: 'failed', message: 'worker: its events must be readable, got one that is not' });
  });
  return {
    send(command) {
      worker.postMessage(command);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      listeners.clear();
      worker.terminate();
    },
  };
}

/** What the page's policy `trusted-types lab` allows: script addresses of the page's own origin, and nothing else. */
interface ScriptPolicy {
  createScriptURL(url: string): string;
}

interface TrustedTypes {
  createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy;
}

let policy: ScriptPolicy | null = null;

/** A script address as the browser wants it: trusted where it has Trusted Types, else the address itself. @throws Error for another origin. */
function trustScript(url: string): string {
  policy ??= createPolicy();
  return policy.createScriptURL(url);
}

function createPolicy(): ScriptPolicy {
  const rules: ScriptPolicy = {
    createScriptURL(url) {
      const { origin } = new URL(url, location.href);
      if (origin !== location.origin) throw new Error(`script address: must be of ${location.origin}, got ${origin}`);
      return url;
    },
  };
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  return trustedTypes?.createPolicy('lab', rules) ?? rules;
}

/** Starts the worker of this build; its name tells it where the page's files lie. */
export function createLabWorker(): Worker {
  return new Worker(trustScript(workerUrl), { type: 'module', name: document.baseURI });
}

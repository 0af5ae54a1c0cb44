/** The page's end of the border to a worker: commands one way, events the other. */

export interface Border<Command, Event> {
  send(command: Command): void;
  /** Calls the listener with every event from now on; the function returned ends that. */
  subscribe(listener: (event: Event) => void): () => void;
  /** Ends the worker; no event follows. */
  dispose(): void;
}

/** @param fail the event that says why the worker cannot go on */
export function createBorder<Command, Event>(createWorker: () => Worker, fail: (message: string) => Event): Border<Command, Event> {
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
    tell(fail(typeof message === 'string' && message !== '' ? message : 'worker: its script must load, got an error'));
  });
  worker.addEventListener('messageerror', () => {
    tell(fail('worker: its events must be readable, got one that is not'));
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

/** Starts a worker of this build; its name tells it where the page's files lie. @throws Error for a script of another origin */
export function startWorker(url: string): Worker {
  policy ??= createPolicy();
  return new Worker(policy.createScriptURL(url), { type: 'module', name: document.baseURI });
}

/** Gives a script's address as the browser wants it: trusted where it has Trusted Types, else the address itself. */
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

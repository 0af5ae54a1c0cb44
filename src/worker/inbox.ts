/** Messages that wait for the lab's loop, in the order in which they came. */

export interface Inbox<Message> {
  readonly waiting: readonly Message[];
  put(message: Message): void;
  take(): Message | undefined;
  /** Resolves when a message waits, or at `wake`. */
  arrival(): Promise<void>;
  wake(): void;
}

export function createInbox<Message>(): Inbox<Message> {
  const waiting: Message[] = [];
  let wake: () => void = () => undefined;
  return {
    waiting,
    put(message) {
      waiting.push(message);
      wake();
    },
    take: () => waiting.shift(),
    arrival: () =>
      new Promise((resolve) => {
        wake = resolve;
        if (waiting.length > 0) resolve();
      }),
    wake() {
      wake();
    },
  };
}

/** Calls that take effect in the order they are made, though one of them may have to wait first: those after it wait for it to begin. */

export interface Turns {
  /**
   * Runs `work` once `ready` is and every call before has begun: at once where nothing is waited for.
   * Where `ready` fails, so does this call, and those after it go on.
   */
  take<Result>(ready: Promise<void> | null, work: () => Promise<Result>): Promise<Result>;
}

export function createTurns(): Turns {
  let last: Promise<void> | null = null;
  return {
    take(ready, work) {
      if (last === null && ready === null) return work();
      const turn = Promise.all([last, ready]);
      const result = turn.then(work);
      // Settles after `work` began, which waits in the queue of `turn` before this does.
      const over = turn.then(
        () => undefined,
        () => undefined,
      );
      last = over;
      void over.then(() => {
        if (last === over) last = null;
      });
      return result;
    },
  };
}

/** An executor whose calls end with an error when its engine is lost, so that nothing waits for an answer that will never come. */
import type { Engine, Executor } from '../model/executor';
import type { Plan } from '../model/plan';

/** The engine can no longer compute: a device was lost. */
export class EngineLostError extends Error {
  override readonly name = 'EngineLostError';
  constructor(readonly reason: string) {
    super(`engine: its device must stay, got lost (${reason})`);
  }
}

/** Creates executors of an engine whose promises reject with EngineLostError once it is lost. */
export function guardEngine(engine: Engine): (plan: Plan) => Promise<Executor> {
  const waiting = new Set<(error: EngineLostError) => void>();
  let lost: EngineLostError | null = null;
  void engine.lost.then((reason) => {
    lost = new EngineLostError(reason);
    for (const reject of waiting) reject(lost);
    waiting.clear();
  });
  /** The work's result, or EngineLostError for whatever fails on or waits for a lost engine. */
  function guard<T>(work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (lost) {
        reject(lost);
        return;
      }
      waiting.add(reject);
      work()
        .then(resolve, (error: unknown) => {
          reject(lost ?? (error instanceof Error ? error : new Error(String(error))));
        })
        .finally(() => waiting.delete(reject));
    });
  }
  return async (plan) => {
    const inner = await guard(() => engine.createExecutor(plan));
    return {
      engine: inner.engine,
      plan: inner.plan,
      write(tensor, data) {
        if (!lost) inner.write(tensor, data);
      },
      read: (tensor) => guard(() => inner.read(tensor)),
      enqueue: (feeds, segments) => guard(() => inner.enqueue(feeds, segments)),
      run: (feed, passes) => guard(() => inner.run(feed, passes)),
      dispose() {
        inner.dispose();
      },
    };
  };
}

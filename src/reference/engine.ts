/** The reference engine: the oracle of every test, and the engine of single steps and what-if edits. It is always there. */
import type { Engine } from '../model/executor';
import { createReferenceExecutor } from './executor';

/** An engine that computes in float64 on this thread. */
export function createReferenceEngine(most?: number): Engine {
  return {
    name: 'reference',
    adapter: 'float64 TypeScript',
    software: false,
    createExecutor: (plan) =>
      new Promise((resolve) => {
        resolve(createReferenceExecutor(plan, most));
      }),
    lost: new Promise<string>(() => undefined),
    dispose: () => undefined,
  };
}

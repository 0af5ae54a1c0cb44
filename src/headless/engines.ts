/** The engines of a machine without a page. */
import type { Engine, EngineName } from '../model/executor';
import { createReferenceEngine } from '../reference/engine';

export const engineNames = ['reference'] as const satisfies readonly EngineName[];

/** @throws UnavailableError with the reason where this machine cannot run the engine. */
export function createNodeEngine(name: (typeof engineNames)[number]): Promise<Engine> {
  switch (name) {
    case 'reference':
      return Promise.resolve(createReferenceEngine());
    default:
      return name satisfies never;
  }
}

/** What a worker of the page finds around it: its border to the page, the project's data files, this browser's engines. */
import { InputError } from '../core/errors';
import type { EngineFactories } from '../engine/choose';
import { createReferenceEngine } from '../reference/engine';
import { loadWasmEngine } from '../wasm/load';

/** The parts of a worker's global scope that are used; the DOM's types describe a page. */
interface WorkerScope<Command, Event> {
  /** The address of the page, as `createWorker` names the worker. */
  readonly name: string;
  postMessage(event: Event, transfer: readonly ArrayBufferLike[]): void;
  addEventListener(type: 'message', listener: (message: MessageEvent<Command>) => void): void;
}

export interface Surroundings<Command, Event> {
  readonly scope: WorkerScope<Command, Event>;
  /** The text of one of the project's data files. @throws InputError where it cannot be read */
  readonly readData: (name: string) => Promise<string>;
  readonly engines: EngineFactories;
  /** Resolves after messages that were waiting have been received. */
  readonly yieldToMessages: () => Promise<void>;
}

/** To be called once, in a worker. */
export function createSurroundings<Command, Event>(): Surroundings<Command, Event> {
  const scope = globalThis as unknown as WorkerScope<Command, Event>;
  // A message to itself comes after those that wait; a timer would wait 4 ms.
  const channel = new MessageChannel();
  let passed: () => void = () => undefined;
  channel.port1.onmessage = () => {
    passed();
  };
  // The types promise WebGPU; many browsers have none.
  const { gpu } = navigator as Partial<Navigator>;
  return {
    scope,
    async readData(name) {
      const address = new URL(`data/${name}`, scope.name);
      const response = await fetch(address);
      if (!response.ok) throw new InputError(address.pathname, 'must be readable', response.status);
      return response.text();
    },
    engines: {
      // The engine and its shaders are a file of their own, for those who have a GPU.
      ...(gpu ? { webgpu: async () => (await import('../gpu/engine')).createWebGpuEngine(gpu) } : {}),
      wasm: loadWasmEngine,
      reference: () => Promise.resolve(createReferenceEngine()),
    },
    yieldToMessages: () =>
      new Promise((resolve) => {
        passed = resolve;
        channel.port2.postMessage(null);
      }),
  };
}

/** The worker's end of the border: gives the lab this browser's engines, files and clock, and carries its events to the page. */
import { InputError } from '../core/errors';
import { openRun } from '../engine/open-run';
import { createReferenceEngine } from '../reference/engine';
import { loadWasmEngine } from '../wasm/load';
import { startLab } from './lab';
import type { Command, Event } from './protocol';

/** The parts of a worker's global scope that are used here; the DOM's types describe a page. */
interface WorkerScope {
  /** The address of the page, as `createLabWorker` names the worker. */
  readonly name: string;
  postMessage(event: Event, transfer: readonly ArrayBufferLike[]): void;
  addEventListener(type: 'message', listener: (message: MessageEvent<Command>) => void): void;
}

const scope = globalThis as unknown as WorkerScope;

/** The text of one of the project's data files. */
async function readData(name: string): Promise<string> {
  const address = new URL(`data/${name}`, scope.name);
  const response = await fetch(address);
  if (!response.ok) throw new InputError(address.pathname, 'must be readable', response.status);
  return response.text();
}

/** Numbers that the lab gives away with an event; an example stays its own, since tasks may share memory among examples. */
function transferOf(event: Event): ArrayBufferLike[] {
  switch (event.type) {
    case 'progress':
      return [event.losses.buffer, event.gradNorms.buffer];
    case 'snapshot':
    case 'initial': {
      const { tensors, parameters } = event.snapshot;
      const buffers = Object.values(tensors).map(({ data }) => data.buffer);
      return [...new Set(parameters === undefined ? buffers : [...buffers, parameters.buffer])];
    }
    case 'weights':
    case 'saved':
      return [event.file.buffer];
    default:
      return [];
  }
}

// A message to itself comes after those that wait; a timer would wait 4 ms.
const channel = new MessageChannel();
let passed: () => void = () => undefined;
channel.port1.onmessage = () => {
  passed();
};

// The types promise WebGPU; many browsers have none.
const { gpu } = navigator as Partial<Navigator>;

const lab = startLab({
  post(event) {
    scope.postMessage(event, transferOf(event));
  },
  openRun: (given) => openRun(given, readData),
  engines: {
    // The engine and its shaders are a file of their own, for those who have a GPU.
    ...(gpu ? { webgpu: async () => (await import('../gpu/engine')).createWebGpuEngine(gpu) } : {}),
    wasm: loadWasmEngine,
    reference: () => Promise.resolve(createReferenceEngine()),
  },
  clock: () => performance.now(),
  yieldToMessages: () =>
    new Promise((resolve) => {
      passed = resolve;
      channel.port2.postMessage(null);
    }),
});

scope.addEventListener('message', ({ data }) => {
  lab.receive(data);
});

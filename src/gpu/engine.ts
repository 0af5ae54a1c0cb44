/** The WebGPU engine: a device of an adapter, how to know it, and executors of plans on it. */
import { UnavailableError } from '../core/errors';
import type { Engine, Executor } from '../model/executor';
import { createWebGpuExecutor } from './executor';
import { createPipelines, type Pipelines } from './pipelines';
import { type Target, WANTED_STORAGE_BUFFERS } from './tuning';

/** Names by which drivers tell that a CPU does the work. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|basic render/i;

/** A device and what is compiled on it. Several engines may use one; whoever opened it destroys it. */
export interface OpenedDevice {
  readonly device: GPUDevice;
  readonly pipelines: Pipelines;
  /** The adapter's names. */
  readonly adapter: string;
  /** A CPU imitates a GPU. */
  readonly software: boolean;
}

/** @throws UnavailableError, with the reason, where there is no adapter or it gives no device. */
export async function openDevice(gpu: GPU): Promise<OpenedDevice> {
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new UnavailableError('webgpu: no adapter; this browser or driver offers no GPU, so take the wasm or reference engine');
  const device = await requestDevice(adapter);
  const { info } = adapter;
  const names = [info.vendor, info.architecture, info.device, info.description].filter((name) => name !== '');
  const software = info.isFallbackAdapter || names.some((name) => SOFTWARE.test(name));
  return { device, pipelines: createPipelines(device), adapter: names.join(' '), software };
}

/** An engine with a device of its own. @throws UnavailableError, with the reason, where there is no adapter or it gives no device. */
export async function createWebGpuEngine(gpu: GPU, target?: Target): Promise<Engine> {
  const opened = await openDevice(gpu);
  const engine = createEngineOn(opened, target);
  return {
    ...engine,
    dispose() {
      engine.dispose();
      opened.device.destroy();
    },
  };
}

/** `cut` says what kernels are cut for; left out, it is what the adapter is. Tests give it, to run the cuts of a real GPU on a software one. */
export function createEngineOn({ device, pipelines, adapter, software }: OpenedDevice, cut: Target = { software, adapter }): Engine {
  const target: Target = { storageBuffers: device.limits.maxStorageBuffersPerShaderStage, ...cut };
  const executors = new Set<Executor>();
  let disposed = false;
  const lost = new Promise<string>((resolve) => {
    void device.lost.then(({ message, reason }) => {
      if (!disposed) resolve(message === '' ? reason : message);
    });
  });
  return {
    name: 'webgpu',
    adapter: adapter || 'unnamed adapter',
    software,
    lost,
    async createExecutor(plan) {
      if (disposed) throw new Error('webgpu: this engine was disposed');
      const executor = await createWebGpuExecutor(device, pipelines, plan, target, (disposedOne) => executors.delete(disposedOne));
      executors.add(executor);
      return executor;
    },
    dispose() {
      disposed = true;
      for (const executor of [...executors]) executor.dispose();
    },
  };
}

async function requestDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  const maxStorageBuffersPerShaderStage = Math.min(adapter.limits.maxStorageBuffersPerShaderStage, WANTED_STORAGE_BUFFERS);
  try {
    return await adapter.requestDevice({ label: 'through time', requiredLimits: { maxStorageBuffersPerShaderStage } });
  } catch (error) {
    throw new UnavailableError(`webgpu: the adapter gives no device (${error instanceof Error ? error.message : String(error)})`);
  }
}

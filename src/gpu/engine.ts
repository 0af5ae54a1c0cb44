/** The WebGPU engine: one device of one adapter, how to know it, and executors of plans on it. */
import { UnavailableError } from '../core/errors';
import type { Engine, Executor } from '../model/executor';
import { createWebGpuExecutor } from './executor';
import { createPipelines } from './pipelines';
import type { Target } from './tuning';

/** Names by which drivers tell that a CPU does the work. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|basic render/i;

/**
 * `target` says what kernels are cut for; left out, it is what the adapter is. Tests give it, to run the cuts of a real GPU on a software one.
 * @throws UnavailableError, with the reason, where there is no adapter or it gives no device.
 */
export async function createWebGpuEngine(gpu: GPU, target?: Target): Promise<Engine> {
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new UnavailableError('webgpu: no adapter; this browser or driver offers no GPU, so take the wasm or reference engine');
  const device = await requestDevice(adapter);
  const { info } = adapter;
  const names = [info.vendor, info.architecture, info.device, info.description].filter((name) => name !== '');
  const software = info.isFallbackAdapter || names.some((name) => SOFTWARE.test(name));
  const cutFor = target ?? { software, adapter: names.join(' ') };
  const pipelines = createPipelines(device);
  const executors = new Set<Executor>();
  let disposed = false;
  const lost = new Promise<string>((resolve) => {
    void device.lost.then(({ message, reason }) => {
      if (!disposed) resolve(message === '' ? reason : message);
    });
  });
  return {
    name: 'webgpu',
    adapter: names.join(' ') || 'unnamed adapter',
    software,
    lost,
    async createExecutor(plan) {
      if (disposed) throw new Error('webgpu: this engine was disposed');
      const executor = await createWebGpuExecutor(device, pipelines, plan, cutFor, (disposedOne) => executors.delete(disposedOne));
      executors.add(executor);
      return executor;
    },
    dispose() {
      if (disposed) return;
      disposed = true;
      for (const executor of [...executors]) executor.dispose();
      device.destroy();
    },
  };
}

async function requestDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  try {
    return await adapter.requestDevice({ label: 'through time' });
  } catch (error) {
    throw new UnavailableError(`webgpu: the adapter gives no device (${error instanceof Error ? error.message : String(error)})`);
  }
}

/** Error scopes around work on a device: what went wrong becomes an exception where it happened. */
import { UnavailableError } from '../core/errors';

/**
 * Runs `work` and waits for the device's verdict on the calls that it makes before it first waits for anything.
 * @throws UnavailableError where memory ran out; Error where a call was invalid, which is a defect.
 */
export async function inErrorScopes<Result>(device: GPUDevice, what: string, work: () => Promise<Result>): Promise<Result> {
  device.pushErrorScope('out-of-memory');
  device.pushErrorScope('validation');
  const working = work();
  // Popped before anything is awaited: the stack of scopes belongs to the device, and others may push theirs meanwhile.
  const verdicts = Promise.all([device.popErrorScope(), device.popErrorScope()]);
  const [[invalid, memory], done] = await Promise.all([verdicts, Promise.allSettled([working])]);
  if (memory)
    throw new UnavailableError(`webgpu: ${what} does not fit this device's memory (${memory.message}); make the model or the batch smaller`);
  const [{ status }] = done;
  if (status === 'fulfilled' && invalid) throw new Error(`webgpu: ${what}: ${invalid.message}`);
  return working;
}

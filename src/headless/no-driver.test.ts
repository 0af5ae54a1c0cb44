/** Where Vulkan has no driver, WebGPU is refused in one line of ours: Dawn, if asked, would print several of its own. */
import { afterEach, expect, it, vi } from 'vitest';
import { UnavailableError } from '../core/errors';
import { openNodeGpu } from './node-gpu';

const { platform } = process;
afterEach(() => {
  vi.unstubAllEnvs();
  Object.defineProperty(process, 'platform', { value: platform });
});

it('refuses to open a GPU where the environment names drivers that are not there', () => {
  Object.defineProperty(process, 'platform', { value: 'linux' });
  vi.stubEnv('VK_DRIVER_FILES', '/no/such/driver.json');
  expect(openNodeGpu).toThrow(UnavailableError);
  expect(openNodeGpu).toThrow('webgpu: no Vulkan driver here');
});

/**
 * WebGPU in Node: Dawn, on the machine's own Vulkan driver where there is one, else on the software driver that browsers bring along.
 *
 * A process that has opened a GPU must end with `process.exit`: Dawn's threads keep it alive.
 */
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UnavailableError } from '../core/errors';

/** Dawn, or why this machine cannot load it: the package comes without a binary for some platforms, and the other engines need none. */
const dawn = await import('webgpu').catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));

const DRIVER = 'vk_swiftshader_icd.json';

/**
 * Workgroup memory is left as it is: SwiftShader would clear all of it for every four threads, and compile that store by store.
 * No kernel reads what it has not written.
 */
const OPTIONS = ['enable-dawn-features=disable_workgroup_init'];

/** Kept for as long as the process lives: Dawn crashes when its instance is collected before its devices. */
let opened: GPU | null = null;

/**
 * Dawn's WebGPU, with the GPU* globals in place; the same one at every call. The adapter may still be missing.
 * @throws UnavailableError where Dawn does not load, or has no driver to ask.
 */
export function openNodeGpu(): GPU {
  if (opened) return opened;
  if (dawn instanceof Error) throw new UnavailableError(`webgpu: Dawn does not load here (${dawn.message}); take the wasm or reference engine`);
  if (process.platform === 'linux') {
    offerSoftwareDriver();
    // Dawn would find out too, and print a page about it.
    if (!hasDriver()) throw new UnavailableError("webgpu: no Vulkan driver here, a GPU's or Chromium's; take the wasm or reference engine");
  }
  try {
    Object.assign(globalThis, dawn.globals);
    opened = dawn.create(OPTIONS);
    return opened;
  } catch (error) {
    throw new UnavailableError(
      `webgpu: Dawn does not load here (${error instanceof Error ? error.message : String(error)}); is libvulkan1 installed?`,
    );
  }
}

/**
 * Leaves the user's choice of a driver alone; else puts the software driver behind those of the system, which may be there and find no
 * hardware, or lack what Dawn asks for.
 */
function offerSoftwareDriver(): void {
  const { env } = process;
  if (env.VK_ICD_FILENAMES ?? env.VK_DRIVER_FILES ?? env.VK_ADD_DRIVER_FILES) return;
  const driver = findSoftwareDriver();
  if (driver === null) return;
  // Loaders before 1.3.207 know the first variable only, and it hides the system's drivers.
  if (hasSystemDriver()) env.VK_ADD_DRIVER_FILES = driver;
  else env.VK_ICD_FILENAMES = driver;
}

/** Whether the Vulkan loader has anything to load: what the environment names, else what the system has. */
function hasDriver(): boolean {
  const { VK_ICD_FILENAMES, VK_DRIVER_FILES, VK_ADD_DRIVER_FILES } = process.env;
  const named = VK_DRIVER_FILES ?? VK_ICD_FILENAMES;
  if (named !== undefined) return named.split(':').some((path) => existsSync(path));
  return VK_ADD_DRIVER_FILES !== undefined || hasSystemDriver();
}

/** Whether a driver lies where the Vulkan loader looks for them. */
function hasSystemDriver(): boolean {
  const { XDG_DATA_DIRS = '/usr/local/share:/usr/share', XDG_CONFIG_DIRS = '/etc/xdg' } = process.env;
  const user = [join(homedir(), '.local', 'share'), join(homedir(), '.config')];
  const bases = ['/etc', '/run/opengl-driver/share', ...user, ...`${XDG_DATA_DIRS}:${XDG_CONFIG_DIRS}`.split(':')];
  return bases.some((base) => list(join(base, 'vulkan', 'icd.d')).some((name) => name.endsWith('.json')));
}

/** SwiftShader beside an installed Chromium: Debian's, or one of Playwright's. */
function findSoftwareDriver(): string | null {
  const browsers = [process.env.PLAYWRIGHT_BROWSERS_PATH, join(homedir(), '.cache', 'ms-playwright')].filter((path) => path !== undefined);
  const playwright = browsers.flatMap((path) =>
    list(path)
      .filter((name) => name.startsWith('chromium'))
      .flatMap((name) => list(join(path, name)).map((inner) => join(path, name, inner))),
  );
  const folders = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome', ...playwright];
  return folders.map((folder) => join(folder, DRIVER)).find((path) => existsSync(path)) ?? null;
}

function list(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

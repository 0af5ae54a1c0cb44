/** Installs what is missing before anything runs: the packages of the lock file, and for tests a browser and the software GPU's loader. */
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { findBrowser, findFirefox } from './find-browser.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the loader of Vulkan drivers lies on the Linuxes that we know. */
const vulkanLoaders = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib', '/lib/x86_64-linux-gnu'].map((folder) =>
  join(folder, 'libvulkan.so.1'),
);

/** What stops the set-up, in a sentence for the person at the keyboard. */
export class SetupError extends Error {}

/** Runs `npm ci` unless node_modules holds every package of the lock file in its version. @throws {SetupError} */
export function ensurePackages() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) throw new SetupError(`Node must be 20.19 or newer, got ${process.versions.node}.`);
  if (packagesMatch()) return;
  const folder = join(root, 'node_modules');
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new SetupError('node_modules is a link and does not match package-lock.json: install the packages where it leads.');
  }
  console.log('Installing the packages (npm ci)…');
  if (!run('npm', ['ci', '--no-audit', '--no-fund'], { shell: process.platform === 'win32' }))
    throw new SetupError('npm ci failed; its last lines say why.');
}

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean, devOptional?: boolean }> }} Lock */

function packagesMatch() {
  const installedPath = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedPath)) return false;
  const wanted = /** @type {Lock} */ (JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))).packages;
  const installed = /** @type {Lock} */ (JSON.parse(readFileSync(installedPath, 'utf8'))).packages;
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    const found = /** @type {{ version?: string } | undefined} */ (installed[path]);
    return path === '' || (found ? found.version === version : optional === true || devOptional === true);
  });
}

/**
 * Finds a Chromium or gets one: Playwright's download first, then the system's package.
 * @throws {SetupError}
 */
export function ensureBrowser() {
  if (getBrowser('chromium', 'Chromium', ['chromium'], () => findBrowser() !== null)) return;
  throw new SetupError(
    'The whole-page tests need a Chromium, and none could be installed: install one (Debian: apt-get install chromium; elsewhere: npx playwright install chromium).',
  );
}

/**
 * The same for the Firefox of the long tests, which on Linux has WebGPU by a Vulkan driver of the system, in software too.
 * @throws {SetupError}
 */
export function ensureFirefox() {
  if (!getBrowser('firefox', 'Firefox', ['firefox-esr'], () => findFirefox() !== null)) {
    throw new SetupError(
      'The long tests need a Firefox, and none could be installed: install one (Debian: apt-get install firefox-esr; elsewhere: npx playwright install firefox).',
    );
  }
  if (process.platform !== 'linux' || hasVulkanDriver()) return;
  if (canInstall()) {
    console.log('Installing Mesa’s Vulkan drivers for Firefox…');
    installPackages(['mesa-vulkan-drivers']);
  }
  if (!hasVulkanDriver())
    throw new SetupError('Firefox’s WebGPU needs a Vulkan driver: install one (Debian, Ubuntu: apt-get install mesa-vulkan-drivers).');
}

/**
 * @param {'chromium' | 'firefox'} name Playwright's
 * @param {string} title
 * @param {readonly string[]} packages the system's
 * @param {() => boolean} isThere
 * @returns {boolean} whether it is there in the end
 */
function getBrowser(name, title, packages, isThere) {
  if (isThere()) return true;
  console.log(`No ${title} found: downloading Playwright’s, which may take some minutes…`);
  const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  const env = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' };
  // Quiet, since where the download is not reachable it says so at length, and the system's package serves as well.
  const downloaded = run(process.execPath, [playwright, 'install', '--no-shell', name], { env, stdio: 'ignore' });
  if (isThere()) return true;
  if (!downloaded) console.log('That download is not to be had from here.');
  if (downloaded && canInstall()) {
    run(process.execPath, [playwright, 'install-deps', name], { env });
    if (isThere()) return true;
  }
  if (!canInstall()) return false;
  console.log(`Installing the system’s ${title}…`);
  installPackages(packages);
  return isThere();
}

/**
 * The kernel tests in Node need Vulkan's loader and a driver: the machine's own GPU, or SwiftShader beside the browser. Elsewhere than on
 * Linux the system brings both.
 * @throws {SetupError}
 */
export function ensureDriver() {
  if (process.platform !== 'linux') return;
  if (!hasVulkanLoader() && canInstall()) {
    console.log('Installing Vulkan’s loader…');
    installPackages(['libvulkan1']);
  }
  if (!hasVulkanLoader()) throw new SetupError('The kernel tests need libvulkan.so.1: install it (Debian, Ubuntu: apt-get install libvulkan1).');
  if (findBrowser()?.driver === null && !hasVulkanDriver()) {
    throw new SetupError('The kernel tests need a Vulkan driver; the browser found has no SwiftShader beside it (Debian’s chromium has).');
  }
}

function hasVulkanLoader() {
  return vulkanLoaders.some((path) => existsSync(path));
}

function hasVulkanDriver() {
  const folders = ['/etc/vulkan/icd.d', '/usr/share/vulkan/icd.d', '/usr/local/share/vulkan/icd.d'];
  return folders.some((folder) => existsSync(folder) && readdirSync(folder).some((name) => name.endsWith('.json')));
}

function isRoot() {
  return process.getuid?.() === 0;
}

function canInstall() {
  const hasApt = existsSync('/usr/bin/apt-get');
  return hasApt && (isRoot() || spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0);
}

/** @param {readonly string[]} names */
function installPackages(names) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const prefix = isRoot() ? [] : ['sudo', '-n'];
  for (const args of [
    ['update', '-q'],
    ['install', '-q', '-y', '--no-install-recommends', ...names],
  ]) {
    const [command, ...rest] = [...prefix, 'apt-get', ...args];
    if (!run(command, rest, { env })) console.error(`apt-get ${args[0]} failed.`);
  }
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 */
function run(command, args, options = {}) {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options }).status === 0;
}

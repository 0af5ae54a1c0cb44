/** Finds the browsers of this machine for the tests: a Chromium with the software Vulkan driver that lies beside it, and a Firefox. */
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';

/** @typedef {{ executable: string, driver: string | null }} Browser driver: the path of vk_swiftshader_icd.json */
/** @typedef {{ executable: string, channel: 'moz-firefox' | undefined }} Firefox channel: how Playwright speaks to it */

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];
const driverFolders = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome'];

/**
 * An installed Chromium first, then the one that Playwright downloaded.
 * @returns {Browser | null}
 */
export function findBrowser() {
  const installed = [...commands.flatMap(pathsOf), ...applications];
  const executable = installed.find(isBrowser) ?? [downloadedBrowser('chromium')].find(isBrowser);
  return executable ? { executable, driver: findDriver(executable) } : null;
}

/**
 * Debian's Firefox first, which Playwright drives by WebDriver BiDi as it does any of Mozilla's, then Playwright's own.
 * @returns {Firefox | null}
 */
export function findFirefox() {
  const installed = pathsOf('firefox-esr').find(isBrowser);
  if (installed) return { executable: installed, channel: 'moz-firefox' };
  const executable = [downloadedBrowser('firefox')].find(isBrowser);
  return executable ? { executable, channel: undefined } : null;
}

/** @param {string} command */
function pathsOf(command) {
  return (process.env['PATH'] ?? '').split(delimiter).map((path) => join(path, command));
}

/** Where Playwright puts its own browser, whether or not it is there. @param {'chromium' | 'firefox'} name */
function downloadedBrowser(name) {
  const require = createRequire(import.meta.url);
  /** @type {typeof import('playwright')} */
  const playwright = require('playwright');
  return playwright[name].executablePath();
}

/**
 * On Linux a launcher may be a stub, and a download may lack libraries, so there it has to say its version.
 * @param {string} executable
 */
function isBrowser(executable) {
  if (!existsSync(executable)) return false;
  return process.platform !== 'linux' || spawnSync(executable, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

/** @param {string} executable */
function findDriver(executable) {
  const folders = [dirname(realpathSync(executable)), ...driverFolders];
  return folders.map((folder) => join(folder, 'vk_swiftshader_icd.json')).find((path) => existsSync(path)) ?? null;
}

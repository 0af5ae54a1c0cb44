/** The pinned packages that data are made from: fetched, checked against their checksum and unpacked; another version is refused. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * @param {string} path
 * @param {'sha256' | 'sha512'} kind
 * @param {'hex' | 'base64'} form
 */
function digestFile(path, kind, form) {
  return createHash(kind).update(readFileSync(path)).digest(form);
}

/**
 * @param {string} what
 * @param {string} wanted
 * @param {string} got
 */
function check(what, wanted, got) {
  if (wanted !== got) throw new Error(`${what}: its checksum must be ${wanted}, got ${got}`);
}

/**
 * Downloads an npm package into a folder and unpacks it.
 * @param {string} folder
 * @param {string} name with its version, as `name@1.2.3`
 * @param {string} integrity as package-lock.json writes it
 * @returns {string} the unpacked package's folder
 */
export function unpackNpm(folder, name, integrity) {
  const place = mkdtempSync(join(folder, 'npm-'));
  execFileSync('npm', ['pack', name, '--silent', '--pack-destination', place], { cwd: place, stdio: 'ignore' });
  const archive = join(place, readdirSync(place)[0]);
  check(name, integrity, `sha512-${digestFile(archive, 'sha512', 'base64')}`);
  execFileSync('tar', ['-xzf', archive, '-C', place]);
  return join(place, 'package');
}

/**
 * Downloads a Debian package into a folder and unpacks it.
 * @param {string} folder
 * @param {string} name with its version, as `name=1.2-3`
 * @param {string} sha256
 * @returns {string} the folder that its files lie in as they would below /
 */
export function unpackDebian(folder, name, sha256) {
  const place = mkdtempSync(join(folder, 'deb-'));
  execFileSync('apt-get', ['download', name], { cwd: place, stdio: 'ignore' });
  const archive = join(place, readdirSync(place)[0]);
  check(name, sha256, digestFile(archive, 'sha256', 'hex'));
  const unpacked = join(place, 'files');
  execFileSync('dpkg-deb', ['-x', archive, unpacked]);
  return unpacked;
}

/**
 * A folder of its own for the time that `work` takes.
 * @template Result
 * @param {(folder: string) => Result | Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function withFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'data-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

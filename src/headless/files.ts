/** The files that commands read and write: refused with the option that named them, and never left half-written. */
import { existsSync } from 'node:fs';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { InputError, NonFiniteError } from '../core/errors';
import { readSafetensors, writeSafetensors } from '../core/safetensors';
import { parseStrictJson } from '../core/strict-json';
import type { TensorMap } from '../core/tensor';

/** What was called `path` on the command line as `--option`. @throws InputError where it cannot be read. */
export async function readBytes(option: string, path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new InputError(`--${option}`, `must name a file that can be read (${codeOf(error)})`, path);
  }
}

/** @throws InputError where the file cannot be read, is not JSON, or repeats a name. */
export async function readJson(option: string, path: string): Promise<unknown> {
  return parseStrictJson(await readBytes(option, path), `--${option} file`);
}

/** @throws InputError naming the option where the file cannot be read or is not safetensors. */
export async function readTensors(option: string, path: string): Promise<TensorMap> {
  const bytes = await readBytes(option, path);
  try {
    return readSafetensors(bytes);
  } catch (error) {
    throw error instanceof InputError ? new InputError(`--${option} ${error.where}`, error.mustHold, error.got) : error;
  }
}

/** @throws InputError where no file could be written there; asked before long work. */
export async function checkWritable(option: string, path: string): Promise<void> {
  const [folder, present] = await Promise.all([stat(dirname(path)).catch(() => null), stat(path).catch(() => null)]);
  if (!folder?.isDirectory() || present?.isDirectory()) throw new InputError(`--${option}`, 'must name a file in a folder that is there', path);
}

/**
 * Writes tensors as `writeBytes` does.
 * @param update the one that the numbers are of.
 * @throws InputError where it cannot be written, NonFiniteError for a number that float32, the type of files, has no room for.
 */
export async function writeTensors(option: string, path: string, tensors: TensorMap, update: number): Promise<void> {
  for (const [name, { data }] of Object.entries(tensors)) {
    if (!data.every((value) => Number.isFinite(Math.fround(value)))) throw new NonFiniteError(update, `${name}, written as float32`);
  }
  await writeBytes(option, path, writeSafetensors(tensors));
}

/** Writes the whole file or nothing: under another name first, which then becomes `path`. @throws InputError where it cannot be written. */
export async function writeBytes(option: string, path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.${String(process.pid)}.part`;
  try {
    await writeFile(draft, bytes);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw new InputError(`--${option}`, `must name a file that can be written (${codeOf(error)})`, path);
  }
}

/** The text of one of the project's data files. */
export function readData(name: string): Promise<string> {
  return readFile(join(findRoot(), 'public', 'data', name), 'utf8');
}

/** The project's folder: the nearest one above this code that holds its data. */
function findRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'public', 'data'))) {
    if (dirname(folder) === folder) throw new Error('headless: the folder public/data must lie above the program, got none');
    folder = dirname(folder);
  }
  return folder;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

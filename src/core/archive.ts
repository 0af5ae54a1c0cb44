/**
 * Reads and writes the archives that saved runs are: zip files of a few named parts. Archives come from strangers, so a reader says beforehand which
 * parts there may be and how large each, and nothing is inflated past what was announced; every defect is an InputError.
 *
 * The layout is that of PKWARE's APPNOTE 6.3: local headers with their data, the central directory, its end; without zip64, encryption or comment.
 */
import { Inflate, zipSync } from 'fflate';
import { InputError } from './errors';

/** The parts that an archive may have, each with the most bytes that it may hold. */
export type Parts = Readonly<Record<string, number>>;

const Signature = { local: 0x04034b50, entry: 0x02014b50, end: 0x06054b50 } as const;
const LOCAL_BYTES = 30;
const ENTRY_BYTES = 46;
const END_BYTES = 22;
const Method = { stored: 0, deflated: 8 } as const;
const ENCRYPTED = 1;
/** Compressed bytes that are inflated at once: they become 16 MB at the most, deflate's best being 1 to 1032. */
const STRIDE = 16384;
/** Every file of the same run has the same bytes: the earliest date that the format knows. */
const DATE = new Date(1980, 0, 1);

/** The archive of some parts, not compressed. */
export function writeArchive(parts: Readonly<Record<string, Uint8Array>>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(parts)), { level: 0, mtime: DATE });
}

/** Whether the bytes begin as an archive does. */
export function isArchive(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && viewOf(bytes).getUint32(0, true) === Signature.local;
}

/** A part as the central directory announces it. */
interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  /** Bytes in the archive, and once inflated. */
  readonly packed: number;
  readonly size: number;
  /** Where its local header lies, and its data end. */
  readonly begin: number;
  readonly dataStart: number;
}

/**
 * The parts of an archive by name; those that were not compressed are views of `bytes`.
 * @throws InputError for anything but a whole archive of known parts within their sizes.
 */
export function readArchive(bytes: Uint8Array, allowed: Parts): ReadonlyMap<string, Uint8Array> {
  const most = Object.values(allowed).reduce((sum, size) => sum + size, 0);
  if (bytes.length > most) throw new InputError('archive', `must have at most ${String(most)} bytes`, bytes.length);
  const entries = readDirectory(bytes, allowed);
  return new Map(entries.map((entry) => [entry.name, unpack(bytes, entry)]));
}

function readDirectory(bytes: Uint8Array, allowed: Parts): readonly Entry[] {
  const view = viewOf(bytes);
  const end = bytes.length - END_BYTES;
  if (end < 0 || view.getUint32(end, true) !== Signature.end) {
    throw new InputError('archive', 'must be a whole zip file without a comment, ending in its directory', `${String(bytes.length)} bytes`);
  }
  const [disk, directoryDisk, here, count] = [4, 6, 8, 10].map((at) => view.getUint16(end + at, true));
  const [size, start] = [12, 16].map((at) => view.getUint32(end + at, true));
  const most = Object.keys(allowed).length;
  if (disk !== 0 || directoryDisk !== 0 || here !== count || count > most) {
    throw new InputError('archive', `must be one file with at most ${String(most)} parts`, `${String(count)} parts`);
  }
  if (start + size !== end) throw new InputError('archive', `must have its directory end at byte ${String(end)}`, start + size);
  const entries: Entry[] = [];
  let at = start;
  for (let k = 0; k < count; k++) {
    if (at + ENTRY_BYTES > end || view.getUint32(at, true) !== Signature.entry)
      throw new InputError('archive', `must list ${String(count)} parts`, k);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const name = decodeName(bytes.subarray(at + ENTRY_BYTES, Math.min(at + ENTRY_BYTES + nameLength, end)));
    if (!Object.hasOwn(allowed, name)) throw new InputError('archive', `must hold only ${Object.keys(allowed).join(', ')}`, name);
    if (entries.some((entry) => entry.name === name)) throw new InputError('archive', 'must hold each part once', name);
    entries.push(readEntry(bytes, at, name, allowed[name], start));
    at += ENTRY_BYTES + nameLength + extraLength + commentLength;
  }
  if (at !== end) throw new InputError('archive', `must have a directory of ${String(size)} bytes`, at - start);
  checkOverlap(entries);
  return entries;
}

/** @param limit the most bytes of the part. @param directory where the data of all parts must have ended. */
function readEntry(bytes: Uint8Array, at: number, name: string, limit: number, directory: number): Entry {
  const view = viewOf(bytes);
  const [flags, method] = [8, 10].map((field) => view.getUint16(at + field, true));
  const [crc, packed, size] = [16, 20, 24].map((field) => view.getUint32(at + field, true));
  const begin = view.getUint32(at + 42, true);
  if ((flags & ENCRYPTED) !== 0) throw new InputError(name, 'must not be encrypted', flags);
  if (method !== Method.stored && method !== Method.deflated) throw new InputError(name, 'must be stored or deflated', `method ${String(method)}`);
  if (size > limit) throw new InputError(name, `must have at most ${String(limit)} bytes`, size);
  if (method === Method.stored && packed !== size) throw new InputError(name, `must take its ${String(size)} bytes where it is stored`, packed);
  if (begin + LOCAL_BYTES > directory || view.getUint32(begin, true) !== Signature.local) {
    throw new InputError(name, 'must begin with its own header', `byte ${String(begin)}`);
  }
  const nameEnd = begin + LOCAL_BYTES + view.getUint16(begin + 26, true);
  const ownName = decodeName(bytes.subarray(begin + LOCAL_BYTES, Math.min(nameEnd, directory)));
  if (ownName !== name) throw new InputError(name, 'must have the same name in the directory and in its own header', ownName);
  const dataStart = nameEnd + view.getUint16(begin + 28, true);
  if (dataStart + packed > directory) throw new InputError(name, `must end before byte ${String(directory)}`, dataStart + packed);
  return { name, method, crc, packed, size, begin, dataStart };
}

/** Parts that share their data are how a small archive becomes a large one. */
function checkOverlap(entries: readonly Entry[]): void {
  const inOrder = [...entries].sort((a, b) => a.begin - b.begin);
  for (const [k, { name, begin }] of inOrder.entries()) {
    const before = k === 0 ? 0 : inOrder[k - 1].dataStart + inOrder[k - 1].packed;
    if (begin < before) throw new InputError(name, `must begin at byte ${String(before)} or later, where the part before ends`, begin);
  }
}

function unpack(bytes: Uint8Array, { name, method, crc, packed, size, dataStart }: Entry): Uint8Array {
  const data = bytes.subarray(dataStart, dataStart + packed);
  const content = method === Method.stored ? data : inflate(name, data, size);
  if (checksum(content) !== crc) throw new InputError(name, 'must be whole: its checksum must be the one that the archive names', checksum(content));
  return content;
}

/** A few thousand bytes at a time, so that data which go on longer than announced are found out early. */
function inflate(name: string, data: Uint8Array, size: number): Uint8Array {
  const content = new Uint8Array(size);
  let filled = 0;
  const stream = new Inflate((chunk) => {
    if (filled + chunk.length > size) throw new InputError(name, `must inflate to the ${String(size)} bytes announced`, `more than ${String(size)}`);
    content.set(chunk, filled);
    filled += chunk.length;
  });
  try {
    for (let at = 0; at < data.length || at === 0; at += STRIDE) stream.push(data.subarray(at, at + STRIDE), at + STRIDE >= data.length);
  } catch (error) {
    throw error instanceof InputError ? error : new InputError(name, 'must be deflated data', error instanceof Error ? error.message : error);
  }
  if (filled !== size) throw new InputError(name, `must inflate to the ${String(size)} bytes announced`, filled);
  return content;
}

function decodeName(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, 100));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The remainders of all bytes by the polynomial of CRC-32 (IEEE 802.3), bits reversed. */
const remainders = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
  return remainder;
});

/** CRC-32. */
function checksum(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ remainders[(crc ^ byte) & 0xff];
  return (crc ^ 0xffffffff) >>> 0;
}

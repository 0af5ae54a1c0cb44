/**
 * Reads and writes safetensors files: 8 bytes of header length, a JSON header of names, types, shapes and byte ranges, then the numbers,
 * all little-endian. Files come from strangers, so every defect is an InputError and nothing is allocated beyond the file's own size times a small factor.
 */
import { InputError } from './errors';
import { parseStrictJson } from './strict-json';
import { elementCount, type Numbers, type Tensor, type TensorMap } from './tensor';

const MAX_HEADER = 1 << 20;
/** The most bytes of numbers in a file: the parameters of the widest networks that the engines take. */
export const MAX_DATA = 512 << 20;
const MAX_FILE = MAX_DATA + MAX_HEADER;
const MAX_DIMENSIONS = 8;
const FLOAT32_MAX = 3.4028234663852886e38;
const PREFIX = 8;
const OPENING_BRACE = 0x7b;

interface NumberType {
  readonly bytes: number;
  readonly read: (view: DataView, at: number) => number;
  readonly create: (count: number) => Numbers;
}

const createFloats = (count: number) => new Float32Array(count);
const createIntegers = (count: number) => new Int32Array(count);

/** The types that are read, and what they become; a 64-bit integer that an Int32Array cannot hold reads as NaN. */
const numberTypes: ReadonlyMap<unknown, NumberType> = new Map<unknown, NumberType>([
  ['F64', { bytes: 8, read: (view, at) => view.getFloat64(at, true), create: (count) => new Float64Array(count) }],
  ['F32', { bytes: 4, read: (view, at) => view.getFloat32(at, true), create: createFloats }],
  ['F16', { bytes: 2, read: (view, at) => decodeHalf(view.getUint16(at, true)), create: createFloats }],
  ['BF16', { bytes: 2, read: (view, at) => decodeBrainFloat(view.getUint16(at, true)), create: createFloats }],
  ['I64', { bytes: 8, read: (view, at) => narrowInteger(view.getBigInt64(at, true)), create: createIntegers }],
  ['I32', { bytes: 4, read: (view, at) => view.getInt32(at, true), create: createIntegers }],
]);

/** A tensor as the header announces it. */
interface Entry {
  readonly name: string;
  readonly type: NumberType;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/**
 * The tensors of a file in the order of their bytes. F64 stays Float64Array, F32, F16 and BF16 become Float32Array, I64 and I32 Int32Array.
 * @throws InputError for anything but a complete file of finite numbers within float32's and int32's range.
 */
export function readSafetensors(bytes: Uint8Array): TensorMap {
  if (bytes.length > MAX_FILE) throw new InputError('file', `must have at most ${String(MAX_FILE)} bytes`, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { header, dataStart } = readHeader(bytes, view);
  const entries = Object.entries(header)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, value]) => parseEntry(name, value));
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  checkRanges(entries, bytes.length - dataStart);
  return Object.fromEntries(entries.map((entry) => [entry.name, readTensor(view, dataStart, entry)]));
}

function readHeader(bytes: Uint8Array, view: DataView): { readonly header: object; readonly dataStart: number } {
  if (bytes.length < PREFIX) throw new InputError('file', 'must begin with the 8 bytes of the header length', `${String(bytes.length)} bytes`);
  const length = view.getBigUint64(0, true);
  if (length > MAX_HEADER) throw new InputError('header', `must have at most ${String(MAX_HEADER)} bytes`, length);
  const dataStart = PREFIX + Number(length);
  if (dataStart > bytes.length) throw new InputError('header', `must end within the file's ${String(bytes.length)} bytes`, dataStart);
  const header = parseStrictJson(bytes.subarray(PREFIX, dataStart), 'header');
  if (!isObject(header) || bytes[PREFIX] !== OPENING_BRACE) throw new InputError('header', 'must be a JSON object from its first byte on', header);
  return { header, dataStart };
}

function parseEntry(name: string, value: unknown): Entry {
  if (!isObject(value)) throw new InputError(name, 'must be an object with dtype, shape, data_offsets', value);
  const { dtype, shape, data_offsets: range, ...rest } = value as Record<string, unknown>;
  const extra = Object.keys(rest).at(0);
  if (extra !== undefined) throw new InputError(`${name}.${extra}`, 'must not be there (known here: dtype, shape, data_offsets)', rest[extra]);
  const type = numberTypes.get(dtype);
  if (!type) throw new InputError(`${name}.dtype`, `must be one of ${[...numberTypes.keys()].join(', ')}`, dtype);
  if (!isSizes(shape) || shape.length > MAX_DIMENSIONS) {
    throw new InputError(`${name}.shape`, `must be a list of at most ${String(MAX_DIMENSIONS)} whole numbers`, shape);
  }
  if (!isSizes(range) || range.length !== 2) throw new InputError(`${name}.data_offsets`, 'must be two whole numbers', range);
  const [begin, end] = range;
  const size = elementCount(shape) * type.bytes;
  if (end - begin !== size) throw new InputError(`${name}.data_offsets`, `must span the ${String(size)} bytes of shape [${shape.join(', ')}]`, range);
  return { name, type, shape, begin, end };
}

/** Byte ranges, sorted, must follow each other without gap or overlap and fill the rest of the file. */
function checkRanges(entries: readonly Entry[], available: number): void {
  let next = 0;
  for (const { name, begin, end } of entries) {
    if (begin !== next) throw new InputError(`${name}.data_offsets`, `must begin at ${String(next)}, where the tensor before ends`, begin);
    if (end > available) throw new InputError(`${name}.data_offsets`, `must end within the file's ${String(available)} bytes of numbers`, end);
    next = end;
  }
  if (next !== available) throw new InputError('file', `must end with its last tensor, ${String(next)} bytes after the header`, available);
}

function readTensor(view: DataView, dataStart: number, { name, type, shape, begin }: Entry): Tensor {
  const data = type.create(elementCount(shape));
  const start = dataStart + begin;
  const mustHold = data instanceof Int32Array ? 'must be within the range of 32-bit integers' : "must be finite and within float32's range";
  for (let k = 0; k < data.length; k++) {
    const value = type.read(view, start + k * type.bytes);
    if (!(Math.abs(value) <= FLOAT32_MAX)) throw new InputError(`${name}[${String(k)}]`, mustHold, value);
    data[k] = value;
  }
  return { shape, data };
}

/** How floating-point numbers are written: `F32` whatever they are held in, `exact` a Float64Array as F64. */
export type Precision = 'F32' | 'exact';

/**
 * The file of some tensors, in the map's order: Int32Array as I32, everything else as F32 or, where `exact` is asked for, as it is held.
 * @throws InputError where a shape and its data disagree, or for the reserved name `__metadata__`.
 */
export function writeSafetensors(map: TensorMap, precision: Precision = 'F32'): Uint8Array {
  const parts: { readonly dtype: 'I32' | 'F32' | 'F64'; readonly data: Numbers }[] = [];
  const header: [string, object][] = [];
  let size = 0;
  for (const [name, { shape, data }] of Object.entries(map)) {
    if (name === '__metadata__') throw new InputError(name, 'must not name a tensor: the format reserves it', name);
    if (elementCount(shape) !== data.length) throw new InputError(name, `must hold ${String(elementCount(shape))} numbers`, data.length);
    const dtype = data instanceof Int32Array ? 'I32' : precision === 'exact' && data instanceof Float64Array ? 'F64' : 'F32';
    const end = size + (dtype === 'F64' ? 8 : 4) * data.length;
    header.push([name, { dtype, shape, data_offsets: [size, end] }]);
    parts.push({ dtype, data });
    size = end;
  }
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const length = Math.ceil(text.length / PREFIX) * PREFIX;
  const bytes = new Uint8Array(PREFIX + length + size);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(length), true);
  bytes.set(text, PREFIX);
  bytes.fill(0x20, PREFIX + text.length, PREFIX + length);
  let at = PREFIX + length;
  for (const { dtype, data } of parts) {
    for (const value of data) {
      if (dtype === 'I32') view.setInt32(at, value, true);
      else if (dtype === 'F32') view.setFloat32(at, value, true);
      else view.setFloat64(at, value, true);
      at += dtype === 'F64' ? 8 : 4;
    }
  }
  return bytes;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSizes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

/** IEEE 754 binary16: 1 sign, 5 exponent, 10 fraction bits. */
function decodeHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

const scratch = new DataView(new ArrayBuffer(4));

/** The upper half of a float32. */
function decodeBrainFloat(bits: number): number {
  scratch.setUint32(0, bits << 16);
  return scratch.getFloat32(0);
}

function narrowInteger(value: bigint): number {
  return value >= -0x80000000n && value <= 0x7fffffffn ? Number(value) : NaN;
}

import { describe, expect, it } from 'vitest';
import { InputError } from './errors';
import { readSafetensors, writeSafetensors } from './safetensors';
import type { TensorMap } from './tensor';

/** A file of a header, as given, and bytes of numbers. */
function createFile(header: unknown, data: readonly number[] = []): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(data, 8 + text.length);
  return bytes;
}

function createTensorFile(dtype: string, shape: readonly number[], data: readonly number[]): Uint8Array {
  return createFile({ x: { dtype, shape, data_offsets: [0, data.length] } }, data);
}

const tensors: TensorMap = {
  weight: { shape: [2, 3], data: Float32Array.of(1, -2, 0.5, 3e-40, -0, 7) },
  ids: { shape: [2], data: Int32Array.of(-2147483648, 2147483647) },
  scalar: { shape: [], data: Float32Array.of(9) },
  nothing: { shape: [0, 4], data: new Float32Array(0) },
  größe: { shape: [1], data: Float32Array.of(0.1) },
};

describe('readSafetensors', () => {
  it('reads a file written by hand, byte for byte', () => {
    const header = '{"b":{"dtype":"I32","shape":[1],"data_offsets":[4,8]},"a":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]}}  ';
    const map = readSafetensors(createFile(header, [0, 0, 0xc0, 0x3f, 0xff, 0xff, 0xff, 0xff]));
    expect(map).toEqual({ a: { shape: [1, 1], data: Float32Array.of(1.5) }, b: { shape: [1], data: Int32Array.of(-1) } });
  });

  it.each([
    ['F64', [0, 0, 0, 0, 0, 0, 0xf8, 0x3f], Float64Array.of(1.5)],
    ['F16', [0x00, 0x3e, 0x01, 0x00, 0xff, 0xfb, 0x00, 0x80], Float32Array.of(1.5, 2 ** -24, -65504, -0)],
    ['BF16', [0xc0, 0x3f, 0x7f, 0xff], Float32Array.of(1.5, -3.3895313892515355e38)],
    ['I64', [0xfe, 255, 255, 255, 255, 255, 255, 255], Int32Array.of(-2)],
  ])('widens or narrows %s', (dtype, bytes, data) => {
    expect(readSafetensors(createTensorFile(dtype, [data.length], bytes)).x.data).toEqual(data);
  });

  it('ignores metadata and takes a view into a larger buffer', () => {
    const file = createFile({ __metadata__: { format: 'pt' }, x: { dtype: 'I32', shape: [1], data_offsets: [0, 4] } }, [5, 0, 0, 0]);
    const larger = new Uint8Array(file.length + 3);
    larger.set(file, 3);
    expect(readSafetensors(larger.subarray(3))).toEqual({ x: { shape: [1], data: Int32Array.of(5) } });
  });

  const f32 = { dtype: 'F32', shape: [1], data_offsets: [0, 4] };
  const four = [0, 0, 0, 0];
  const refused: readonly (readonly [string, Uint8Array, string])[] = [
    ['an empty file', new Uint8Array(0), 'file: must begin with the 8 bytes'],
    ['a header past the end', createFile('{}').subarray(0, 9), "header: must end within the file's 9 bytes"],
    ['a huge header', Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 255), 'header: must have at most 1048576 bytes'],
    ['a huge file', new Uint8Array((513 << 20) + 1), 'file: must have at most 537919488 bytes'],
    ['broken JSON', createFile('{"x":'), 'header: must be JSON in UTF-8'],
    ['a header in no UTF-8', createFile({ x: f32 }, four).map((byte, k) => (k === 10 ? 0xff : byte)), 'header: must be JSON in UTF-8'],
    ['a list as header', createFile([]), 'header: must be a JSON object from its first byte on, got []'],
    ['a tensor that is no object', createFile({ x: 3 }), 'x: must be an object with dtype, shape, data_offsets, got 3'],
    ['an unknown key', createFile({ x: { ...f32, stride: 1 } }, four), 'x.stride: must not be there'],
    ['an unknown type', createFile({ x: { ...f32, dtype: 'U8' } }, four), 'x.dtype: must be one of F64, F32, F16, BF16, I64, I32, got "U8"'],
    ['no shape', createFile({ x: { dtype: 'F32', data_offsets: [0, 4] } }, four), 'x.shape: must be a list of at most 8 whole numbers, got nothing'],
    ['a negative size', createFile({ x: { ...f32, shape: [-1] } }, four), 'x.shape'],
    ['nine dimensions', createFile({ x: { ...f32, shape: new Array(9).fill(1) } }, four), 'x.shape'],
    ['a size that overflows', createFile({ x: { ...f32, shape: [2 ** 40, 2 ** 40] } }, four), 'x.data_offsets: must span'],
    ['one offset', createFile({ x: { ...f32, data_offsets: [4] } }, four), 'x.data_offsets: must be two whole numbers'],
    [
      'a range of another size',
      createFile({ x: { ...f32, data_offsets: [0, 3] } }, four),
      'x.data_offsets: must span the 4 bytes of shape [1], got [0,3]',
    ],
    ['a gap', createFile({ x: { ...f32, data_offsets: [4, 8] } }, [...four, ...four]), 'x.data_offsets: must begin at 0'],
    ['an overlap', createFile({ x: f32, y: f32 }, four), 'y.data_offsets: must begin at 4'],
    ['numbers past the end', createFile({ x: f32 }, [0, 0]), "x.data_offsets: must end within the file's 2 bytes"],
    ['bytes left over', createFile({ x: f32 }, [...four, 1]), 'file: must end with its last tensor, 4 bytes after the header, got 5'],
    [
      'a name that stands twice',
      createFile('{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', four),
      'header: must hold each name once in an object, got "x"',
    ],
    ['a header that begins with a space', createFile(' {}'), 'header: must be a JSON object from its first byte on'],
    ['a deep header', createFile(`{"x":${'['.repeat(500_000)}${']'.repeat(500_000)}}`), 'header: must nest at most 32 levels deep'],
    ['NaN', createTensorFile('F32', [1], [0, 0, 0xc0, 0x7f]), "x[0]: must be finite and within float32's range, got NaN"],
    ['infinity as F16', createTensorFile('F16', [1], [0, 0x7c]), 'x[0]: must be finite'],
    ['a float64 past float32', createTensorFile('F64', [1], [0, 0, 0, 0, 0, 0, 0xf0, 0x47]), 'x[0]: must be finite and within'],
    ['a 64-bit integer', createTensorFile('I64', [1], [0, 0, 0, 128, 0, 0, 0, 0]), 'x[0]: must be within the range of 32-bit integers'],
  ];
  it.each(refused)('refuses %s', (_, file, message) => {
    expect(() => readSafetensors(file)).toThrow(InputError);
    expect(() => readSafetensors(file)).toThrow(message);
  });
});

describe('writeSafetensors', () => {
  it('is read back as it was', () => {
    expect(readSafetensors(writeSafetensors(tensors))).toEqual(tensors);
    expect(readSafetensors(writeSafetensors({}))).toEqual({});
  });

  it('keeps every digit of float64 where that is asked for, and hostile names', () => {
    const exact: TensorMap = {
      ['__proto__']: { shape: [2], data: Float64Array.of(0.1, -1e-300) },
      constructor: { shape: [1], data: Float32Array.of(2) },
    };
    const map = readSafetensors(writeSafetensors(exact, 'exact'));
    expect(Object.entries(map)).toEqual(Object.entries(exact));
    expect(Object.getPrototypeOf(map)).toBe(Object.prototype);
  });

  it('writes float64 as float32', () => {
    const file = writeSafetensors({ x: { shape: [1], data: Float64Array.of(0.1) } });
    expect(readSafetensors(file)).toEqual({ x: { shape: [1], data: Float32Array.of(0.1) } });
  });

  it('pads the header with spaces, so that the numbers begin at a multiple of 8', () => {
    const file = writeSafetensors({ x: { shape: [1], data: Float32Array.of(1) } });
    const length = Number(new DataView(file.buffer).getBigUint64(0, true));
    expect(length % 8).toBe(0);
    const header = new TextDecoder().decode(file.subarray(8, 8 + length));
    expect(header.trimEnd()).toBe('{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}');
  });

  it('refuses what it could not read back', () => {
    expect(() => writeSafetensors({ x: { shape: [2], data: Float32Array.of(1) } })).toThrow('x: must hold 2 numbers, got 1');
    expect(() => writeSafetensors({ __metadata__: { shape: [1], data: Float32Array.of(1) } })).toThrow(InputError);
  });
});

/** safetensors files by the thousand, each valid but for one defect, or none at all: every one is read as it was written or refused as InputError. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from './errors';
import { readSafetensors, writeSafetensors } from './safetensors';
import type { TensorMap } from './tensor';

/** A header with its numbers, from which a file is made. */
interface Draft {
  readonly header: Record<string, Record<string, unknown>>;
  readonly data: Uint8Array;
}

function createFile(header: string, data: Uint8Array, announced = new TextEncoder().encode(header).length): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(announced), true);
  bytes.set(text, 8);
  bytes.set(data, 8 + text.length);
  return bytes;
}

const hostileNames = ['__proto__', 'constructor', 'toString', '__metadata__', '', '0', 'x.y', '\u0000', '💥', 'n'.repeat(5000)];
const names = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom(...hostileNames)).filter((name) => name !== '__metadata__');
const shapes = fc.array(fc.nat(4), { maxLength: 3 });
const count = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** Finite float32 numbers and 32-bit integers of some shape. */
const tensors = shapes.chain((shape) => {
  const size = { minLength: count(shape), maxLength: count(shape) };
  return fc.oneof(
    fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), size).map((values) => ({ shape, data: Float32Array.from(values) })),
    fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), size).map((values) => ({ shape, data: Int32Array.from(values) })),
  );
});
const maps: fc.Arbitrary<TensorMap> = fc
  .uniqueArray(fc.tuple(names, tensors), { maxLength: 6, selector: ([name]) => name })
  .map((entries) => Object.fromEntries(entries));

/** A valid file of at least one tensor, in parts. */
const drafts: fc.Arbitrary<Draft> = maps
  .filter((map) => Object.keys(map).length > 0)
  .map((map) => {
    const file = writeSafetensors(map);
    const end = 8 + Number(new DataView(file.buffer).getBigUint64(0, true));
    return { header: JSON.parse(new TextDecoder().decode(file.subarray(8, end))) as Draft['header'], data: file.slice(end) };
  });

/** Must end in InputError: a defect of ours would be a TypeError or a RangeError. */
function expectRefused(file: Uint8Array): void {
  expect(() => readSafetensors(file)).toThrow(InputError);
}

/** The draft with one key of one of its tensors replaced. */
function spoil(key: string, values: fc.Arbitrary<unknown>): fc.Arbitrary<Uint8Array> {
  return fc.tuple(drafts, fc.nat(), values).map(([{ header, data }, k, value]) => {
    const entries = Object.entries(header);
    const spoilt = entries.map(([name, entry], i): [string, object] => [name, i === k % entries.length ? { ...entry, [key]: value } : entry]);
    return createFile(JSON.stringify(Object.fromEntries(spoilt)), data);
  });
}

const nonsense = fc.oneof(
  fc.constantFrom(null, true, 'F33', 'f32', '', -1, 1.5, 2 ** 53, '4'),
  fc.constant({}),
  fc.array(fc.string(), { minLength: 1 }),
);

const defects: readonly (readonly [string, fc.Arbitrary<Uint8Array>])[] = [
  ['a type that there is not', spoil('dtype', nonsense)],
  ['a shape that is none', spoil('shape', fc.oneof(nonsense, fc.constantFrom([-1], [0.5], [2 ** 53], [null], new Array(9).fill(1))))],
  ['a shape of another size', spoil('shape', fc.constantFrom([101], [2 ** 31, 2 ** 31], [1e9, 1e9, 1e9, 1e9]))],
  ['a range that is none', spoil('data_offsets', fc.oneof(nonsense, fc.constantFrom([], [0], [0, 1, 2], [4, 0], [-4, 0], [0.5, 4.5], ['0', '4'])))],
  [
    'a range far away',
    spoil(
      'data_offsets',
      fc.nat(1e9).map((from) => [1e9 + from, 1e9 + from + 4]),
    ),
  ],
  ['a key of its own', spoil('strides', fc.constant([1]))],
  [
    'bytes left over',
    fc
      .tuple(drafts, fc.uint8Array({ minLength: 1, maxLength: 9 }))
      .map(([{ header, data }, more]) => createFile(JSON.stringify(header), Uint8Array.of(...data, ...more))),
  ],
  [
    'too few bytes',
    fc
      .tuple(drafts, fc.nat())
      .filter(([{ data }]) => data.length > 0)
      .map(([{ header, data }, cut]) => createFile(JSON.stringify(header), data.subarray(0, cut % data.length))),
  ],
  [
    'an overlap',
    drafts.map(({ header, data }) => createFile(JSON.stringify({ ...header, more: { dtype: 'F32', shape: [1], data_offsets: [0, 4] } }), data)),
  ],
  [
    'a gap',
    fc.tuple(drafts, fc.integer({ min: 1, max: 64 })).map(([{ header, data }, gap]) => {
      const last = { dtype: 'F32', shape: [1], data_offsets: [data.length + gap, data.length + gap + 4] };
      return createFile(JSON.stringify({ ...header, more: last }), Uint8Array.of(...data, ...new Uint8Array(gap + 4)));
    }),
  ],
  [
    'a name that stands twice',
    fc.tuple(drafts, fc.nat()).map(([{ header, data }, k]) => {
      const entries = Object.entries(header);
      const [name, entry] = entries[k % entries.length];
      return createFile(`${JSON.stringify(header).slice(0, -1)},${JSON.stringify(name)}:${JSON.stringify(entry)}}`, data);
    }),
  ],
  [
    'a number that is not finite',
    fc.tuple(fc.constantFrom(0x7f800000, 0xff800000, 0x7fc00000, 0x7f800001), fc.nat(3)).map(([bits, at]) => {
      const data = new Uint8Array(16);
      new DataView(data.buffer).setUint32(4 * at, bits, true);
      return createFile('{"x":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}', data);
    }),
  ],
  [
    'a header longer than the file',
    fc.tuple(drafts, fc.integer({ min: 1, max: 2 ** 31 })).map(([{ header, data }, more]) => {
      const text = JSON.stringify(header);
      return createFile(text, data, new TextEncoder().encode(text).length + data.length + more);
    }),
  ],
  [
    'deep lists',
    fc.integer({ min: 33, max: 300_000 }).map((depth) => createFile(`{"x":${'['.repeat(depth)}${']'.repeat(depth)}}`, new Uint8Array(0))),
  ],
  [
    'deep objects',
    fc.integer({ min: 33, max: 200_000 }).map((depth) => createFile(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`, new Uint8Array(0))),
  ],
  ['no file at all', fc.uint8Array({ maxLength: 7 })],
];

describe('safetensors, fuzzed', () => {
  it('reads back what it writes, hostile names and all', () => {
    fc.assert(
      fc.property(maps, (map) => {
        const read = readSafetensors(writeSafetensors(map));
        expect(Object.keys(read).sort()).toEqual(Object.keys(map).sort());
        for (const [name, tensor] of Object.entries(map)) expect(Object.getOwnPropertyDescriptor(read, name)?.value).toEqual(tensor);
        expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
      }),
      { numRuns: 300 },
    );
  });

  it.each(defects)('refuses %s', (_, files) => {
    fc.assert(
      fc.property(files, (file) => {
        expectRefused(file);
      }),
      { numRuns: 60 },
    );
  });

  it('reads or refuses whatever comes, and leaves the prototype of objects alone', () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    const texts = fc.oneof(
      fc.json(),
      fc.string(),
      drafts.map(({ header }) => JSON.stringify(header)),
    );
    const headers = fc.tuple(texts, fc.uint8Array({ maxLength: 64 })).map(([text, data]) => createFile(text, data));
    const changed = fc.tuple(maps, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 })).map(([map, changes]) => {
      const file = writeSafetensors(map);
      for (const [at, byte] of changes) file[at % file.length] = byte;
      return file;
    });
    const cut = fc.tuple(maps, fc.nat()).map(([map, length]) => {
      const file = writeSafetensors(map);
      return file.subarray(0, length % file.length);
    });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), headers, changed, cut), (file) => {
        try {
          readSafetensors(file);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
          expect((error as Error).message.length).toBeLessThan(600);
        }
      }),
      { numRuns: 1000 },
    );
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
  });
});

import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { isArchive, readArchive, writeArchive } from './archive';
import { InputError } from './errors';

const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const allowed = { 'a.txt': 1000, 'b.bin': 200_000 };
const parts = { 'a.txt': text('hello'), 'b.bin': Uint8Array.from({ length: 20_000 }, (_, k) => (k * k) >> 5) };
const DATE = new Date(1980, 0, 1);
const zip = (content: Record<string, Uint8Array>, level: 0 | 6 = 0): Uint8Array => zipSync(content, { level, mtime: DATE });

/** The archive with some bytes of it replaced, counted from where `signature` lies for the first time. */
function change(archive: Uint8Array, signature: number, field: number, bytes: readonly number[]): Uint8Array {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  let at = 0;
  while (view.getUint32(at, true) !== signature) at += 1;
  const changed = archive.slice();
  changed.set(bytes, at + field);
  return changed;
}

const LOCAL = 0x04034b50;
const ENTRY = 0x02014b50;
const END = 0x06054b50;
const u32 = (value: number): readonly number[] => [value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24];

describe('readArchive', () => {
  it.each([0, 6] as const)('reads parts packed at level %d', (level) => {
    expect(Object.fromEntries(readArchive(zip(parts, level), allowed))).toEqual(parts);
  });

  it('reads back what writeArchive writes, the same bytes every time', () => {
    const archive = writeArchive(parts);
    expect(isArchive(archive)).toBe(true);
    expect(archive).toEqual(writeArchive(parts));
    expect(Object.fromEntries(readArchive(archive, allowed))).toEqual(parts);
    const within = new Uint8Array(archive.length + 5);
    within.set(archive, 5);
    expect(Object.fromEntries(readArchive(within.subarray(5), allowed))).toEqual(parts);
  });

  const small = zip({ 'a.txt': text('hello') });
  const zeros = zip({ 'a.txt': new Uint8Array(900) }, 6);
  const long = zip({ 'b.bin': new Uint8Array(150_000) }, 6);
  const both = zip({ 'a.txt': text('hello'), 'b.bin': text('world') });
  const refused: readonly (readonly [string, Uint8Array, string])[] = [
    ['nothing', new Uint8Array(0), 'archive: must be a whole zip file'],
    ['a truncated archive', small.subarray(0, small.length - 1), 'archive: must be a whole zip file'],
    ['bytes after the end', Uint8Array.of(...small, 0), 'archive: must be a whole zip file'],
    ['a part of another name', zip({ 'c.txt': text('x') }), 'archive: must hold only a.txt, b.bin, got "c.txt"'],
    ['a path', zip({ '../a.txt': text('x') }), 'archive: must hold only'],
    ['a hostile name', zip({ constructor: text('x') }), 'archive: must hold only'],
    ['too many parts', zip({ 'a.txt': text('x'), 'b.bin': text('x'), 'c.txt': text('x') }), 'with at most 2 parts, got "3 parts"'],
    ['a part too large', zip({ 'a.txt': new Uint8Array(1001) }, 6), 'a.txt: must have at most 1000 bytes, got 1001'],
    ['an encrypted part', change(small, ENTRY, 8, [1, 0]), 'a.txt: must not be encrypted'],
    ['another method', change(small, ENTRY, 10, [9, 0]), 'a.txt: must be stored or deflated, got "method 9"'],
    ['a stored part of two sizes', change(small, ENTRY, 24, u32(4)), 'a.txt: must take its 4 bytes where it is stored, got 5'],
    ['a part beyond the directory', change(change(small, ENTRY, 20, u32(900)), ENTRY, 24, u32(900)), 'a.txt: must end before byte'],
    ['a header that is none', change(small, ENTRY, 42, u32(1)), 'a.txt: must begin with its own header'],
    ['two names', change(small, LOCAL, 30, [...text('b.txt')]), 'a.txt: must have the same name in the directory and in its own header, got "b.txt"'],
    ['a name twice', rename(both), 'archive: must hold each part once, got "a.txt"'],
    ['parts that overlap', overlap(), 'b.bin: must begin at byte 115 or later, where the part before ends, got 75'],
    ['a directory elsewhere', change(small, END, 16, u32(0)), 'archive: must have its directory end at byte'],
    ['a directory of more parts', change(change(small, END, 8, [2, 0]), END, 10, [2, 0]), 'archive: must list 2 parts, got 1'],
    ['a changed byte', change(small, LOCAL, 36, [0]), 'a.txt: must be whole: its checksum'],
    ['less than announced', change(zeros, ENTRY, 24, u32(901)), 'a.txt: must inflate to the 901 bytes announced, got 900'],
    ['more than announced', change(long, ENTRY, 24, u32(100_000)), 'b.bin: must inflate to the 100000 bytes announced, got "more than 100000"'],
    ['deflated data that are none', change(zeros, LOCAL, 35, [255, 255]), 'a.txt: must be deflated data'],
  ];
  it.each(refused)('refuses %s', (_, archive, message) => {
    expect(() => readArchive(archive, allowed)).toThrow(InputError);
    expect(() => readArchive(archive, allowed)).toThrow(message);
  });

  it('does not inflate a bomb further than the size that it announces', () => {
    // 64 MB of zeros in 64 KB, said to be 1,000 bytes.
    const bomb = change(zipSync({ 'a.txt': new Uint8Array(64 << 20) }, { level: 9, mtime: DATE }), ENTRY, 24, u32(1000));
    expect(bomb.length).toBeLessThan(100_000);
    expect(() => readArchive(bomb, allowed)).toThrow('a.txt: must inflate to the 1000 bytes announced');
  });

  it('reads or refuses whatever comes', () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 5 });
    const contents = fc.record({ 'a.txt': fc.uint8Array({ maxLength: 40 }), 'b.bin': fc.uint8Array({ maxLength: 40 }) }, { requiredKeys: [] });
    const archives = fc.tuple(contents, fc.constantFrom(0 as const, 6 as const), changes).map(([content, level, spoilt]) => {
      const archive = zip(content, level);
      for (const [at, byte] of spoilt) archive[at % archive.length] = byte;
      return archive;
    });
    const cut = fc.tuple(contents, fc.nat()).map(([content, length]) => {
      const archive = zip(content, 6);
      return archive.subarray(0, length % archive.length);
    });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 100 }), archives, cut), (archive) => {
        try {
          readArchive(archive, allowed);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
      { numRuns: 1500 },
    );
  });
});

/** The second part of `both` under the first one's name. */
function rename(archive: Uint8Array): Uint8Array {
  const changed = archive.slice();
  const found = new TextDecoder('latin1').decode(changed);
  for (let at = found.indexOf('b.bin'); at >= 0; at = found.indexOf('b.bin', at + 1)) changed.set(text('a.txt'), at);
  return changed;
}

/** The second part lies inside the first one's data, header and all. */
function overlap(): Uint8Array {
  const inner = zip({ 'b.bin': text('hello') }).subarray(0, 40);
  const archive = zip({ 'b.bin': text('hello'), 'a.txt': inner });
  return change(archive, ENTRY, 42, u32(40 + 35));
}

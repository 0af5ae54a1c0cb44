/**
 * Reads what R saved (XDR serialisation, as R Internals describes it) without R: vectors, factors, lists and data frames of .rda files and
 * of a package's lazy-load database. Only what the data scripts need; anything else is refused by its type.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { inflateSync, unzipSync } from 'node:zlib';

/**
 * @typedef {object} RObject
 * @property {readonly (number | string | null | RObject)[]} values
 * @property {Readonly<Record<string, RObject>>} attributes
 */

/**
 * @param {Buffer} bytes after decompression
 * @param {number} start of the serialisation, at its `X\n`
 * @returns {RObject}
 */
function unserialise(bytes, start) {
  if (bytes.toString('latin1', start, start + 2) !== 'X\n') throw new Error('R data: must be in XDR form');
  let at = start + 2;
  const integer = () => {
    at += 4;
    return bytes.readInt32BE(at - 4);
  };
  const version = integer();
  at += 8; // the writer's version, and the oldest reader's
  if (version === 3) {
    const length = integer();
    at += length; // the native encoding's name
  }
  /** @type {RObject[]} */
  const references = [];
  /** @type {RObject} */
  const nothing = { values: [], attributes: {} };

  /** @returns {string | null} */
  function readText() {
    const flags = integer();
    if ((flags & 255) !== 9) throw new Error(`R data: must be a text, got type ${String(flags & 255)}`);
    const length = integer();
    if (length < 0) return null;
    at += length;
    return bytes.toString(flags & 64 ? 'latin1' : 'utf8', at - length, at);
  }

  /** @returns {Record<string, RObject>} */
  function readPairs() {
    /** @type {Record<string, RObject>} */
    const pairs = {};
    for (;;) {
      const flags = integer();
      if ((flags & 255) === 254) return pairs;
      if ((flags & 255) !== 2) throw new Error(`R data: must be a pair list, got type ${String(flags & 255)}`);
      if (flags & 512) readPairs();
      const tag = flags & 1024 ? textOf(readItem().values[0]) : '';
      pairs[tag] = readItem();
    }
  }

  /**
   * @param {number} flags
   * @param {() => number | string | null | RObject} each
   */
  function readVector(flags, each) {
    const values = Array.from({ length: integer() }, each);
    return { values, attributes: flags & 512 ? readPairs() : {} };
  }

  /** @returns {RObject} */
  function readItem() {
    const flags = integer();
    switch (flags & 255) {
      case 254:
        return nothing;
      case 255:
        return references[(flags >> 8 || integer()) - 1];
      case 1: {
        const symbol = { values: [readText()], attributes: {} };
        references.push(symbol);
        return symbol;
      }
      case 2:
        at -= 4;
        return { values: [], attributes: readPairs() };
      case 10:
      case 13:
        return readVector(flags, integer);
      case 14:
        return readVector(flags, () => {
          at += 8;
          return bytes.readDoubleBE(at - 8);
        });
      case 16:
        return readVector(flags, readText);
      case 19:
        return readVector(flags, readItem);
      default:
        throw new Error(`R data: type ${String(flags & 255)} is not known here`);
    }
  }
  return readItem();
}

/**
 * The objects of an .rda file by their names.
 * @param {string} path
 * @returns {Readonly<Record<string, RObject>>}
 */
export function readRda(path) {
  const packed = readFileSync(path);
  const tool = packed[0] === 0x1f ? 'gzip' : packed.toString('latin1', 0, 3) === 'BZh' ? 'bzip2' : 'xz';
  const bytes = execFileSync(tool, ['-dc', path], { maxBuffer: 1 << 28 });
  if (!/^RDX[23]\n/.test(bytes.toString('latin1', 0, 5))) throw new Error(`${path}: must begin with RDX2 or RDX3`);
  return unserialise(bytes, 5).attributes;
}

/**
 * One object of a lazy-load database: BASE.rdx says where in BASE.rdb it lies.
 * @param {string} base
 * @param {string} name
 * @returns {RObject}
 */
export function readLazy(base, name) {
  const index = unserialise(unzipSync(readFileSync(`${base}.rdx`)), 0);
  const place = namesOf(index).indexOf('variables');
  const variables = /** @type {RObject} */ (index.values[place]);
  const entry = /** @type {RObject} */ (variables.values[namesOf(variables).indexOf(name)]);
  const [offset, length] = /** @type {number[]} */ (entry.values);
  const record = readFileSync(`${base}.rdb`).subarray(offset, offset + length);
  return unserialise(inflateRecord(record), 0);
}

/** @param {Buffer} record its size, then for all but zlib a letter that says how it is packed, then the packed bytes */
function inflateRecord(record) {
  if (record[4] === 0x78) return inflateSync(record.subarray(4));
  const tool = record.toString('latin1', 4, 5) === '2' ? 'bzip2' : 'xz';
  const form = tool === 'xz' ? ['--format=raw', '--lzma2=preset=9e'] : [];
  return execFileSync(tool, ['-dc', ...form], { input: record.subarray(5), maxBuffer: 1 << 28 });
}

/**
 * @param {RObject} object
 * @returns {string[]}
 */
export function namesOf(object) {
  return object.attributes.names.values.map(textOf);
}

/**
 * A column of a data frame: of a factor its levels, of a vector its values.
 * @param {RObject} frame
 * @param {string} name
 * @returns {readonly (string | number | null)[]}
 */
export function columnOf(frame, name) {
  const column = /** @type {RObject} */ (frame.values[namesOf(frame).indexOf(name)]);
  const values = /** @type {(string | number | null)[]} */ (column.values);
  return 'levels' in column.attributes ? values.map((code) => textOf(column.attributes.levels.values[Number(code) - 1])) : values;
}

/** @param {number | string | null | RObject} value */
function textOf(value) {
  if (typeof value !== 'string') throw new Error('R data: a name must be a text');
  return value;
}

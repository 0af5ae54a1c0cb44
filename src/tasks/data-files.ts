/** The project's data files as they must be: whatever is missing, cut short or altered is named and not used. DATA.md says where they come from. */
import { crc32 } from '../core/crc32';
import { InputError } from '../core/errors';
import type { ReadData } from './task';

/** In UTF-8; scripts/data prints a row for each file that it makes. */
const files = {
  'moby-dick.txt': { bytes: 200969, crc32: 0x151a076a },
  'sentiment.tsv': { bytes: 214724, crc32: 0x3c336c4d },
  'splice.txt': { bytes: 190412, crc32: 0x1a0d6126 },
  'digits.txt': { bytes: 120399, crc32: 0xad21dc8a },
  'names.txt': { bytes: 74806, crc32: 0xd21394c5 },
  'phonemes.txt': { bytes: 295606, crc32: 0x90b9f32a },
  'speech-train.txt': { bytes: 294810, crc32: 0xdaa28367 },
  'speech-held-out.txt': { bytes: 141160, crc32: 0x0c9ae6fc },
  'speech-speaker.txt': { bytes: 63680, crc32: 0xb7e9a45c },
  'anomalies.txt': { bytes: 189466, crc32: 0x9574f105 },
  'entities.txt': { bytes: 8993, crc32: 0x59dd5200 },
  'proteins.txt': { bytes: 160427, crc32: 0x9610ef28 },
  'series-weather.txt': { bytes: 6685, crc32: 0x4338610c },
  'series-births.txt': { bytes: 20787, crc32: 0x4eab5af6 },
  'series-sunspots.txt': { bytes: 14691, crc32: 0x7722f02b },
  'series-stock.txt': { bytes: 14666, crc32: 0x5c070cf9 },
  'series-load.txt': { bytes: 24192, crc32: 0x9b6d565c },
} as const satisfies Readonly<Record<string, { readonly bytes: number; readonly crc32: number }>>;

export type DataFile = keyof typeof files;

/** @throws InputError naming the file, where its text is not the one that the project ships. */
export async function readDataFile(read: ReadData, name: DataFile): Promise<string> {
  const text = await read(name);
  const bytes = new TextEncoder().encode(text);
  const must = files[name];
  if (bytes.length !== must.bytes) throw new InputError(`data/${name}`, `must have ${String(must.bytes)} bytes`, bytes.length);
  const sum = crc32(bytes);
  if (sum !== must.crc32) throw new InputError(`data/${name}`, `must have the CRC-32 ${must.crc32.toString(16)}`, sum.toString(16));
  return text;
}

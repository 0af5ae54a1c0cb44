/** Sound files as samples, and samples at another rate. */

/**
 * The samples, -1 to 1, of a RIFF WAVE file of one channel of 16-bit numbers.
 * @param {Buffer} bytes
 * @returns {{ rate: number, samples: Float32Array }}
 */
export function readWav(bytes) {
  const kind = [
    bytes.toString('latin1', 0, 4),
    bytes.toString('latin1', 8, 16),
    bytes.readUInt16LE(20),
    bytes.readUInt16LE(22),
    bytes.readUInt16LE(34),
  ];
  if (kind.join() !== 'RIFF,WAVEfmt ,1,1,16') throw new Error(`sound: must be one channel of 16-bit numbers, got ${kind.join()}`);
  if (bytes.toString('latin1', 36, 40) !== 'data') throw new Error('sound: its samples must follow the format');
  const count = Math.floor((bytes.length - 44) / 2);
  return { rate: bytes.readUInt32LE(24), samples: Float32Array.from({ length: count }, (_, n) => bytes.readInt16LE(44 + 2 * n) / 32768) };
}

/** Zero crossings of the sinc on each side. */
const CROSSINGS = 16;

/**
 * Samples at a lower rate: what lies above half of it is filtered out by a sinc under a Hann window.
 * @param {Float32Array} samples
 * @param {number} from samples a second
 * @param {number} to
 */
export function resample(samples, from, to) {
  const reach = (CROSSINGS * from) / to;
  return Float32Array.from({ length: Math.floor((samples.length * to) / from) }, (_, n) => {
    const centre = (n * from) / to;
    let sum = 0;
    for (let m = Math.max(0, Math.ceil(centre - reach)); m <= Math.min(samples.length - 1, Math.floor(centre + reach)); m++) {
      const x = ((m - centre) * to) / from;
      const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
      sum += samples[m] * sinc * (0.5 + 0.5 * Math.cos((Math.PI * x) / CROSSINGS));
    }
    return (sum * to) / from;
  });
}

/**
 * A sound that looks like a given picture. The picture keeps how loud each band is but neither pitch nor phase, so both are made up: a voice of fixed pitch
 * where low bands are the louder ones and noise where high ones are, shaped by the bands (a channel vocoder: Dudley, "Remaking speech", 1939), measured
 * again and mended a few times. It is a reconstruction, not the sound that the picture was made of.
 */
import { uniform } from '../random';
import { frameSamples, hopSamples, melBands, melCorners, soundRange, soundRate } from './bands';
import { transform } from './fourier';
import { measurePower } from './mel';

/** Pitch of the made-up voice, Hz, falling by this share from the first frame to the last. */
const PITCH = 115;
const FALL = 0.2;
/** Samples of a piece that is shaped at once, and from one piece to the next. */
const PIECE = 256;
const STRIDE = 64;
/** How often the sound is measured and mended. */
const ROUNDS = 4;
/** Bands that a voice is loud in: those below 1,000 Hz; and those that hissing is loud in, above 2,000. */
const LOW = melCorners.slice(1, -1).filter((hertz) => hertz < 1000).length;
const HIGH = melCorners.slice(1, -1).filter((hertz) => hertz < 2000).length;

/**
 * Samples at 8 kHz, -1 to 1, of a picture [T, 20] of 0 … 1 (more and less is taken as 1 and 0); the same for the same picture.
 * @throws Error where there is no whole number of frames
 */
export function soundOf(frames: ArrayLike<number>): Float32Array {
  if (frames.length % melBands !== 0) throw new Error(`soundOf: must have ${String(melBands)} values a frame, got ${String(frames.length)} values`);
  const T = frames.length / melBands;
  if (T === 0) return new Float32Array();
  const wanted = Float64Array.from(frames, (value) => (Math.max(0, Math.min(1, value)) - 1) * soundRange);
  const excitation = excite(wanted, T);
  const gains = wanted.slice();
  let sound = shape(excitation, gains, T);
  for (let round = 0; round < ROUNDS; round++) {
    const power = measurePower(sound);
    const loudest = power.reduce((most, value) => Math.max(most, value), 0);
    power.forEach((value, k) => {
      const got = Math.max(-soundRange, 10 * Math.log10(Math.max(value, Number.MIN_VALUE) / loudest));
      gains[k] += Math.max(-12, Math.min(12, wanted[k] - got));
    });
    sound = shape(excitation, gains, T);
  }
  const peak = sound.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  return peak === 0 ? sound : sound.map((sample) => (0.9 * sample) / peak);
}

/** What is shaped: pulses of the pitch and noise, mixed as each frame's bands ask for; of about the same power at every frequency. */
function excite(wanted: Float64Array, T: number): Float64Array {
  const voices = Float64Array.from({ length: T }, (_, t) => {
    const mean = (from: number, to: number): number =>
      wanted.subarray(t * melBands + from, t * melBands + to).reduce((sum, value) => sum + value, 0) / (to - from);
    return 1 / (1 + Math.exp((mean(HIGH, melBands) - mean(0, LOW)) / 4));
  });
  const N = (T - 1) * hopSamples + frameSamples;
  const samples = new Float64Array(N);
  let phase = 0;
  for (let n = 0; n < N; n++) {
    const voice = voices[frameAt(n, T)];
    const pitch = PITCH * (1 - (FALL * n) / N);
    phase += pitch / soundRate;
    const pulse = phase >= 1 ? Math.sqrt(soundRate / pitch) : 0;
    if (phase >= 1) phase--;
    samples[n] = voice * pulse + (1 - voice) * Math.sqrt(12) * (uniform(0, 0, n, 0) - 0.5);
  }
  return samples;
}

/** The frame in whose middle a sample is nearest. */
function frameAt(n: number, T: number): number {
  return Math.max(0, Math.min(T - 1, Math.round((n - frameSamples / 2) / hopSamples)));
}

const hann = Float64Array.from({ length: PIECE }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / PIECE));

/** The excitation with each frame's gains in decibels [T, 20], in between along straight lines in time and in frequency. */
function shape(excitation: Float64Array, gains: Float64Array, T: number): Float32Array {
  const sound = new Float32Array(excitation.length);
  const [real, imaginary] = [new Float64Array(PIECE), new Float64Array(PIECE)];
  for (let from = -PIECE / 2; from < excitation.length; from += STRIDE) {
    imaginary.fill(0);
    for (let n = 0; n < PIECE; n++) real[n] = hann[n] * (excitation[from + n] ?? 0);
    transform(real, imaginary);
    const at = Math.max(0, Math.min(T - 1, (from + PIECE / 2 - frameSamples / 2) / hopSamples));
    for (let point = 0; point < PIECE; point++) {
      const gain = 10 ** (gainAt(gains, at, Math.min(point, PIECE - point)) / 20);
      real[point] *= gain;
      imaginary[point] *= gain;
    }
    // The inverse: with the parts exchanged. Hann's square at strides of a quarter adds up to 3/2.
    transform(imaginary, real);
    for (let n = Math.max(0, -from); n < PIECE && from + n < sound.length; n++) sound[from + n] += (hann[n] * real[n]) / PIECE / 1.5;
  }
  return sound;
}

/** Of each point of a piece's transform: the band whose centre lies below it, the one above, and how far it is from the one to the other. */
const places = Array.from({ length: PIECE / 2 + 1 }, (_, point) => {
  const hertz = (point * soundRate) / PIECE;
  const band = Math.max(
    0,
    melCorners.slice(1, -1).findLastIndex((centre) => centre <= hertz),
  );
  const next = Math.min(melBands - 1, band + 1);
  const share = next === band ? 0 : Math.max(0, (hertz - melCorners[band + 1]) / (melCorners[next + 1] - melCorners[band + 1]));
  return { band, next, share };
});

/** Decibels at a place between frames and a point between the bands' centres; beyond them that of the last band. */
function gainAt(gains: Float64Array, at: number, point: number): number {
  const { band, next, share } = places[point];
  const t = Math.floor(at);
  const later = Math.min(gains.length / melBands - 1, t + 1);
  const before = gains[t * melBands + band] * (1 - share) + gains[t * melBands + next] * share;
  const after = gains[later * melBands + band] * (1 - share) + gains[later * melBands + next] * share;
  return before * (1 - at + t) + after * (at - t);
}

/**
 * Makes public/data/speech-*.txt, the synthetic speech of the tasks `spokenDigits`, `keyword`, `digitStrings` and `speak`: the digits zero to nine
 * said by the synthesiser espeak-ng in many voices, as pictures of their sound; DATA.md says how.
 *
 * Run it by hand with `node scripts/data/speech.mjs`. It needs Debian bookworm on amd64 with libpulse0 and libasound2 (which the synthesiser's
 * library is linked to and does not use here), apt-get, dpkg-deb, and a network, which building and running the lab do not.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { unpackDebian, withFolder } from './packages.mjs';
import { readWav, resample } from './sound.mjs';
import { writeData } from './write.mjs';

const PACKAGES = [
  ['espeak-ng=1.51+dfsg-10+deb12u2', 'a11396a690f85f55e6e6b2965505237ddf3dc95c51936aa61de936f1ccf8f4d0'],
  ['espeak-ng-data=1.51+dfsg-10+deb12u2', '573f5661c6a5adcf949018baad158c4c773bf5579390ee5235a890f1cd694106'],
  ['libespeak-ng1=1.51+dfsg-10+deb12u2', '2b127a95b50d92cbd7a615968d2ac1566e1cbc87e27bcda0c2894afb2407c6d2'],
  ['libpcaudio0=1.2-2', '5309759e4d129c7d9a601240cc6e62820ecfa86a1a98e207992ffa6a572dbcd2'],
  ['libsonic0=0.2.0-12', '9d60de6918ace0b10e3e4e95421befd08aaf03b5b2a3d71ceb799e0cf259916f'],
];
const VERSION = '1.51';
/** Of the C library, whose sines and exponentials the synthesiser uses. */
const LIBC = '2.36';

const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const ACCENTS = ['en-gb', 'en-us', 'en-gb-scotland', 'en-gb-x-rp', 'en-gb-x-gbclan', 'en-gb-x-gbcwmd', 'en-029'];
/** A voice that is held out is heard in no accent in training. */
const VOICES = { train: ['m1', 'm2', 'm3', 'm5', 'm6', 'm8', 'f1', 'f3', 'f4'], 'held-out': ['m4', 'm7', 'f2', 'f5'] };
/** Who says the digits at many speeds, for the task `speak`: words a minute. */
const SPEAKER = { voice: 'm3', accent: 'en-gb', pitch: 50, speeds: Array.from({ length: 15 }, (_, k) => 100 + 10 * k) };

/** Where the random numbers of a data file come from: the seed, and what each is for. */
const SEED = 9;
/** How loud a word is where it begins and ends: 45 decibels below its loudest. */
const AUDIBLE = 0.25;
const [SPEED, PITCH, LOUDNESS, NOISE] = [1, 2, 3, 4];

const root = fileURLToPath(new URL('../..', import.meta.url));
/** @param {string} path */
const load = async (path) =>
  /** @type {{ module: unknown }} */ (await runnerImport(join(root, path), { root, configFile: false, logLevel: 'error' })).module;
const { melBands, soundRate } = /** @type {typeof import('../../src/core/sound/bands')} */ (await load('src/core/sound/bands.ts'));
const { measureMel } = /** @type {typeof import('../../src/core/sound/mel')} */ (await load('src/core/sound/mel.ts'));
const { normal, uniform } = /** @type {typeof import('../../src/core/random')} */ (await load('src/core/random.ts'));
const { writeFrames } = /** @type {typeof import('../../src/tasks/speech-frames')} */ (await load('src/tasks/speech-frames.ts'));

/** @param {readonly string[]} folders the unpacked packages */
function checkVersions(folders) {
  const { header } = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  if (header.glibcVersionRuntime !== LIBC) throw new Error(`speech: the C library must be ${LIBC}, got ${String(header.glibcVersionRuntime)}`);
  const said = synthesise(folders, ['--version']).toString('utf8');
  if (!said.includes(`eSpeak NG text-to-speech: ${VERSION} `)) throw new Error(`speech: espeak-ng must be ${VERSION}, got ${said}`);
}

/**
 * @param {readonly string[]} folders
 * @param {readonly string[]} words of the command line
 */
function synthesise(folders, words) {
  const libraries = folders.map((folder) => join(folder, 'usr/lib/x86_64-linux-gnu'));
  const env = { LC_ALL: 'C.UTF-8', LD_LIBRARY_PATH: libraries.join(':'), ESPEAK_DATA_PATH: libraries[1] };
  return execFileSync(join(folders[0], 'usr/bin/espeak-ng'), words, { env, maxBuffer: 1 << 24 });
}

/**
 * Frames from the first to the last that is loud enough.
 * @param {Float32Array} frames
 * @param {Float32Array} clean the same without noise
 */
function trim(frames, clean) {
  const loud = Array.from({ length: clean.length / melBands }, (_, t) => t).filter((t) =>
    clean.subarray(t * melBands, (t + 1) * melBands).some((value) => value > AUDIBLE),
  );
  return frames.subarray(loud[0] * melBands, (loud[loud.length - 1] + 1) * melBands);
}

await withFolder((folder) => {
  const folders = PACKAGES.map(([name, sha256]) => unpackDebian(folder, name, sha256));
  checkVersions(folders);
  /**
   * One word as samples at 8 kHz.
   * @param {string} voice
   * @param {string} accent
   * @param {number} digit
   * @param {number} speed words a minute
   * @param {number} pitch 0 to 99
   */
  const say = (voice, accent, digit, speed, pitch) => {
    const path = join(folder, 'word.wav');
    synthesise(folders, ['-v', `${accent}+${voice}`, '-s', String(speed), '-p', String(pitch), '-w', path, WORDS[digit]]);
    const { rate, samples } = readWav(readFileSync(path));
    return resample(samples, rate, soundRate);
  };

  let row = 0;
  for (const [part, voices] of Object.entries(VOICES)) {
    const lines = voices.flatMap((voice) =>
      ACCENTS.flatMap((accent) =>
        WORDS.map((_, digit) => {
          row++;
          /** @param {number} what @param {number} low @param {number} high */
          const draw = (what, low, high) => low + (high - low) * uniform(SEED, what, row, 0);
          const samples = say(voice, accent, digit, Math.round(draw(SPEED, 120, 200)), Math.round(draw(PITCH, 25, 75)));
          const rms = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
          const noise = rms * 10 ** (-draw(LOUDNESS, 25, 45) / 20);
          const noisy = samples.map((sample, n) => sample + noise * normal(SEED, NOISE, row, n));
          return `${String(digit)} ${voice} ${accent} ${writeFrames(trim(measureMel(noisy), measureMel(samples)))}`;
        }),
      ),
    );
    process.stdout.write(`${part}: ${String(lines.length)} words, ${String(voices.length)} voices\n`);
    writeData(`speech-${part}.txt`, `${lines.join('\n')}\n`);
  }
  const { voice, accent, pitch, speeds } = SPEAKER;
  const lines = speeds.flatMap((speed) =>
    WORDS.map((_, digit) => {
      const frames = measureMel(say(voice, accent, digit, speed, pitch));
      return `${String(digit)} ${voice}-${String(speed)} ${accent} ${writeFrames(trim(frames, frames))}`;
    }),
  );
  writeData('speech-speaker.txt', `${lines.join('\n')}\n`);
});

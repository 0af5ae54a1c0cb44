/** What is heard of a picture is still the word: the sound that is made of it, measured again as a recording is, is taken for the same digit. */
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { measureMel } from '../core/sound/mel';
import { soundOf } from '../core/sound/resynthesis';
import { loadVoices } from './speech';
import { nearestMean } from './speech-means';

it('is recognised as often as the picture itself, of voices held out', async () => {
  const { train, heldOut } = await loadVoices((name) => readFile(`public/data/${name}`, 'utf8'));
  const countRight = (framesOf: (frames: Float32Array) => Float32Array): number =>
    heldOut.filter(({ frames, digit }) => nearestMean(framesOf(frames), train) === digit).length;
  // The figures of DATA.md.
  expect(heldOut).toHaveLength(280);
  expect(countRight((frames) => frames)).toBe(266);
  expect(countRight((frames) => measureMel(soundOf(frames)))).toBe(266);
});

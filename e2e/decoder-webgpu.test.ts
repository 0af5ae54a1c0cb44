/** A network with a decoder on WebGPU in the page: it learns, and what the page shows of it is what the reference engine computes from the same weights. */
import { reverse, trainAndCompare } from './decoder-page';
import { test } from './lab-page';

test('trains on WebGPU, and gates, attention, answers and metric are the engine’s', async ({ lab }) => {
  await trainAndCompare(lab, reverse({ score: 'additive', query: 'previous' }), 'webgpu');
});

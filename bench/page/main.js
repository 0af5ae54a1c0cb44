/** What the bench calls in a page: prepare one library for a case, then time bursts of its steps, or count what a step asks of the GPU. */
import { runBurst } from './burst.js';
import { drawCase } from './case.js';
import { countStep } from './count.js';

const libraries = {
  ours: () => import('./our-engines.js'),
  tfjs: () => import('./tfjs.js'),
  jax: () => import('./jax.js'),
};
let step;

globalThis.bench = {
  async prepare(library, backend, which) {
    const { create } = await libraries[library]();
    const made = await create(drawCase(which), backend);
    step = made.step;
    return made.adapter;
  },
  burst: (count) => runBurst(step, count),
  count: () => countStep(step),
  tune: async (what) => (await import('./tune.js')).measureStrategies(navigator.gpu, what),
};

/** What the bench calls in a page: prepare one library for a case, then time bursts of its steps, or count what a step asks of the GPU. */
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
  /** Runs `count` steps one after the other, each awaited: milliseconds a step, and their losses. */
  async burst(count) {
    const losses = [];
    const start = performance.now();
    for (let k = 0; k < count; k++) losses.push(await step());
    return { milliseconds: (performance.now() - start) / count, losses };
  },
  count: () => countStep(step),
};

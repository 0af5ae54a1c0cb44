/** What bench/wasm.mjs calls in the page: prepare the libraries for a shape, then time bursts of steps of one of them. */
import { drawCase } from './case.js';
import { createJax } from './jax.js';
import { createOurs } from './ours.js';
import { createTf } from './tf.js';

const makers = { ours: createOurs, jax: createJax, tfjs: createTf };
const steps = {};

globalThis.bench = {
  async prepare(shape) {
    const drawn = drawCase(shape);
    for (const [name, make] of Object.entries(makers)) steps[name] = await make(drawn);
  },
  /** Runs `count` steps one after the other: milliseconds a step, and their losses. */
  async burst(name, count) {
    const losses = [];
    const start = performance.now();
    for (let k = 0; k < count; k++) losses.push(await steps[name]());
    return { milliseconds: (performance.now() - start) / count, losses };
  },
};

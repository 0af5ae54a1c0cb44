/** On the reference engine, which others are held to: a scan that begins at a state does the same at once and a step at a time, wherever its gradient is cut. */
import { expect, it } from 'vitest';
import type { Numbers } from '../core/tensor';
import { resolveCount } from '../model/resolve';
import { createLoneFeed, createLonePlan, drawNumbers, runLone } from './side-by-side';
import { createReferenceEngine } from '../reference/engine';
import { createDecoderCases, DECODER_LENGTHS, DECODER_SIZES } from '../reference/fixtures/decoder-cases';
import { cellVariants } from '../reference/example';

const cases = createDecoderCases(5, 5);

async function run(name: string): Promise<Readonly<Record<string, Numbers>>> {
  const { parameters, activations, passes, feed } = cases[name];
  const shapes = Object.entries({ ...parameters, ...activations });
  const tensors = shapes.map(([tensor, shape]) => ({ name: tensor, shape, type: 'f32' as const }));
  const plan = createLonePlan(DECODER_SIZES, [...tensors, { name: 'lengths', shape: ['B'], type: 'i32' }], passes);
  const numbers = Object.fromEntries(shapes.map(([tensor, shape], k) => [tensor, drawNumbers(resolveCount(shape, DECODER_SIZES), k)]));
  const written = { ...numbers, dinitial: numbers.dinitial.fill(0), lengths: DECODER_LENGTHS };
  return runLone(createReferenceEngine(), plan, createLoneFeed(DECODER_SIZES, feed), written, Object.keys(activations));
}

it.each(Object.keys(cellVariants))('%s', async (variant) => {
  const [whole, cut] = await Promise.all([0, 2].map((truncate) => run(`scan, ${variant}, U, truncate ${String(truncate)}`)));
  const [stepped, steppedAndCut] = await Promise.all([0, 2].map((truncate) => run(`scan, ${variant}, u, truncate ${String(truncate)}`)));
  expect(stepped).toEqual(whole);
  expect(steppedAndCut).toEqual(cut);
  expect(cut.dinitial).not.toEqual(whole.dinitial);
  expect(cut.dinitial.some((value) => value !== 0)).toBe(true);
});

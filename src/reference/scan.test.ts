/** The scans against scalar equations written out by hand: states, gradients, recorded gradients, truncation, lengths, reverse. */
import { describe, expect, it } from 'vitest';
import { normal } from '../core/random';
import type { Executor, Feed } from '../model/executor';
import { createFeed } from '../model/feed';
import { ONES, type Pass, type Product, type ScanBackwardPass, type ScanPass } from '../model/passes';
import { createPlan, gradientOf, type Plan } from '../model/plan';
import { createReferenceEngine } from './engine';
import { cellVariants, createExampleBatch, createExampleModel, createExampleWeights, writeWeights } from './example';
import { type Intervention, runTextbook, type TextbookState, type TextbookWeights } from './textbook';

const B = 3;
const T = 6;
const I = 2;
const H = 3;
const LENGTHS = [6, 1, 4];
const STEP = 1e-5;
const PARTS = {
  weightIh: 'encoder.weight_ih_l0',
  weightHh: 'encoder.weight_hh_l0',
  biasIh: 'encoder.bias_ih_l0',
  biasHh: 'encoder.bias_hh_l0',
} as const;

interface Case {
  readonly plan: Plan;
  readonly executor: Executor;
  readonly feed: Feed;
  readonly weights: TextbookWeights;
  /** dL/dh_t of L = Σ arriving·h, [T, B, H]. */
  readonly arriving: Float64Array;
}

async function createCase(variant: string, truncate = 0, reverse = false): Promise<Case> {
  const model = createExampleModel({ variant, hiddenSize: H, input: { kind: 'values', size: I } });
  const made = createPlan(model, { capacity: { B, T, U: 0 }, record: true });
  const turned = (passes: readonly Pass[]): Pass[] => passes.map((pass) => (reverse ? turnAround(pass) : pass));
  const plan = { ...made, segments: { ...made.segments, encode: turned(made.segments.encode), backward: turned(made.segments.backward) } };
  const executor = await createReferenceEngine().createExecutor(plan);
  const values = createExampleWeights(plan.parameters, 5);
  writeWeights(executor, values);
  const weights = {
    I,
    H,
    weightIh: values[PARTS.weightIh],
    weightHh: values[PARTS.weightHh],
    biasIh: values[PARTS.biasIh],
    biasHh: values[PARTS.biasHh],
  };
  const feed = createFeed(model, createExampleBatch(model, B, T, 3, LENGTHS), { truncate });
  return { plan, executor, feed, weights, arriving: Float64Array.from({ length: T * B * H }, (_value, k) => normal(1, 2, 3, k)) };
}

/** The same pass for a scan from the last step to the first, whose predecessors lie one step later. */
function turnAround(pass: Pass): Pass {
  if (pass.kernel === 'scan' || pass.kernel === 'scanBackward') return { ...pass, reverse: true };
  if (pass.kernel !== 'product') return pass;
  const later = (b: Product['b']): Product['b'] => (b !== ONES && b.tensor === 'hidden.l0' ? { ...b, steps: 1 } : b);
  return { ...pass, products: pass.products.map((product) => ({ ...product, b: later(product.b) })) };
}

function scanOf(plan: Plan): ScanPass {
  const pass = plan.segments.encode.find((each) => each.kernel === 'scan');
  if (!pass) throw new Error('the plan has no scan');
  return pass;
}

function scanBackwardOf(plan: Plan): ScanBackwardPass {
  const pass = plan.segments.backward.find((each) => each.kernel === 'scanBackward');
  if (!pass) throw new Error('the plan has no backward scan');
  return pass;
}

async function runBothWays({ plan, executor, feed, arriving }: Case): Promise<void> {
  await executor.run(feed, plan.segments.encode);
  executor.write('dhidden.l0', arriving);
  const scan = plan.segments.backward.findIndex((pass) => pass.kernel === 'scanBackward');
  await executor.run(feed, plan.segments.backward.slice(scan));
}

/** A row's inputs up to its length, in the order of the scan. */
function inputsOf({ feed, plan }: Case, b: number): number[][] {
  const steps = Array.from({ length: LENGTHS[b] }, (_value, t) => [...feed.inputs.inputs.slice((t * B + b) * I, (t * B + b + 1) * I)]);
  return scanOf(plan).reverse ? steps.reverse() : steps;
}

function statesOf(which: Case, b: number, weights: TextbookWeights = which.weights, what: Intervention = {}): TextbookState[] {
  return runTextbook(which.plan.model.encoder, weights, inputsOf(which, b), what);
}

/** The time step of a row's s-th step. */
const timeOf = (which: Case, b: number, s: number): number => (scanOf(which.plan).reverse ? LENGTHS[b] - 1 - s : s);

/** L of one row; where gradients are cut, the states carried over a cut are those of the unchanged weights. */
function lossOf(which: Case, b: number, weights: TextbookWeights, nudge?: Intervention['nudge']): number {
  const { truncate } = which.feed;
  const what = { nudge, ...(truncate > 0 ? { frozen: { every: truncate, states: statesOf(which, b) } } : {}) };
  const each = statesOf(which, b, weights, what).map(({ h }, s) => {
    const at = (timeOf(which, b, s) * B + b) * H;
    return h.reduce((sum, value, j) => sum + value * which.arriving[at + j], 0);
  });
  return each.reduce((sum, value) => sum + value, 0);
}

const rows = Array.from({ length: B }, (_value, b) => b);

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  const largest = Math.max(...Array.from(expected, Math.abs));
  const worst = Math.max(...Array.from(expected, (value, k) => Math.abs(value - actual[k])));
  expect(actual.length).toBe(expected.length);
  expect(largest).toBeGreaterThan(0);
  expect(worst).toBeLessThanOrEqual(tolerance * largest);
}

/** dL/d(one of the four arrays), by central differences. */
function differentiate(which: Case, part: keyof typeof PARTS): number[] {
  const base = which.weights[part];
  return Array.from(base, (_value, k) => {
    const moved = (by: number): number => {
      const weights = { ...which.weights, [part]: Array.from(base, (value, at) => (at === k ? value + by : value)) };
      return rows.reduce((sum, b) => sum + lossOf(which, b, weights), 0);
    };
    return (moved(STEP) - moved(-STEP)) / (2 * STEP);
  });
}

/** dL/dh_t or dL/dc_t for every step and row, [T, B, H], 0 past the lengths. */
function differentiateStates(which: Case, state: 'h' | 'c'): Float64Array {
  const result = new Float64Array(T * B * H);
  for (const b of rows) {
    for (let s = 0; s < LENGTHS[b]; s++) {
      for (let unit = 0; unit < H; unit++) {
        const moved = (by: number): number => lossOf(which, b, which.weights, { t: s, state, unit, by });
        result[(timeOf(which, b, s) * B + b) * H + unit] = (moved(STEP) - moved(-STEP)) / (2 * STEP);
      }
    }
  }
  return result;
}

describe.each(Object.keys(cellVariants))('%s', (variant) => {
  describe.each([false, true])('reverse %s', (reverse) => {
    it('computes the states of the written-out equations and keeps them past each length', async () => {
      const which = await createCase(variant, 0, reverse);
      await which.executor.run(which.feed, which.plan.segments.encode);
      const hidden = await which.executor.read('hidden.l0');
      const cell = variant === 'lstm' ? await which.executor.read('cell.l0') : null;
      const expected = new Float64Array((T + 1) * B * H);
      const expectedCell = expected.slice();
      for (const b of rows) {
        const states = statesOf(which, b);
        for (let t = 0; t < T; t++) {
          const s = reverse ? LENGTHS[b] - 1 - t : Math.min(t, LENGTHS[b] - 1);
          if (s < 0) continue;
          const at = ((reverse ? t : t + 1) * B + b) * H;
          expected.set(states[s].h, at);
          expectedCell.set(states[s].c, at);
        }
      }
      expectClose(hidden, expected, 1e-14);
      if (cell) expectClose(cell, expectedCell, 1e-14);
    });

    it.each([0, 1, 2, 4])('gradients, cut every %i steps, are those of the equations', async (truncate) => {
      const which = await createCase(variant, truncate, reverse);
      await runBothWays(which);
      for (const part of ['weightIh', 'weightHh', 'biasIh', 'biasHh'] as const) {
        expectClose(await which.executor.read(gradientOf(PARTS[part])), differentiate(which, part), 1e-8);
      }
    });

    it.each([0, 2])('records the whole gradient of every state, cut every %i steps', async (truncate) => {
      const which = await createCase(variant, truncate, reverse);
      await runBothWays(which);
      expectClose(await which.executor.read('dhidden.l0'), differentiateStates(which, 'h'), 1e-8);
      if (variant === 'lstm') expectClose(await which.executor.read('dcell.l0'), differentiateStates(which, 'c'), 1e-8);
    });

    it('leaves 0 in every slot past the lengths', async () => {
      const which = await createCase(variant, 0, reverse);
      await runBothWays(which);
      const gates = await which.executor.read('gates.l0');
      const width = gates.length / (T * B);
      for (const b of rows) {
        for (let t = 0; t < T; t++) {
          const slots = gates.slice((t * B + b) * width, (t * B + b + 1) * width);
          if (t >= LENGTHS[b]) expect(slots.every((value) => value === 0)).toBe(true);
        }
      }
    });
  });

  it('takes the gradient of the final states', async () => {
    const which = await createCase(variant);
    const last = createPlan(createExampleModel({ variant, hiddenSize: H, head: 'last' }), { capacity: { B, T, U: 0 }, record: true });
    const executor = await createReferenceEngine().createExecutor(last);
    writeWeights(executor, createExampleWeights(last.parameters, 5));
    const feed = createFeed(last.model, createExampleBatch(last.model, B, T, 3, LENGTHS));
    await executor.run(feed, last.segments.encode);
    const dfinal = Float64Array.from({ length: 2 * B * H }, (_value, k) => normal(8, 2, 3, k));
    executor.write('dfinal.l0', dfinal);
    await executor.run(feed, [scanBackwardOf(last)]);
    const recorded = await executor.read('dhidden.l0');
    const expected = new Float64Array(T * B * H);
    for (const b of rows) {
      const from = (s: number, unit: number): number => {
        const moved = (by: number): number => {
          const { h, c } = statesOf(which, b, which.weights, { nudge: { t: s, state: 'h', unit, by } })[LENGTHS[b] - 1];
          const value = (state: readonly number[], half: number): number =>
            state.reduce((sum, each, j) => sum + each * dfinal[(2 * b + half) * H + j], 0);
          return value(h, 0) + value(c, 1);
        };
        return (moved(STEP) - moved(-STEP)) / (2 * STEP);
      };
      for (let s = 0; s < LENGTHS[b]; s++) for (let unit = 0; unit < H; unit++) expected[(s * B + b) * H + unit] = from(s, unit);
    }
    expectClose(recorded, expected, 1e-8);
  });
});

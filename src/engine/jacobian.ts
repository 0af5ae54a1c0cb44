/**
 * How far a step stretches and shrinks what passes through it: the singular values of dh_t/dh_{t-1} and of dh_T/dh_t, in float64 from the
 * declared cell equations. The second one over time is why gradients vanish or explode.
 */
import { extremeSingularValues } from '../core/extreme-singular-values';
import type { Numbers, Tensor, TensorMap } from '../core/tensor';
import { equationsOf } from '../model/equations/cells';
import type { Executor, Feed } from '../model/executor';
import { type Batch, createFeed } from '../model/feed';
import { type ScanPass, slotCount } from '../model/passes';
import { keptGates } from '../model/plan';
import { type CellStep, createCellStep, listHeld } from '../reference/cell';
import { type ScanSteps, scansOf, stepsOf, suffixOf, withHeld } from './probe';

/**
 * For each layer and direction, and the `decoder`, `jacobian.…` and `jacobianProduct.…` [B,T,2], the largest and the smallest singular value:
 *
 * - `jacobian` at t is that of dh_t/dh_{t-1}, the step's input and, for the lstm, c_{t-1} held fixed. h before the first step is its 0, or what
 *   the decoder begins with.
 * - `jacobianProduct` at t is that of dh_T/dh_t, T the row's last step in the scan's order, x and c_t held fixed and every later state not:
 *   the state's whole Jacobians are multiplied, h and c together, and the part from h to h is taken. At T it is the identity. It is the
 *   matrix through which dL/dh_T becomes dL/dh_t where the loss reads the last state alone.
 *
 * A decoder's input is all that enters its cell beside the state: the embedding, and the context or a_{t-1} where attention or input feeding
 * bring them. Both are held fixed, although they were computed from earlier states: what is measured is the recurrence alone.
 *
 * 0 at steps past a row's length.
 *
 * @param executor of the reference engine, of a plan of `createProbePlan`, its parameters written.
 * @param goOn asked before every step, since a step of H units takes some 10 H³ multiplications.
 * @param held what `holdInputs` makes of edits, where the plan is one of `createEditPlan`: through what is held nothing passes.
 * @returns null where `goOn` ended it.
 */
export async function jacobians(
  executor: Executor,
  batch: Batch,
  goOn: () => Promise<boolean>,
  held: Feed['inputs'] = {},
): Promise<TensorMap | null> {
  if (executor.engine !== 'reference') throw new Error(`jacobians: the engine must be reference, got ${executor.engine}`);
  const { plan } = executor;
  await executor.enqueue([withHeld(createFeed(plan.model, batch), held)], ['encode', 'decode']);
  const found: Record<string, Tensor> = {};
  for (const scan of scansOf(plan)) {
    const walked = await walkScan(await readScan(executor, scan), stepsOf(scan, batch), goOn);
    if (walked === null) return null;
    [found[`jacobian.${suffixOf(scan)}`], found[`jacobianProduct.${suffixOf(scan)}`]] = walked;
  }
  return found;
}

/** A scan that has run: what it kept of every step, and its cell's step for H cotangents at once. */
interface RunScan {
  readonly pass: ScanPass;
  readonly step: CellStep;
  /** [T, B, slots, H] into the values of the step. */
  readonly slots: readonly Float64Array[];
  readonly kept: Numbers;
  /** h and, of an lstm, c: [T+1, B, H], and their symbols before and after a step. */
  /** What is held of the step, and where it lies: rows [T, B, rows, H]; none where nothing can be. */
  readonly held: readonly Float64Array[];
  readonly heldOver: Numbers;
  readonly states: readonly { readonly over: Numbers; readonly previous: string; readonly next: string }[];
}

async function readScan(executor: Executor, pass: ScanPass): Promise<RunScan> {
  const equations = equationsOf(pass);
  const H = pass.hiddenSize;
  const [kept, hidden, weightHh] = await Promise.all([
    executor.read(keptGates(suffixOf(pass))),
    executor.read(pass.hidden),
    executor.read(pass.weightHh),
  ]);
  const { previous, next, slots } = equations;
  const states = [{ over: hidden, previous: previous.hidden, next: next.hidden }];
  if (pass.cellState !== null && previous.cell !== null && next.cell !== null) {
    states.push({ over: await executor.read(pass.cellState), previous: previous.cell, next: next.cell });
  }
  const given = new Set([...states.flatMap((state) => [state.previous, state.next]), ...slots.map(({ keeps }) => keeps)]);
  const weights = { width: H, weightHh: Float64Array.from(weightHh), biasHh: new Float64Array(0) };
  const bySymbol = new Map(pass.held === null ? [] : listHeld(equations).map((symbol) => [symbol, new Float64Array(H * H)]));
  const heldOver = pass.held === null ? new Float64Array(0) : await executor.read(pass.held);
  const step = createCellStep(equations, weights, given, H, bySymbol);
  return { pass, step, held: [...bySymbol.values()], heldOver, slots: slots.map(({ keeps }) => step.value(keeps)), kept, states };
}

/** `jacobian` and `jacobianProduct`: every step of every row backwards, with H cotangents at once. */
async function walkScan(
  { pass, step, slots, kept, held, heldOver, states }: RunScan,
  { B, count: T, lengths }: ScanSteps,
  goOn: () => Promise<boolean>,
): Promise<readonly [Tensor, Tensor] | null> {
  const H = pass.hiddenSize;
  const one = new Float64Array(B * T * 2);
  const product = new Float64Array(B * T * 2);
  for (let b = 0; b < B; b++) {
    let through = identityAndZeros(H, states.length); // d(h_T)/d(h_t, c_t), a row for each unit of h_T
    for (let s = lengths[b] - 1; s >= 0; s--) {
      if (!(await goOn())) return null;
      const t = pass.reverse ? lengths[b] - 1 - s : s;
      const at = (b * T + t) * 2;
      product.set(extremeSingularValues(through[0], H), at);
      slots.forEach((value, slot) => {
        repeat(value, kept, ((t * B + b) * slotCount[pass.cell] + slot) * H, H);
      });
      held.forEach((value, row) => {
        repeat(value, heldOver, ((t * B + b) * held.length + row) * H, H);
      });
      const [before, after] = pass.reverse ? [t + 1, t] : [t, t + 1]; // among the T+1 states
      for (const { over, previous, next } of states) {
        repeat(step.value(previous), over, (before * B + b) * H, H);
        repeat(step.value(next), over, (after * B + b) * H, H);
      }
      step.recompute();
      one.set(extremeSingularValues(pullBack(step, states, identityAndZeros(H, states.length))[0], H), at);
      through = pullBack(step, states, through);
    }
  }
  const shape = [B, T, 2];
  return [
    { shape, data: one },
    { shape, data: product },
  ];
}

/** The identity for h, and zeros for each other state, [H, H] each. */
function identityAndZeros(H: number, count: number): Float64Array[] {
  const matrices = Array.from({ length: count }, () => new Float64Array(H * H));
  for (let i = 0; i < H; i++) matrices[0][i * H + i] = 1;
  return matrices;
}

/** What the cotangents of the states after a step, a row each, become before it: d·M for the step's whole Jacobian M. */
function pullBack(step: CellStep, states: RunScan['states'], cotangents: readonly Float64Array[]): Float64Array[] {
  step.clear();
  states.forEach(({ next }, which) => {
    step.adjoint(next).set(cotangents[which]);
  });
  step.backward();
  return states.map(({ previous }) => step.adjoint(previous).slice());
}

/** Writes the H numbers from `first` on into every row of [H, H]. */
function repeat(into: Float64Array, from: Numbers, first: number, H: number): void {
  for (let row = 0; row < H; row++) into.set(from.subarray(first, first + H), row * H);
}

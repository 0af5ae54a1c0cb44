/**
 * How far a step stretches and shrinks what passes through it: the singular values of dh_t/dh_{t-1} and of dh_T/dh_t, in float64 from the
 * declared cell equations. The second one over time is why gradients vanish or explode.
 */
import { singularValues } from '../core/singular-values';
import type { Tensor, TensorMap } from '../core/tensor';
import { equationsOf } from '../model/equations/cells';
import { projectionOf } from '../model/equations/equation';
import type { Executor, Feed } from '../model/executor';
import { type Batch, createFeed, lengthsOf } from '../model/feed';
import { type ScanPass, type Sizes, slotCount } from '../model/passes';
import { type CellStep, createCellStep } from '../reference/cell';
import { scansOf, suffixOf } from './probe';

/**
 * For each layer and direction `jacobian.…` and `jacobianProduct.…` [B,T,2], the largest and the smallest singular value:
 *
 * - `jacobian` at t is that of dh_t/dh_{t-1}, the step's input and, for the lstm, c_{t-1} held fixed. h before the first step is its 0.
 * - `jacobianProduct` at t is that of dh_T/dh_t, T the row's last step in the scan's order, x and c_t held fixed and every later state not:
 *   the state's whole Jacobians are multiplied, h and c together, and the part from h to h is taken. At T it is the identity. It is the
 *   matrix through which dL/dh_T becomes dL/dh_t where the loss reads the last state alone.
 *
 * 0 at steps past a row's length.
 *
 * @param executor of the reference engine, of a plan of `createProbePlan`, its parameters written.
 */
export async function jacobians(executor: Executor, batch: Batch): Promise<TensorMap> {
  if (executor.engine !== 'reference') throw new Error(`jacobians: the engine must be reference, got ${executor.engine}`);
  const feed = createFeed(executor.plan.model, batch);
  const found: Record<string, Tensor> = {};
  for (const pass of executor.plan.segments.encode) {
    if (pass.kernel === 'scan') Object.assign(found, await walkScan(executor, pass, feed, lengthsOf(batch)));
    else await executor.run(feed, [pass]);
  }
  if (scansOf(executor.plan).length === 0) throw new Error('jacobians: the plan must have a scan, got none');
  return found;
}

/** Runs the scan, then every step of every row again with H cotangents at once. */
async function walkScan(executor: Executor, pass: ScanPass, feed: Feed, lengths: Int32Array): Promise<Record<string, Tensor>> {
  const { B, T } = feed.sizes;
  const H = pass.hiddenSize;
  const projections = Float64Array.from(await executor.read(pass.gates));
  await executor.run(feed, [pass]);
  const equations = equationsOf(pass);
  const states = [Float64Array.from(await executor.read(pass.hidden))];
  if (pass.cellState !== null) states.push(Float64Array.from(await executor.read(pass.cellState)));
  const weightHh = Float64Array.from(await executor.read(pass.weightHh));
  const biasHh = Float64Array.from(await executor.read(pass.biasHh));
  const step = createCellStep(equations, { width: H, weightHh, biasHh }, new Set(), H);
  const previous = [equations.previous.hidden, equations.previous.cell].filter((symbol) => symbol !== null);
  const next = [equations.next.hidden, equations.next.cell].filter((symbol) => symbol !== null);

  const one = new Float64Array(B * T * 2);
  const product = new Float64Array(B * T * 2);
  for (let b = 0; b < B; b++) {
    let through = identityAndZeros(H, next.length); // d(h_T)/d(h_t, c_t), a row for each unit of h_T
    for (let s = lengths[b] - 1; s >= 0; s--) {
      const t = pass.reverse ? lengths[b] - 1 - s : s;
      const at = (b * T + t) * 2;
      product.set(extremes(through[0], H), at);
      const place = { t, b, sizes: feed.sizes };
      equations.gates.forEach((gate, slot) => {
        repeat(step.value(projectionOf(gate)), projections, ((t * B + b) * slotCount[pass.cell] + slot) * H, H);
      });
      previous.forEach((symbol, which) => {
        repeat(step.value(symbol), states[which], beforeStep(pass.reverse, place) * H, H);
      });
      step.forward();
      one.set(extremes(pullBack(step, next, previous, identityAndZeros(H, next.length))[0], H), at);
      through = pullBack(step, next, previous, through);
    }
  }
  const name = suffixOf(pass);
  return { [`jacobian.${name}`]: { shape: [B, T, 2], data: one }, [`jacobianProduct.${name}`]: { shape: [B, T, 2], data: product } };
}

/** The (step, row) of the state that step t of row b starts from, among the T+1 states. */
function beforeStep(reverse: boolean, { t, b, sizes }: { readonly t: number; readonly b: number; readonly sizes: Sizes }): number {
  return (reverse ? t + 1 : t) * sizes.B + b;
}

/** The identity for h, and zeros for each other state, [H, H] each. */
function identityAndZeros(H: number, count: number): Float64Array[] {
  const matrices = Array.from({ length: count }, () => new Float64Array(H * H));
  for (let i = 0; i < H; i++) matrices[0][i * H + i] = 1;
  return matrices;
}

/** What the cotangents of the states after a step, a row each, become before it: d·M for the step's whole Jacobian M. */
function pullBack(step: CellStep, next: readonly string[], previous: readonly string[], cotangents: readonly Float64Array[]): Float64Array[] {
  step.clear();
  next.forEach((symbol, which) => {
    step.adjoint(symbol).set(cotangents[which]);
  });
  step.backward();
  return previous.map((symbol) => step.adjoint(symbol).slice());
}

/** Writes the H numbers from `first` on into every row of [H, H]. */
function repeat(into: Float64Array, from: Float64Array, first: number, H: number): void {
  for (let row = 0; row < H; row++) into.set(from.subarray(first, first + H), row * H);
}

function extremes(matrix: Float64Array, H: number): [number, number] {
  const values = singularValues(matrix, H);
  return [values[0], values[H - 1]];
}

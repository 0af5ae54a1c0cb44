/**
 * One forward and backward pass of a recording plan, handed back under the public names of the tensors: what a snapshot draws and what
 * the headless program writes. A pure function of the executor's weights and the batch.
 */
import type { Numbers, Tensor, TensorMap } from '../core/tensor';
import type { Executor, Feed, Forcing } from '../model/executor';
import { type Batch, createFeed, lengthsOf, sizesOf, swapBatchAndTime, targetLengthsOf } from '../model/feed';
import { gateNames } from '../model/gates';
import {
  type AttendBackwardPass,
  type AttendPass,
  flattenPasses,
  type ScanBackwardPass,
  type ScanPass,
  type Sizes,
  slotCount,
} from '../model/passes';
import { createPlan, gradientOf, keptGates, type Plan, type Segment } from '../model/plan';
import type { ModelSpec } from '../model/spec';
import { emptyLike } from './rows';

/** A forward and a backward pass, and no update. */
export const FORWARD_BACKWARD: readonly Segment[] = ['encode', 'decode', 'loss', 'backward'];
const FREELY: readonly Segment[] = ['encode', 'decodeFreely', 'loss', 'backward'];

/** The plan that `probe` and `gradients` need, for batches up to `capacity`; no dropout. @throws InputError for a network that the engines cannot run. */
export function createProbePlan(model: ModelSpec, capacity: Sizes): Plan {
  return createPlan(withoutDropout(model), { capacity, record: true });
}

/** The plan that `gradients` alone needs, which keeps no gates, so that a long sequence can go through it in windows. */
export function createGradientsPlan(model: ModelSpec, capacity: Sizes): Plan {
  return createPlan(withoutDropout(model), { capacity, record: 'gradients' });
}

/** The same network with every dropout off. */
export function withoutDropout(model: ModelSpec): ModelSpec {
  const { encoder, output } = model;
  const still = output.kind === 'decoder' ? output : { ...output, dropout: 0, hidden: output.hidden.map((dense) => ({ ...dense, dropout: 0 })) };
  return { ...model, encoder: { ...encoder, dropout: 0 }, output: still };
}

/**
 * Everything of a batch, batch first, 0 at steps past a row's length: `loss` [1]; `outputs` [B,size], [B,T,size] or [B,T',V]; where a decoder
 * attends, `scores`, `attention` [B,T',S] and `context` [B,T',D], and dL/d of scores and context as `scoreGradient` and `contextGradient`; for each layer and direction, and the `decoder`, `hiddenGradient.…` = dL/dh_t through all later steps, `hidden.…` = h_t, `gates.….{name}` after their nonlinearity, and for
 * the lstm `cell.…` = c_t and `cellGradient.…` = dL/dc_t, all [B,T,H].
 *
 * @param executor of a plan of `createProbePlan`, its parameters written.
 * @param forcing how often a decoder hears its teacher, drawn as in update 1; null = always.
 * @param held what `holdInputs` makes of edits, where the plan is one of `createEditPlan`.
 */
export async function probe(executor: Executor, batch: Batch, forcing: Forcing | null = null, held: Feed['inputs'] = {}): Promise<TensorMap> {
  return collect([
    ...(await runBatch(executor, batch, forcing, held)),
    ...attentionOf(executor.plan).flatMap(({ scores, attention, context }) => [
      ...[scores, attention].map((tensor) => readTargetSteps(executor, tensor, sizesOf(batch).T, batch)),
      readTargetSteps(executor, context.tensor, context.columns, batch),
    ]),
    ...attentionBackOf(executor.plan).flatMap(({ dscores, dcontext }) => [
      readTargetSteps(executor, dscores, sizesOf(batch).T, batch, 'scoreGradient'),
      readTargetSteps(executor, dcontext.tensor, dcontext.columns, batch, 'contextGradient'),
    ]),
    ...scansOf(executor.plan).map((scan) => readStates(executor, scan, batch)),
    ...backwardScansOf(executor.plan).map((scan) => readGradients(executor, scan, batch)),
  ]);
}

/**
 * The gradients of a batch's loss: `loss` [1]; `outputs`; `attention`; `gradient.{parameter}`, each of the parameter's shape; `hiddenGradient.…` [B,T,H].
 * No clip and no weight decay.
 *
 * @param executor of a plan of `createProbePlan` or `createGradientsPlan`, its parameters written.
 * @param forcing how often a decoder hears its teacher, drawn as in update 1; null = always.
 * @param held what `holdInputs` makes of edits, where the plan is one of `createEditPlan`.
 */
export async function gradients(executor: Executor, batch: Batch, forcing: Forcing | null = null, held: Feed['inputs'] = {}): Promise<TensorMap> {
  return collect([
    ...(await runBatch(executor, batch, forcing, held)),
    ...attentionOf(executor.plan).map(({ attention }) => readTargetSteps(executor, attention, sizesOf(batch).T, batch)),
    ...executor.plan.parameters.list.map(async ({ name, shape }) => ({ [gradientOf(name)]: { shape, data: await executor.read(gradientOf(name)) } })),
    ...backwardScansOf(executor.plan).map(async (scan) => ({
      [`hiddenGradient.${suffixOf(scan)}`]: await readSteps(executor, scan.dhidden, scan.hiddenSize, stepsOf(scan, batch)),
    })),
  ]);
}

/** Parts of a result that are still being read: all reads are asked for at once, so that a GPU answers them together. */
type Part = Promise<TensorMap>;

async function collect(parts: readonly Part[]): Promise<TensorMap> {
  return Object.assign({}, ...(await Promise.all(parts))) as TensorMap;
}

/** A feed of a plan for edits. */
export function withHeld(feed: Feed, held: Feed['inputs']): Feed {
  return { ...feed, inputs: { ...feed.inputs, ...held } };
}

/** Runs the batch; the result begins with `loss` and `outputs`. */
async function runBatch(executor: Executor, batch: Batch, forcing: Forcing | null, held: Feed['inputs']): Promise<readonly Part[]> {
  const { model, options } = executor.plan;
  if (options.record === false) throw new Error('probe: the plan must record, got one that does not');
  const feed = withHeld(createFeed(model, batch, { forcing }), held);
  const [report] = await executor.enqueue([feed], forcing === null ? FORWARD_BACKWARD : FREELY);
  const outputs = readOutputs(executor, feed.sizes).then((tensor) => ({ outputs: tensor }));
  return [Promise.resolve({ loss: { shape: [1], data: Float64Array.of(report.loss) } }), outputs];
}

/** The network's answers, [B, size], [B, T, size] or, of a decoder, [B, T', V]. */
export async function readOutputs(executor: Executor, { B, T, U }: Sizes): Promise<Tensor> {
  const { output } = executor.plan.model;
  const data = await executor.read('outputs');
  if (output.kind === 'decoder') return swapBatchAndTime({ shape: [U, B, output.vocabSize], data });
  return output.kind === 'every' ? swapBatchAndTime({ shape: [T, B, output.size], data }) : { shape: [B, output.size], data };
}

/** Where every step of a decoder looked, [B, T', S], whatever its target's length; null where nothing attends. */
export async function readAttention(executor: Executor, { B, T, U }: Sizes): Promise<Tensor | null> {
  const passes = attentionOf(executor.plan);
  return passes.length === 0 ? null : swapBatchAndTime({ shape: [U, B, T], data: await executor.read(passes[0].attention) });
}

/** A tensor [T', B, …] of a decoder, under its own name or another. */
async function readTargetSteps(executor: Executor, tensor: string, width: number, batch: Batch, name = tensor): Promise<TensorMap> {
  return { [name]: await readSteps(executor, tensor, width, targetStepsOf(batch)) };
}

/** A sequence for each row of a batch: how many steps there are, and how many of each row count. */
export interface ScanSteps {
  readonly B: number;
  readonly count: number;
  readonly lengths: Int32Array;
}

function targetStepsOf(batch: Batch): ScanSteps {
  const { B, U } = sizesOf(batch);
  return { B, count: U, lengths: targetLengthsOf(batch) };
}

export function stepsOf(scan: ScanPass | ScanBackwardPass, batch: Batch): ScanSteps {
  const { B, T } = sizesOf(batch);
  return scan.steps === 'T' ? { B, count: T, lengths: lengthsOf(batch) } : targetStepsOf(batch);
}

async function readStates(executor: Executor, scan: ScanPass, batch: Batch): Promise<TensorMap> {
  const name = suffixOf(scan);
  const H = scan.hiddenSize;
  const gates = gateNames[scan.cell];
  const steps = stepsOf(scan, batch);
  const shift = scan.reverse ? 0 : 1; // where the state after step t lies among the T+1 states
  const [hidden, cell, kept] = await Promise.all([
    readSteps(executor, scan.hidden, H, steps, { shift }),
    scan.cellState === null ? null : readSteps(executor, scan.cellState, H, steps, { shift }),
    gates.length === 0 ? null : executor.read(keptGates(name)),
  ]);
  const found: Record<string, Tensor> = { [`hidden.${name}`]: hidden };
  if (cell) found[`cell.${name}`] = cell;
  if (kept) {
    gates.forEach((gate, slot) => {
      found[`gates.${name}.${gate}`] = toBatchFirst(kept, H, steps, { stride: slotCount[scan.cell] * H, offset: slot * H });
    });
  }
  return found;
}

async function readGradients(executor: Executor, scan: ScanBackwardPass, batch: Batch): Promise<TensorMap> {
  const name = suffixOf(scan);
  const [hidden, cell] = await Promise.all([
    readSteps(executor, scan.dhidden, scan.hiddenSize, stepsOf(scan, batch)),
    scan.dcell === null ? null : readSteps(executor, scan.dcell, scan.hiddenSize, stepsOf(scan, batch)),
  ]);
  return { [`hiddenGradient.${name}`]: hidden, ...(cell ? { [`cellGradient.${name}`]: cell } : {}) };
}

interface StepView {
  /** Time steps before the first one wanted. */
  readonly shift?: number;
  /** Elements from one (step, row) to the next, and before the first. */
  readonly stride?: number;
  readonly offset?: number;
}

async function readSteps(executor: Executor, tensor: string | null, H: number, steps: ScanSteps, view: StepView = {}): Promise<Tensor> {
  if (tensor === null) throw new Error('probe: a recording plan keeps every step, got a scan that does not');
  return toBatchFirst(await executor.read(tensor), H, steps, view);
}

/** [T, B, …] as engines keep it to [B, T, H] as files do, 0 at steps past a row's length. */
function toBatchFirst(data: Numbers, H: number, { B, count, lengths }: ScanSteps, { shift = 0, stride = H, offset = 0 }: StepView): Tensor {
  const out = emptyLike(data, B * count * H);
  for (let b = 0; b < B; b++) {
    for (let t = 0; t < lengths[b]; t++) {
      const from = ((t + shift) * B + b) * stride + offset;
      out.set(data.subarray(from, from + H), (b * count + t) * H);
    }
  }
  return { shape: [B, count, H], data: out };
}

export function scansOf(plan: Plan): readonly ScanPass[] {
  return flattenPasses([...plan.segments.encode, ...plan.segments.decode]).filter((pass) => pass.kernel === 'scan');
}

export function backwardScansOf(plan: Plan): readonly ScanBackwardPass[] {
  return flattenPasses(plan.segments.backward).filter((pass) => pass.kernel === 'scanBackward');
}

/** The pass that looks from target steps at source steps, where a decoder attends. */
function attentionOf(plan: Plan): readonly AttendPass[] {
  return flattenPasses(plan.segments.decode).filter((pass) => pass.kernel === 'attend');
}

/** The pass that goes back from what was looked at to how it was scored. */
function attentionBackOf(plan: Plan): readonly AttendBackwardPass[] {
  return flattenPasses(plan.segments.backward).filter((pass) => pass.kernel === 'attendBackward');
}

/** `l{k}`, `l{k}_reverse` or `decoder`: what a scan is called in public. */
export function suffixOf(scan: ScanPass | ScanBackwardPass): string {
  return scan.gates.slice('gates.'.length);
}

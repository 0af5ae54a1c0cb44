/** The commands `gradients` and `probe`: one forward and backward pass of a batch, written by name. */
import type { TensorMap } from '../core/tensor';
import { guardEngine } from '../engine/guard';
import { createItemisePlan, itemise } from '../engine/itemise';
import { jacobians } from '../engine/jacobian';
import { createEditPlan, prepareEdits } from '../engine/edited';
import { createGradientsPlan, gradients, probe, withHeld } from '../engine/probe';
import { isFiniteArray, writeParameters } from '../engine/weights';
import type { Edit } from '../model/edits';
import type { Engine, Executor } from '../model/executor';
import { createFeed, sizesOf } from '../model/feed';
import { checkEditsFitBatch, parseEdits } from '../model/parse-edits';
import type { Plan } from '../model/plan';
import { FLAG, parseArguments, TEXT } from './arguments';
import { withEngine } from './engines';
import { readJson, writeTensors } from './files';
import { blameNonFinite, type Network, NETWORK_OPTIONS, readNetwork } from './network';

export async function runGradients(words: readonly string[]): Promise<string> {
  const given = parseArguments(words, NETWORK_OPTIONS);
  const engine = given.engine();
  const network = await readNetwork(given);
  await writeTensors(
    'out',
    network.out,
    await withEngine(engine, (made) => passOnce(made, network, createGradientsPlan(network.model, sizesOf(network.batch)), gradients)),
    1,
  );
  return '';
}

export async function runProbe(words: readonly string[]): Promise<string> {
  const given = parseArguments(words, { ...NETWORK_OPTIONS, itemised: FLAG, jacobian: FLAG, edits: TEXT });
  const engine = given.engine();
  const edits = given.optionalText('edits');
  const asked = edits === null ? [] : await readJson('edits', edits);
  const network = await readNetwork(given);
  const list = parseEdits(asked, network.model);
  checkEditsFitBatch(list, network.model, network.batch);
  const found = await withEngine(engine, async (made) => ({
    ...(await passOnce(made, network, createEditPlan(network.model, sizesOf(network.batch), list), probe, list)),
    ...(given.flag('itemised') ? await itemiseOnce(made, network, list) : {}),
  }));
  if (given.flag('jacobian')) Object.assign(found, await withEngine('reference', (made) => jacobiansOnce(made, network, list)));
  await writeTensors('out', network.out, found, 1);
  return '';
}

/** @throws NonFiniteError naming the pass, where any number of the result is not finite. */
function passOnce(engine: Engine, network: Network, plan: Plan, pass: typeof probe, edits: readonly Edit[] = []): Promise<TensorMap> {
  const { model, parameters, batch } = network;
  return withExecutor(engine, network, plan, async (executor) => {
    const held = prepareEdits(executor, parameters, batch, edits);
    const found = await pass(executor, batch, null, held);
    if (Object.values(found).every(({ data }) => isFiniteArray(data))) return found;
    throw await blameNonFinite(executor, withHeld(createFeed(model, batch), held));
  });
}

function itemiseOnce(engine: Engine, network: Network, edits: readonly Edit[]): Promise<TensorMap> {
  const { model, parameters, batch } = network;
  const plan = createItemisePlan(model, sizesOf(batch), edits);
  return withExecutor(engine, network, plan, (executor) => itemise(executor, batch, undefined, prepareEdits(executor, parameters, batch, edits)));
}

/** Whatever engine the rest comes from, Jacobians are the reference engine's. */
function jacobiansOnce(reference: Engine, network: Network, edits: readonly Edit[]): Promise<TensorMap> {
  const { model, parameters, batch } = network;
  return withExecutor(reference, network, createEditPlan(model, sizesOf(batch), edits), async (executor) => {
    const held = prepareEdits(executor, parameters, batch, edits);
    const found = await jacobians(executor, batch, () => Promise.resolve(true), held);
    if (found === null) throw new Error('probe: nothing ends Jacobians here, got an end');
    return found;
  });
}

async function withExecutor<Result>(engine: Engine, network: Network, plan: Plan, work: (executor: Executor) => Promise<Result>): Promise<Result> {
  const executor = await guardEngine(engine)(plan);
  try {
    writeParameters(executor, network.parameters);
    return await work(executor);
  } finally {
    executor.dispose();
  }
}

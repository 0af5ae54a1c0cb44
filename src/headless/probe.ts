/** The commands `gradients` and `probe`: one forward and backward pass of a batch, written by name. */
import { InputError } from '../core/errors';
import type { TensorMap } from '../core/tensor';
import { guardEngine } from '../engine/guard';
import { createItemisePlan, itemise } from '../engine/itemise';
import { jacobians } from '../engine/jacobian';
import { createProbePlan, gradients, probe } from '../engine/probe';
import { isFiniteArray, writeParameters } from '../engine/weights';
import type { Engine, Executor } from '../model/executor';
import { createFeed, sizesOf } from '../model/feed';
import type { Plan } from '../model/plan';
import { FLAG, parseArguments, TEXT } from './arguments';
import { withEngine } from './engines';
import { writeTensors } from './files';
import { blameNonFinite, type Network, NETWORK_OPTIONS, readNetwork } from './network';

export async function runGradients(words: readonly string[]): Promise<string> {
  const given = parseArguments(words, NETWORK_OPTIONS);
  const engine = given.engine();
  const network = await readNetwork(given);
  await writeTensors('out', network.out, await withEngine(engine, (made) => passOnce(made, network, gradients)), 1);
  return '';
}

export async function runProbe(words: readonly string[]): Promise<string> {
  const given = parseArguments(words, { ...NETWORK_OPTIONS, itemised: FLAG, jacobian: FLAG, edits: TEXT });
  const engine = given.engine();
  const edits = given.optionalText('edits');
  if (edits !== null) throw new InputError('--edits', 'must be left out: this version cannot edit', edits);
  const network = await readNetwork(given);
  const found = await withEngine(engine, async (made) => ({
    ...(await passOnce(made, network, probe)),
    ...(given.flag('itemised') ? await itemiseOnce(made, network) : {}),
  }));
  if (given.flag('jacobian')) Object.assign(found, await withEngine('reference', (made) => jacobiansOnce(made, network)));
  await writeTensors('out', network.out, found, 1);
  return '';
}

/** @throws NonFiniteError naming the pass, where any number of the result is not finite. */
function passOnce(engine: Engine, network: Network, pass: typeof probe): Promise<TensorMap> {
  return withExecutor(engine, network, createProbePlan(network.model, sizesOf(network.batch)), async (executor) => {
    const found = await pass(executor, network.batch);
    if (Object.values(found).every(({ data }) => isFiniteArray(data))) return found;
    throw await blameNonFinite(executor, createFeed(network.model, network.batch));
  });
}

function itemiseOnce(engine: Engine, network: Network): Promise<TensorMap> {
  const plan = createItemisePlan(network.model, sizesOf(network.batch));
  return withExecutor(engine, network, plan, (executor) => itemise(executor, network.batch));
}

/** Whatever engine the rest comes from, Jacobians are the reference engine's. */
function jacobiansOnce(reference: Engine, network: Network): Promise<TensorMap> {
  const plan = createProbePlan(network.model, sizesOf(network.batch));
  return withExecutor(reference, network, plan, async (executor) => {
    const found = await jacobians(executor, network.batch, () => Promise.resolve(true));
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

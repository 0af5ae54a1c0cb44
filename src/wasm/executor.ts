/** A plan on the WebAssembly engine: each pass becomes one call of a kernel, its arguments resolved once for each size of batch. */
import { InputError } from '../core/errors';
import type { Executor, Feed, Report } from '../model/executor';
import type { Pass, Sizes } from '../model/passes';
import { resolveCount } from '../model/resolve';
import { type Plan } from '../model/plan';
import { createKernels } from './kernels';
import { createMachine, getPointer, type Machine, viewTensor, writeTensor } from './machine';
import { bindPass, type BoundPass } from './passes';

/**
 * Allocates a plan in a fresh instance. Every call computes before it returns, so nothing is ever in flight; a call that cannot be
 * carried out rejects (or, `write`, throws) with an InputError and changes nothing.
 *
 * @param most bytes of its memory, 512 MB where a test does not want less.
 * @throws InputError where the plan would not fit.
 */
export async function createWasmExecutor(module: WebAssembly.Module, whole: Plan, most?: number): Promise<Executor> {
  let machine: Machine | null = createMachine(whole, await createKernels(module), most);
  const { plan } = machine;
  let sizes = plan.options.capacity;
  const bound = new Map<Pass, BoundPass>();
  const inputs = [...plan.tensors.values()].filter((spec) => spec.role === 'input');

  const getMachine = (): Machine => {
    if (!machine) throw new Error('wasm: this executor was disposed');
    return machine;
  };
  /** Checks a whole feed, then copies its inputs; another size of batch unbinds what was resolved for the last. */
  const load = (feed: Feed): void => {
    const { integers, floats } = getMachine();
    checkSizes(plan, feed.sizes);
    for (const { name, shape } of inputs) {
      const count = resolveCount(shape, feed.sizes);
      const given = name in feed.inputs ? feed.inputs[name].length : undefined;
      if (given !== count) throw new InputError(`feed.inputs.${name}`, `${String(count)} numbers`, given);
    }
    for (const { name, type } of inputs) (type === 'i32' ? integers : floats).set(feed.inputs[name], getPointer(getMachine(), name) / 4);
    if (feed.sizes.B !== sizes.B || feed.sizes.T !== sizes.T || feed.sizes.U !== sizes.U) bound.clear();
    sizes = feed.sizes;
  };
  const runPasses = (feed: Feed, passes: readonly Pass[]): void => {
    for (const pass of passes) {
      let run = bound.get(pass);
      if (!run) {
        run = bindPass(getMachine(), pass, sizes);
        bound.set(pass, run);
      }
      run(feed);
    }
  };

  return {
    engine: 'wasm',
    plan,
    write: (tensor, data) => {
      writeTensor(getMachine(), tensor, data);
    },
    read: (tensor) => settle(() => viewTensor(getMachine(), tensor, sizes).slice()),
    enqueue: (feeds, segments) =>
      settle(() =>
        feeds.map((feed): Report => {
          load(feed);
          const { progress } = getMachine();
          Object.assign(progress, { loss: NaN, lossRan: false, gradNorm: NaN });
          for (const segment of segments) runPasses(feed, plan.segments[segment]);
          return { update: feed.update, loss: progress.loss, gradNorm: progress.gradNorm, finite: progress.finite };
        }),
      ),
    run: (feed, passes) =>
      settle(() => {
        load(feed);
        runPasses(feed, passes);
      }),
    dispose: () => {
      machine = null;
      bound.clear();
    },
  };
}

/** Computes at once; an error becomes a rejection. */
function settle<Result>(compute: () => Result): Promise<Result> {
  return new Promise((resolve) => {
    resolve(compute());
  });
}

function checkSizes(plan: Plan, sizes: Sizes): void {
  const { capacity } = plan.options;
  for (const key of ['B', 'T', 'U'] as const satisfies readonly (keyof Sizes)[]) {
    if (sizes[key] > capacity[key]) throw new InputError(`feed.sizes.${key}`, `at most ${String(capacity[key])}`, sizes[key]);
  }
}

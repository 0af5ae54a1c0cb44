/** A plan on the reference engine: passes looked up once, then run one after the other in float64. */
import { InputError } from '../core/errors';
import type { Numbers } from '../core/tensor';
import type { Executor, Feed, Report } from '../model/executor';
import type { Pass, Sizes, TensorSpec } from '../model/passes';
import { listRounds, resolveCount, resolveOffset } from '../model/resolve';
import type { Plan, Segment } from '../model/plan';
import { bindActivate, bindActivateBackward } from './activate';
import { bindAttend, bindAttendBackward, bindAttendKeysBackward } from './attention';
import { bindHold } from './hold';
import { bindDropout } from './dropout';
import { bindEmbed, bindEmbedBackward } from './embedding';
import { bindJoin, bindJoinBackward } from './join';
import { bindKeep } from './keep';
import { bindLoss } from './loss';
import { bindUpdate, type Progress } from './optimizer';
import { bindPick } from './pick';
import { bindProduct } from './product';
import { bindScan, bindScanBackward } from './scan';
import { createStore, fitStore, getFloats, getNumbers, type Store } from './store';

type BoundPass = (feed: Feed) => void;

/**
 * Allocates a plan in float64. Every call computes before it returns, so nothing is ever in flight; a call that cannot be
 * carried out rejects (or, `write`, throws) with an InputError and changes nothing.
 *
 * @param most bytes of its tensors, 1 GB where a test does not want less.
 */
export function createReferenceExecutor(whole: Plan, most?: number): Executor {
  const plan = fitStore(whole, most);
  let store: Store | null = createStore(plan);
  let sizes = plan.options.capacity;
  const progress: Progress = { loss: NaN, lossRan: false, gradNorm: NaN, finite: true };
  const bound = new Map<Pass, BoundPass>();

  const getStore = (): Store => {
    if (!store) throw new Error('reference: this executor was disposed');
    return store;
  };
  const runPasses = (feed: Feed, passes: readonly Pass[]): void => {
    for (const pass of passes) {
      let run = bound.get(pass);
      if (!run) {
        run = bindPass(plan, getStore(), pass, progress);
        bound.set(pass, run);
      }
      run(feed);
    }
  };
  const load = (feed: Feed): void => {
    loadFeed(plan, getStore(), feed);
    sizes = feed.sizes;
  };

  return {
    engine: 'reference',
    plan,
    write(tensor, data) {
      const spec = getSpec(plan, tensor);
      const into = getNumbers(getStore(), tensor);
      const fixed = spec.shape.every((dim) => typeof dim === 'number');
      if (fixed ? data.length !== into.length : data.length > into.length) {
        throw new InputError(`write ${tensor}`, `${fixed ? '' : 'at most '}${String(into.length)} numbers`, data.length);
      }
      into.set(data);
      if (spec.role !== 'parameter') return;
      Object.assign(progress, { loss: NaN, lossRan: false, gradNorm: NaN, finite: true });
    },
    read: (tensor) => settle((): Numbers => getNumbers(getStore(), tensor).slice(0, resolveCount(getSpec(plan, tensor).shape, sizes))),
    enqueue: (feeds, segments) =>
      settle(() =>
        feeds.map((feed): Report => {
          load(feed);
          Object.assign(progress, { loss: NaN, lossRan: false, gradNorm: NaN });
          for (const segment of segments) runPasses(feed, passesOf(plan, segment));
          return { update: feed.update, loss: progress.loss, gradNorm: progress.gradNorm, finite: progress.finite };
        }),
      ),
    run: (feed, passes) =>
      settle(() => {
        load(feed);
        runPasses(feed, passes);
      }),
    dispose() {
      store = null;
      bound.clear();
    },
  };
}

function passesOf(plan: Plan, segment: Segment): readonly Pass[] {
  return plan.segments[segment];
}

/** Computes at once; an error becomes a rejection. */
function settle<Result>(compute: () => Result): Promise<Result> {
  return new Promise((resolve) => {
    resolve(compute());
  });
}

function getSpec(plan: Plan, tensor: string): TensorSpec {
  const spec = plan.tensors.get(tensor);
  if (!spec) throw new InputError('reference', 'the plan must declare this tensor', tensor);
  return spec;
}

/** Checks a whole feed, then copies its inputs. */
function loadFeed(plan: Plan, store: Store, feed: Feed): void {
  const { capacity } = plan.options;
  for (const key of ['B', 'T', 'U'] as const satisfies readonly (keyof Sizes)[]) {
    if (feed.sizes[key] > capacity[key]) throw new InputError(`feed.sizes.${key}`, `at most ${String(capacity[key])}`, feed.sizes[key]);
  }
  const inputs = [...plan.tensors.values()].filter((spec) => spec.role === 'input');
  for (const { name, shape } of inputs) {
    const count = resolveCount(shape, feed.sizes);
    const given = name in feed.inputs ? feed.inputs[name].length : undefined;
    if (given !== count) throw new InputError(`feed.inputs.${name}`, `${String(count)} numbers`, given);
  }
  for (const { name } of inputs) getNumbers(store, name).set(feed.inputs[name]);
}

function bindPass(plan: Plan, store: Store, pass: Pass, progress: Progress): BoundPass {
  const bySizes =
    (run: (sizes: Sizes) => void): BoundPass =>
    ({ sizes }) => {
      run(sizes);
    };
  switch (pass.kernel) {
    case 'product': {
      const products = pass.products.map((product) => bindProduct(store, product));
      return ({ sizes }) => {
        for (const product of products) product(sizes);
      };
    }
    case 'embed':
      return bySizes(bindEmbed(store, pass));
    case 'embedBackward':
      return bySizes(bindEmbedBackward(plan, store, pass));
    case 'pick':
      return bindPick(store, pass);
    case 'dropout':
      return bindDropout(store, pass);
    case 'activate':
      return bySizes(bindActivate(store, pass));
    case 'activateBackward':
      return bySizes(bindActivateBackward(store, pass));
    case 'join':
      return bySizes(bindJoin(store, pass));
    case 'joinBackward':
      return bySizes(bindJoinBackward(store, pass));
    case 'scan':
      return bindScan(store, pass, plan.options.capacity.B);
    case 'scanBackward':
      return bindScanBackward(store, pass, plan.options.capacity.B);
    case 'clear': {
      const { values } = pass;
      const data = getFloats(store, values.tensor);
      return ({ sizes }) => {
        const start = resolveOffset(values, sizes);
        const rows = resolveCount(values.rows, sizes);
        for (let m = 0; m < rows; m++) data.fill(0, start + m * values.stride, start + m * values.stride + values.columns);
      };
    }
    case 'attend':
      return bySizes(bindAttend(store, pass));
    case 'hold':
      return bySizes(bindHold(store, pass));
    case 'attendBackward':
      return bySizes(bindAttendBackward(store, pass));
    case 'attendKeysBackward':
      return bySizes(bindAttendKeysBackward(store, pass));
    case 'loop': {
      const body = pass.body.map((each) => bindPass(plan, store, each, progress));
      return (feed) => {
        const rounds = listRounds(pass, feed.sizes);
        for (const sizes of pass.backwards ? rounds.toReversed() : rounds) for (const run of body) run({ ...feed, sizes });
      };
    }
    case 'loss':
      return bindLoss(store, pass, progress);
    case 'copy': {
      const from = getNumbers(store, pass.from);
      const to = getNumbers(store, pass.to);
      return () => {
        to.set(from);
      };
    }
    case 'keep':
      return bindKeep(store, pass, progress);
    case 'update':
      return bindUpdate(plan.parameters, store, pass, progress);
    default:
      return pass satisfies never;
  }
}

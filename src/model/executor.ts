/** What an engine must be able to do with a plan. Implementations import this file; it imports none of them. */
import type { Numbers } from '../core/tensor';
import type { Pass, Sizes } from './passes';
import type { Plan, Segment } from './plan';

export type EngineName = 'reference' | 'wasm' | 'webgpu';

/** Everything that changes from one batch to the next. Arrays are time-major and of exactly the sizes given. */
export interface Feed {
  readonly sizes: Sizes;
  /** Every tensor of role `input`, by name. */
  readonly inputs: Readonly<Record<string, Float32Array | Int32Array>>;
  /** 1 / (number of valid elements), so that the sum of the row losses is their mean. */
  readonly lossScale: number;
  /** Counts updates from 1; the optimizer's bias correction reads it. */
  readonly update: number;
  readonly learningRate: number;
  /** Steps between cuts of the gradient through h and c; 0 = never cut. */
  readonly truncate: number;
  /** The run's seed where dropout is on; null = off. */
  readonly dropout: number | null;
  /** Where a decoder decodes freely: how often it is told the target's token instead of reading its own answer; null = always. */
  readonly forcing: Forcing | null;
}

/** Teacher forcing: drawn from the run's seed for each update, target step and row. */
export interface Forcing {
  readonly seed: number;
  readonly probability: number;
}

/** What comes back of each feed. */
export interface Report {
  readonly update: number;
  /** NaN where no loss pass ran. */
  readonly loss: number;
  /** The norm of all gradients before clipping; NaN where no update ran. */
  readonly gradNorm: number;
  /** false from the first non-finite loss or norm on; updates then leave parameters and optimizer state untouched. */
  readonly finite: boolean;
}

/**
 * One plan allocated on one engine. Whoever creates it disposes it. Calls take effect in the order they are made.
 *
 * - `write` replaces a whole tensor (a parameter, `gradient.…`, an activation, or the optimizer's state); writing a parameter
 *   also lowers the sticky non-finite flag.
 * - `enqueue` runs the segments for each feed in turn and resolves with a report a feed, in order. An executor may still be
 *   working on later calls; keep at most two calls in flight.
 * - `run` runs single passes of the plan for one feed: what tests of one kernel and the search for a NaN use.
 * - `read` resolves with a copy of a tensor as the last feed left it, at that feed's sizes.
 */
export interface Executor {
  readonly engine: EngineName;
  readonly plan: Plan;
  write(tensor: string, data: Numbers): void;
  read(tensor: string): Promise<Numbers>;
  enqueue(feeds: readonly Feed[], segments: readonly Segment[]): Promise<readonly Report[]>;
  run(feed: Feed, passes: readonly Pass[]): Promise<void>;
  dispose(): void;
}

/** An engine as this machine has it: how to know it, and how to get an executor of a plan from it. */
export interface Engine {
  readonly name: EngineName;
  /** The adapter's name, or how the numbers are computed. */
  readonly adapter: string;
  /** true where a CPU imitates a GPU. */
  readonly software: boolean;
  createExecutor(plan: Plan): Promise<Executor>;
  /** Resolves once, with the reason, when the engine can no longer compute; never for engines that cannot be lost. */
  readonly lost: Promise<string>;
  dispose(): void;
}

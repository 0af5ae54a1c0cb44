/** What a task is: where examples come from, what a network must read and answer, and how well guessing does. One task is one file and one row of the table. */
import type { Numbers } from '../core/tensor';
import type { Batch } from '../model/feed';
import type { Picture } from '../model/picture';
import type { OptionValue } from '../model/run';
import type { InputSpec, OutputSpec } from '../model/spec';
import type { Scores } from './measures';

export type OptionRule =
  | { readonly type: 'integer'; readonly default: number; readonly min: number; readonly max: number }
  | { readonly type: 'number'; readonly default: number; readonly min: number; readonly max: number };

export type Options = Readonly<Record<string, OptionValue>>;

export type MetricName = 'mse' | 'accuracy' | 'bitsPerCharacter' | 'exact' | 'f1';

/** The stream that an example comes from; the two never meet. */
export type Stream = 'train' | 'heldOut';

/** Gives the text of a data file of the project. */
export type ReadData = (name: string) => Promise<string>;

/** What the views need to write down an example. */
export interface Symbols {
  /** The name of each input channel (values), or of each token id. */
  readonly inputs: readonly string[];
  /** The name of each class, or of each output value. */
  readonly outputs: readonly string[];
  /** Which of them are bands of sound, that can be heard. */
  readonly sound?: 'inputs' | 'outputs';
  readonly picture?: Picture;
}

/** A rule that is no network. */
export interface Rival {
  readonly name: string;
  /** On all held-out examples, in the task's metric. */
  readonly metric: number;
}

/** What comes after the window of an example, of a task that foretells what it reads. */
export interface Outlook {
  /** True values of the steps after the last that is read, as many as are known: [known, size]. */
  readonly truth: Float64Array;
  /** What the simple rule foretells of each step asked for, from the window alone: [steps, size]. */
  readonly naive: Float64Array;
}

export interface Task {
  readonly name: string;
  readonly options: Readonly<Record<string, OptionRule>>;
  /**
   * Must have resolved before a task that has it is asked for examples, a baseline or anything else of its data. `read` gives the text of one
   * of the project's data files by its name: the page fetches `data/NAME`, Node reads `public/data/NAME`.
   */
  load?(read: ReadData): Promise<void>;
  /** The parts of a ModelSpec that the task needs; embedding sizes and a decoder's attention are the user's to change. */
  input(options: Options): InputSpec;
  output(options: Options): OutputSpec;
  readonly metric: { readonly name: MetricName; readonly better: 'lower' | 'higher' };
  /** The loss that a network reaches without any memory, of a decoder without its source, and the rule that gives it. */
  baseline(options: Options): { readonly name: string; readonly value: number };
  /** What a simple rule that is no network reaches on the held-out examples, in the task's metric. */
  rival?(options: Options): Rival;
  /** How many different held-out examples there are, where they are not endless: no evaluation takes more. */
  heldOutCount?(options: Options): number;
  symbols(options: Options): Symbols;
  /**
   * Examples `first` … `first + count - 1` of a stream, batch first. Example i depends on (options, seed, stream, i) alone.
   */
  sample(options: Options, seed: number, stream: Stream, first: number, count: number): Batch;
  /**
   * Of a task that reads one long stream: window n, from 0, of rows 0 … count - 1, batch first. Row b of window n + 1 begins where row b of window n
   * ended. Row b depends on (options, seed, stream, n, b) alone.
   */
  continued?(options: Options, seed: number, stream: Stream, n: number, count: number): Batch;
  /**
   * The metric of a batch as a sum and a count, so that batches add up: value = sum / count (bitsPerCharacter and mse likewise).
   * `outputs` are the network's, batch first: [B, size], [B, T, size] or, decoded greedily, [B, T', V].
   */
  score(outputs: Numbers, batch: Batch): { readonly sum: number; readonly count: number };
  /** Of a task that foretells every value that it reads, and nothing else: what comes after held-out example i. */
  outlook?(options: Options, seed: number, i: number, steps: number): Outlook;
  /** What the field also asks of such a network, of the same outputs. */
  measure?(outputs: Numbers, batch: Batch): Scores;
}

/** Everything that determines a training run: with the engine's name, the same run gives the same numbers again. */
import type { ModelSpec } from './spec';
import type { TrainingSpec } from './training';

export type OptionValue = number | string | boolean;

export interface TaskChoice {
  readonly name: string;
  readonly options: Readonly<Record<string, OptionValue>>;
}

export interface Run {
  readonly model: ModelSpec;
  readonly task: TaskChoice;
  readonly training: TrainingSpec;
  /** An unsigned 32-bit integer. */
  readonly seed: number;
}

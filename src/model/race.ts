/** What a race is: up to four networks that train in lock step on the same batches, and the runs that it comes to. */
import { limits } from './parse-spec';
import { layoutParameters } from './parameters';
import type { Run, TaskChoice } from './run';
import type { ModelSpec } from './spec';
import type { InitialisationSpec, TrainingSpec } from './training';

export interface RaceLane {
  readonly model: ModelSpec;
  readonly initialisation: InitialisationSpec;
}

/** What the lanes have in common: nothing, the width of every layer, or as many parameters as whole widths come to. */
export type RaceMatch =
  { readonly kind: 'own' } | { readonly kind: 'width'; readonly width: number } | { readonly kind: 'parameters'; readonly count: number };

export interface RaceSpec {
  readonly task: TaskChoice;
  /** 1 to 4. */
  readonly lanes: readonly RaceLane[];
  readonly match: RaceMatch;
  /** Of every lane; how weights are drawn is the lane's own. */
  readonly training: Omit<TrainingSpec, 'initialisation'>;
  /** The first seed; the others follow it. */
  readonly seed: number;
  /** 1 to 3: how often each lane runs, each time with other weights and other batches, which are the same in every lane. */
  readonly seeds: number;
}

export const raceLimits = {
  lanes: { min: 1, max: 4 },
  seeds: { min: 1, max: 3 },
  parameters: { min: 1, max: 20_000_000 },
} as const;

/** A lane's network with every layer `width` units wide. */
export function withEveryWidth(model: ModelSpec, width: number): ModelSpec {
  return { ...model, encoder: { ...model.encoder, hiddenSizes: model.encoder.hiddenSizes.map(() => width) } };
}

/** Parameters, two biases a cell, as PyTorch counts. */
export function countParameters(model: ModelSpec): number {
  return layoutParameters(model).count;
}

/** The width of every layer at which a network's parameters come nearest to `count`, the smaller of two that are as near. */
export function solveWidth(model: ModelSpec, count: number): number {
  const countAt = (width: number): number => countParameters(withEveryWidth(model, width));
  const { min, max } = limits.hiddenSize;
  let [low, high]: readonly number[] = [min, max];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (countAt(middle) <= count) low = middle;
    else high = middle - 1;
  }
  const above = Math.min(low + 1, max);
  return Math.abs(countAt(above) - count) < Math.abs(countAt(low) - count) ? above : low;
}

/** A lane's network as it races. */
export function matchModel(model: ModelSpec, match: RaceMatch): ModelSpec {
  switch (match.kind) {
    case 'own':
      return model;
    case 'width':
      return withEveryWidth(model, match.width);
    case 'parameters':
      return withEveryWidth(model, solveWidth(model, match.count));
    default:
      return match satisfies never;
  }
}

/** The runs of each lane, one a seed. */
export function runsOf({ task, lanes, match, training, seed, seeds }: RaceSpec): readonly (readonly Run[])[] {
  return lanes.map(({ model: given, initialisation }) => {
    const model = matchModel(given, match);
    return Array.from({ length: seeds }, (_, k): Run => ({ model, task, training: { ...training, initialisation }, seed: (seed + k) >>> 0 }));
  });
}

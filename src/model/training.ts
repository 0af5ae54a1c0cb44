/** How a network is trained: the types of `training.json`, complete. `parse-training` makes them from input. */

export interface OptimizerSpec {
  readonly kind: 'sgd' | 'rmsprop' | 'adam' | 'adamw';
  readonly learningRate: number;
  /** Serves sgd and rmsprop. */
  readonly momentum: number;
  /** rmsprop's smoothing. */
  readonly alpha: number;
  readonly betas: readonly [number, number];
  readonly eps: number;
  readonly weightDecay: number;
}

export type ClipSpec = { readonly norm: number } | { readonly value: number } | null;

export type ScheduleSpec =
  | { readonly kind: 'constant' }
  | { readonly kind: 'step'; readonly every: number; readonly factor: number }
  | { readonly kind: 'cosine'; readonly steps: number; readonly floor: number }
  | { readonly kind: 'warmup'; readonly steps: number };

export type InitialisationSpec = (
  | { readonly kind: 'pytorch' }
  | { readonly kind: 'glorotOrthogonal' }
  | { readonly kind: 'identity' }
  | { readonly kind: 'chrono'; readonly maxLag: number }
) & { readonly forgetBias?: number; readonly spectralRadius?: number };

export interface TrainingSpec {
  readonly batchSize: number;
  readonly optimizer: OptimizerSpec;
  readonly clip: ClipSpec;
  readonly schedule: ScheduleSpec;
  readonly initialisation: InitialisationSpec;
  readonly truncate: number | null;
  readonly carryState: boolean;
  readonly teacherForcing: number;
}

export const defaultTraining: TrainingSpec = {
  batchSize: 32,
  optimizer: { kind: 'adam', learningRate: 0.001, momentum: 0, alpha: 0.99, betas: [0.9, 0.999], eps: 1e-8, weightDecay: 0 },
  clip: { norm: 1 },
  schedule: { kind: 'constant' },
  initialisation: { kind: 'pytorch' },
  truncate: null,
  carryState: false,
  teacherForcing: 1,
};

/** The numbers that each rule reads besides the learning rate; the others have no effect on it. */
export const readByOptimizer = {
  sgd: ['momentum', 'weightDecay'],
  rmsprop: ['momentum', 'alpha', 'eps', 'weightDecay'],
  adam: ['betas', 'eps', 'weightDecay'],
  adamw: ['betas', 'eps', 'weightDecay'],
} as const satisfies Readonly<Record<OptimizerSpec['kind'], readonly (keyof OptimizerSpec)[]>>;

/**
 * The learning rate of update n (1, 2, …) under a schedule.
 * step: lr·factor^⌊(n-1)/every⌋; cosine: floor + (lr-floor)(1 + cos(π·min(n-1, steps)/steps))/2; warmup: lr·min(1, n/steps).
 */
export function learningRateAt(training: Pick<TrainingSpec, 'optimizer' | 'schedule'>, n: number): number {
  const { learningRate } = training.optimizer;
  const { schedule } = training;
  switch (schedule.kind) {
    case 'constant':
      return learningRate;
    case 'step':
      return learningRate * schedule.factor ** Math.floor((n - 1) / schedule.every);
    case 'cosine':
      return schedule.floor + ((learningRate - schedule.floor) * (1 + Math.cos((Math.PI * Math.min(n - 1, schedule.steps)) / schedule.steps))) / 2;
    case 'warmup':
      return learningRate * Math.min(1, n / schedule.steps);
    default:
      return schedule satisfies never;
  }
}

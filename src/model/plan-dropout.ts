/** Dropout as a stage of a plan: the same masked scaling of what goes up and of the gradient that comes down. */
import type { DropoutPass } from './passes';
import { activation, type Draft, matrix, onlyPart, type Stage } from './plan-draft';
import type { Segment } from './plan';

/** Numbers of the dropouts of a network, a part of every mask's seed: saved runs depend on them. */
export const dropoutSite = {
  /** Before layer k = 1, 2, … */
  layer: (k: number) => k,
  /** On what the head reads. */
  head: 32,
  /** After hidden dense layer k = 0, 1, … */
  dense: (k: number) => 33 + k,
};

export interface DropoutChoice {
  /** Names the tensors and passes. */
  readonly name: string;
  readonly rate: number;
  readonly site: number;
  readonly segment: Segment;
}

/** What a stage gives in one part, with dropout on it; the stage itself where the rate is 0. */
export function planDropout(draft: Draft, below: Stage, { name, rate, site, segment }: DropoutChoice): Stage {
  if (rate === 0) return below;
  const { value, gradient } = onlyPart(below);
  const { rows, columns } = value;
  const drop = (label: string, from: DropoutPass['from'], to: DropoutPass['to']): DropoutPass => ({ kernel: 'dropout', label, rate, site, from, to });
  const dropped = matrix(activation(draft, `dropped.${name}`, [...rows, columns]), rows, columns);
  draft.segments[segment].push(drop(`dropout ${name}`, value, dropped));
  if (gradient === null) return { parts: [{ value: dropped, gradient: null }], backward: below.backward };
  const ddropped = matrix(activation(draft, `ddropped.${name}`, [...rows, columns]), rows, columns);
  const parts = [{ value: dropped, gradient: ddropped }];
  return { parts, backward: [drop(`dropout backward ${name}`, ddropped, gradient), ...below.backward] };
}

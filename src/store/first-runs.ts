/** The run that a task's card opens, and how well it does on held-out examples as `npm run learn` measured it: the card shows numbers of this one run. */
import plan from '../../bench/learn-plan.json';
import rows from '../../bench/learn.json';
import type { Run } from '../model/run';
import type { EncoderSpec } from '../model/spec';
import type { Task } from '../tasks/task';
import type { Measure } from '../tasks/measures';
import { completeRun } from './complete-run';
import { createDefaultRun } from './default-run';
import { withEncoder } from './edit';

/** What one seed came to. */
export interface Measurement {
  readonly seed: number;
  /** Until the bound was reached; null where it was not. */
  readonly updates: number | null;
  /** In the task's metric; null where the numbers ceased to be finite. */
  readonly value: number | null;
  /** What else was measured then; none in rows from before it was noted. */
  readonly measures: readonly Measure[];
}

/** What counts as solved: a held-out loss to fall below, or a metric to reach; null where there is no such bound. */
export interface Bound {
  readonly below: number | null;
  readonly reach: number | null;
}

export interface FirstRun {
  /** Of the case of the plan that the run is; null where no case is the task's. */
  readonly name: string | null;
  readonly run: Run;
  /** Of that case. */
  readonly bound: Bound | null;
  /** A row a seed, in their order; empty where none was measured. */
  readonly measurements: readonly Measurement[];
}

/** Encoders for tasks without a case in the plan, where the default's twelve LSTM units are not the ones to begin with. */
const encoders: Readonly<Partial<Record<string, Partial<EncoderSpec>>>> = {
  temporalOrder: { hiddenSizes: [32] },
  parity: { cell: 'gru', hiddenSizes: [16] },
  dyck2: { hiddenSizes: [32] },
  text: { cell: 'gru', hiddenSizes: [64] },
  digitPixels: { hiddenSizes: [64] },
};

/** The task's first case in the plan, one that must reach its bound where there is such, as it was measured; else the default run, with another encoder where that is better. */
export function firstRunOf(task: Task): FirstRun {
  const trained = plan.filter((each) => each.run.task.name === task.name && each.measure === undefined);
  const found = trained.find((each) => each.mustReach !== false) ?? trained.at(0);
  if (found === undefined) {
    const run = createDefaultRun(task);
    const encoder = encoders[task.name];
    return { name: null, run: encoder === undefined ? run : withEncoder(run, encoder), bound: null, measurements: [] };
  }
  const measured = rows.filter((row) => row.name === found.name);
  return {
    name: found.name,
    run: completeRun({ ...found.run, seed: found.seeds[0] }),
    bound: { below: found.below ?? null, reach: found.reach ?? null },
    measurements: measured.map((row) => ({
      seed: row.seed,
      updates: row.updates ?? null,
      value: row.metric?.value ?? null,
      measures: notedOf(row),
    })),
  };
}

function notedOf(row: object): readonly Measure[] {
  return 'metrics' in row ? (row.metrics as readonly Measure[]) : [];
}

/** The comparison of a race's lanes, computed from what was measured: a row a lane, and what speaks for each. */
import { gateNames } from '../model/gates';
import type { ModelSpec } from '../model/spec';
import type { MetricName } from '../tasks/task';
import type { Horizon } from '../engine/race/horizon';
import { type Spread, spreadOf } from './race-curves';
import type { Assessed, LaneStatus } from './race-session';

/** A task counts as solved where the held-out loss has come down to this part of what guessing reaches. */
const SOLVED_SHARE = 0.1;

/** A lane is called the faster one only where its updates take this part of the next one's time at most. */
const CLEARLY_FASTER = 0.95;

/** And the better one only where its held-out loss is this part of the next one's at most: before anything is learned all are as good as guessing. */
const CLEARLY_BETTER = 0.95;

/** What the measurements say for or against a lane, or that there are none yet. */
export type Verdict =
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly update: number; readonly seed: number }
  /** `times` as fast as the slowest. */
  | { readonly kind: 'fastest'; readonly times: number }
  | { readonly kind: 'reaches'; readonly steps: number }
  | { readonly kind: 'solvedFirst'; readonly update: number }
  | { readonly kind: 'best' }
  | { readonly kind: 'smallest' }
  /** Lane `by` is at least as good in time, horizon and held-out loss. */
  | { readonly kind: 'beaten'; readonly by: number }
  | { readonly kind: 'between' };

export interface LaneRow {
  readonly model: ModelSpec;
  /** Numbers between 0 and 1 that let pass: the candidate is none. */
  readonly gates: number;
  /** Vectors that go on from step to step. */
  readonly states: number;
  readonly parameterCount: number;
  readonly millisecondsPerUpdate: number | null;
  readonly horizon: Horizon | null;
  /** Over the seeds, at the last evaluation that the lane had. */
  readonly loss: Spread | null;
  readonly metric: Spread | null;
  /** The first of the fixed evaluations whose median loss was solved; null where none was. */
  readonly solvedAt: number | null;
  readonly verdicts: readonly Verdict[];
}

/** The held-out loss at which the task counts as solved. */
export function solvedMark(baseline: number): number {
  return SOLVED_SHARE * baseline;
}

export interface Compared {
  readonly lanes: readonly LaneStatus[];
  readonly assessed: readonly Assessed[];
  readonly baseline: number;
  /** Updates from one of the fixed evaluations to the next; those in between, where the race was paused, do not count as reaching the mark. */
  readonly every: number;
}

type Measured = Omit<LaneRow, 'verdicts'>;

/** One row a lane, in order. */
export function compareLanes({ lanes, assessed, baseline, every }: Compared): readonly LaneRow[] {
  const mark = solvedMark(baseline);
  const rows = lanes.map(({ model, parameterCount, millisecondsPerUpdate }, k): Measured => {
    const found = assessed.flatMap(({ update, lanes: all }) => {
      const lane = all.at(k) ?? null;
      return lane === null ? [] : [{ update, lane, loss: spreadOf(lane.heldOut.map(({ loss }) => loss)) }];
    });
    const last = found.at(-1);
    return {
      model,
      gates: gateNames[model.encoder.cell].filter((name) => name !== 'candidate').length,
      states: model.encoder.cell === 'lstm' ? 2 : 1,
      parameterCount,
      millisecondsPerUpdate,
      horizon: last?.lane.horizon ?? null,
      loss: last?.loss ?? null,
      metric: last ? spreadOf(last.lane.heldOut.map(({ metric }) => metric)) : null,
      solvedAt: found.find(({ update, loss }) => update % every === 0 && loss.median <= mark)?.update ?? null,
    };
  });
  const running = rows.filter((_, k) => lanes[k].failed === null);
  return rows.map((row, k) => ({ ...row, verdicts: judge(row, lanes[k], running, rows) }));
}

/** What speaks for a lane among those that go on. */
function judge(row: Measured, { failed }: LaneStatus, running: readonly Measured[], all: readonly Measured[]): readonly Verdict[] {
  if (failed !== null) return [{ kind: 'failed', update: failed.update, seed: failed.seed }];
  const rivals = running.filter((other) => other !== row);
  if (rivals.length === 0 || row.loss === null || row.millisecondsPerUpdate === null) return [{ kind: 'none' }];
  const verdicts: Verdict[] = [];
  const times = rivals.map(({ millisecondsPerUpdate }) => millisecondsPerUpdate ?? 0);
  if (row.millisecondsPerUpdate <= CLEARLY_FASTER * Math.min(...times)) {
    verdicts.push({ kind: 'fastest', times: Math.max(...times) / row.millisecondsPerUpdate });
  }
  const reach = stepsOf(row);
  if (rivals.every((other) => stepsOf(other) <= reach) && rivals.some((other) => stepsOf(other) < reach)) {
    verdicts.push({ kind: 'reaches', steps: reach });
  }
  const { solvedAt } = row;
  if (solvedAt !== null && rivals.every((other) => other.solvedAt === null || other.solvedAt > solvedAt)) {
    verdicts.push({ kind: 'solvedFirst', update: solvedAt });
  }
  const { median } = row.loss;
  if (rivals.every((other) => median <= CLEARLY_BETTER * lossOf(other))) verdicts.push({ kind: 'best' });
  if (rivals.every((other) => other.parameterCount > row.parameterCount)) verdicts.push({ kind: 'smallest' });
  if (verdicts.length > 0) return verdicts;
  const better = rivals.find((other) => isAtLeastAsGood(other, row));
  return better ? [{ kind: 'beaten', by: all.indexOf(better) }] : [{ kind: 'between' }];
}

function stepsOf({ horizon }: Measured): number {
  return horizon?.steps ?? -1;
}

function lossOf({ loss }: Measured): number {
  return loss?.median ?? Infinity;
}

function isAtLeastAsGood(a: Measured, b: Measured): boolean {
  const time = ({ millisecondsPerUpdate }: Measured): number => millisecondsPerUpdate ?? Infinity;
  return time(a) <= time(b) && stepsOf(a) >= stepsOf(b) && lossOf(a) <= lossOf(b);
}

/** Whether a metric is a share, whose axis ends at 1. */
export function isShare(metric: MetricName): boolean {
  return metric === 'accuracy' || metric === 'exact';
}

/** Trains as far as asked without a page: nothing to show in between, so nothing to wait for. */
import type { Trainer } from '../engine/trainer';
import type { Report } from '../model/executor';

/** Milliseconds, for pacing and for updates a second. */
export function now(): number {
  return performance.now();
}

/** Calls `each` with every report in order; ends at update `until`, or where a number was not finite. */
export async function trainUntil(trainer: Trainer, until: number, each: (report: Report) => void): Promise<void> {
  while (trainer.update < until && trainer.failed === null) (await trainer.advance(until)).forEach(each);
  (await trainer.settle()).forEach(each);
}

/** What a run's training looked like, of bounded length: kept beside its weights, so that a resumed run shows where it came from. */
import * as v from 'valibot';
import { InputError } from '../core/errors';
import { integer, object, parseWith } from '../model/schema';

/** The most points of each of its curves. */
const MAX_POINTS = 4096;
export const MAX_UPDATES = 0x7fffffff;

export interface History {
  /** Rising; `losses[k]` is the mean training loss of the updates after `updates[k - 1]` up to `updates[k]`. */
  readonly updates: readonly number[];
  readonly losses: readonly number[];
  /** Evaluations on held-out examples, by update. */
  readonly heldOut: readonly { readonly update: number; readonly loss: number; readonly metric: number }[];
}

export const emptyHistory: History = { updates: [], losses: [], heldOut: [] };

const finite = v.pipe(v.number('must be a number'), v.finite('must be a finite number'));
const update = integer(0, MAX_UPDATES);

function listOf<const Item extends v.GenericSchema>(item: Item) {
  const mustHold = `must be a list of at most ${String(MAX_POINTS)}`;
  return v.pipe(v.array(item, mustHold), v.maxLength(MAX_POINTS, mustHold));
}

const schema = object({
  updates: listOf(update),
  losses: listOf(finite),
  heldOut: listOf(object({ update, loss: finite, metric: finite })),
});

/** @param last the update that the run is at. @throws InputError naming the field under `root`. */
export function parseHistory(value: unknown, last: number, root: string): History {
  const history: History = parseWith(schema, value, root);
  const { updates, losses, heldOut } = history;
  if (updates.length !== losses.length)
    throw new InputError(`${root}.losses`, `must be ${String(updates.length)} numbers, one for each of updates`, losses.length);
  checkRising(updates, last, `${root}.updates`);
  checkRising(
    heldOut.map((point) => point.update),
    last,
    `${root}.heldOut`,
  );
  return history;
}

function checkRising(updates: readonly number[], last: number, where: string): void {
  const wrong = updates.findIndex((each, k) => each > last || (k > 0 && each <= updates[k - 1]));
  if (wrong >= 0) throw new InputError(where, `must rise, to ${String(last)} at the most`, updates[wrong]);
}

/** Only what can be read back: finite numbers up to `last`; where there are too many losses, the means of neighbours. */
export function boundHistory({ updates, losses, heldOut }: History, last: number): History {
  const kept = updates.flatMap((each, k) => (each <= last && Number.isFinite(losses[k]) ? [{ update: each, loss: losses[k] }] : []));
  const stride = Math.ceil(kept.length / MAX_POINTS);
  const groups = Array.from({ length: Math.ceil(kept.length / stride) || 0 }, (_, k) => kept.slice(k * stride, (k + 1) * stride));
  const evaluations = heldOut.filter((point) => point.update <= last && Number.isFinite(point.loss) && Number.isFinite(point.metric));
  // An update that was evaluated twice is told once, as it was found last.
  const latest = evaluations.filter((point, k) => k === evaluations.length - 1 || evaluations[k + 1].update > point.update);
  return {
    updates: groups.map((group) => group[group.length - 1].update),
    losses: groups.map((group) => group.reduce((sum, { loss }) => sum + loss, 0) / group.length),
    heldOut: latest.slice(-MAX_POINTS),
  };
}

/**
 * Knows an instrument again that a snapshot brings a second time. Messages from the worker are copies, so that what was not measured anew would
 * look new, and be drawn anew, with every snapshot.
 */
import { type InstrumentName, instrumentNames, type Instruments } from '../model/instruments';
import type { Snapshot } from '../model/snapshot';

/** `next`, each of its instruments that is of an earlier update and was there before as the object that it was in `before`. */
export function keepMeasured(before: Snapshot | null, next: Snapshot): Snapshot {
  const [old, measured] = [before?.instruments, next.instruments];
  if (!old || !measured) return next;
  const isKept = (name: InstrumentName): boolean => {
    const update = measured[name]?.update;
    // What was measured with this very snapshot is new, though another window of the same update may have been there before.
    return update !== undefined && update < next.update && old[name]?.update === update;
  };
  const kept = Object.fromEntries(instrumentNames.filter(isKept).map((name) => [name, old[name]]));
  return { ...next, instruments: { ...measured, ...(kept as Instruments) } };
}

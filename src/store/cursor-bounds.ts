/** Where a cursor can stand: the steps and units of a snapshot's scans. */
import { directionSuffix } from '../model/parameters';
import type { Snapshot } from '../model/snapshot';
import type { CursorBounds } from './cursor';

/** The steps of every scan of a snapshot, its padding left out, and its units. */
export function boundsOf({ model, batch, tensors }: Snapshot): CursorBounds {
  const lengthOr = (name: string, all: number): number => (name in batch ? batch[name].data[0] : all);
  const steps = lengthOr('lengths', batch.inputs.shape[1]);
  const { hiddenSizes, bidirectional } = model.encoder;
  const scans = hiddenSizes.flatMap((units, layer) =>
    (bidirectional ? [false, true] : [false]).map((reverse) => [directionSuffix(layer, reverse), { steps, units }] as const),
  );
  const bounds = Object.fromEntries(scans);
  if (!('hidden.decoder' in tensors)) return bounds;
  const [, U, units] = tensors['hidden.decoder'].shape;
  return { ...bounds, decoder: { steps: lengthOr('targetLengths', U), units } };
}

/** The symbols at the two ends of an attention, as they are drawn. */
import type { Snapshot } from '../model/snapshot';
import type { readDecoded, Symbols } from './answer';
import { visibleSymbol } from './sequence-layout';

/** What is read at each step before the padding; nothing where numbers are read. */
export function namesOfSource({ model, batch }: Snapshot, { inputs }: Symbols): readonly string[] {
  if (model.input.kind !== 'tokens' || model.output.kind !== 'decoder') return [];
  const length = 'lengths' in batch ? batch.lengths.data[0] : batch.inputs.data.length;
  return Array.from(batch.inputs.data.slice(0, length), (id) => visibleSymbol(inputs[id], id));
}

/** @param own true: the decoder's own answers, else what was asked */
export function namesOfTarget(decoded: ReturnType<typeof readDecoded>, own: boolean, { outputs }: Symbols): readonly string[] {
  return decoded.map(({ target, prediction }) => {
    const id = own ? prediction : target;
    return visibleSymbol(outputs[id], id);
  });
}

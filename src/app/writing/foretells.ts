/** Whether a network says at every step which of the symbols that it reads comes next, so that it can write by itself. */
import type { ModelSpec } from '../../model/spec';

export function foretells({ input, encoder, output }: ModelSpec): boolean {
  if (input.kind !== 'tokens' || output.kind !== 'every' || encoder.bidirectional) return false;
  return output.loss === 'crossEntropy' && output.size === input.vocabSize;
}

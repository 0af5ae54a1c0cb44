/** The scans of a network as lists name them: every layer and direction, and the decoder. */
import { type Batch, lengthsOf, sizesOf, targetLengthsOf } from './feed';
import { directionSuffix, lastHiddenSize } from './parameters';
import type { ModelSpec } from './spec';

export interface ScanPlace {
  /** `l{k}`, `l{k}_reverse` or `decoder`. */
  readonly name: string;
  readonly hiddenSize: number;
  /** true: its order is from a row's last valid step down to 0. */
  readonly reverse: boolean;
  /** Whether it runs over target steps. */
  readonly decoder: boolean;
  /** The parameters W_ih [G·H, in], W_hh [G·H, H], b_ih [G·H] and b_hh [G·H]. */
  readonly weightIh: string;
  readonly weightHh: string;
  readonly biasIh: string;
  readonly biasHh: string;
}

export function listScans({ encoder, output }: ModelSpec): readonly ScanPlace[] {
  const scans = encoder.hiddenSizes.flatMap((hiddenSize, layer) =>
    (encoder.bidirectional ? [false, true] : [false]).map((reverse): ScanPlace => {
      const name = directionSuffix(layer, reverse);
      return { name, hiddenSize, reverse, decoder: false, ...namesOf((part) => `encoder.${part}_${name}`) };
    }),
  );
  if (output.kind !== 'decoder') return scans;
  const decoder = { name: 'decoder', hiddenSize: lastHiddenSize(encoder), reverse: false, decoder: true };
  return [...scans, { ...decoder, ...namesOf((part) => `decoder.cell.${part}`) }];
}

function namesOf(name: (part: string) => string): Pick<ScanPlace, 'weightIh' | 'weightHh' | 'biasIh' | 'biasHh'> {
  return { weightIh: name('weight_ih'), weightHh: name('weight_hh'), biasIh: name('bias_ih'), biasHh: name('bias_hh') };
}

/** How many steps of each row a scan runs, and of how many steps its tensors [B,T,…] are. */
export function stepsOfScan({ decoder }: Pick<ScanPlace, 'decoder'>, batch: Batch): { readonly T: number; readonly lengths: Int32Array } {
  const { T, U } = sizesOf(batch);
  return decoder ? { T: U, lengths: targetLengthsOf(batch) } : { T, lengths: lengthsOf(batch) };
}

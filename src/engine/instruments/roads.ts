/**
 * The gradient of the carried state taken apart by the road that it came back on: along the additive road, where every step only multiplies by
 * the carry gate, and the rest, which passed through gates, candidates or a loss on the way.
 *
 * The LSTM's c' = f⊙c + i⊙g and the GRU's h' = z⊙h + (1-z)⊙n (the textbook's: (1-z)⊙h + z⊙n) are sums whose first term carries; with the
 * gates held fixed ds_T/ds_t is the product of the carry gates after t (Hochreiter and Schmidhuber's constant error carousel, 1997).
 */
import type { Numbers, Tensor, TensorMap } from '../../core/tensor';
import type { Batch } from '../../model/feed';
import { listScans, type ScanPlace, stepsOfScan } from '../../model/scans';
import type { EncoderSpec, ModelSpec } from '../../model/spec';

/** dL/ds_t and what a step multiplies the state by. */
interface Carried {
  readonly total: Tensor; // [B, T, H]
  readonly carry: (at: number) => number;
}

/**
 * For each scan `road.additive.…` = dL/ds_T ⊙ ∏ carry (over the steps after t, in the scan's order) and `road.gated.…` = dL/ds_t - additive,
 * both [B,T,H], and `road.share.…` [B,T,2] = (part·total)/(total·total); T is the row's last valid step in the scan's order. Nothing for the rnn.
 *
 * @param tensors of `probe`: gates, and `cellGradient.…` or `hiddenGradient.…`.
 */
export function splitRoads(model: ModelSpec, batch: Batch, tensors: TensorMap): TensorMap {
  const found: Record<string, Tensor> = {};
  for (const scan of listScans(model)) {
    const carried = findCarried(model.encoder, scan.name, tensors);
    if (carried === null) return {};
    const { additive, gated } = split(carried, scan, stepsOfScan(scan, batch).lengths);
    found[`road.additive.${scan.name}`] = additive;
    found[`road.gated.${scan.name}`] = gated;
    found[`road.share.${scan.name}`] = shareOut(additive, gated, carried.total);
  }
  return found;
}

function findCarried({ cell, resetAfter }: EncoderSpec, name: string, tensors: TensorMap): Carried | null {
  switch (cell) {
    case 'rnn':
      return null;
    case 'lstm': {
      const forget = tensors[`gates.${name}.forget`].data;
      return { total: tensors[`cellGradient.${name}`], carry: (at) => forget[at] };
    }
    case 'gru': {
      const update = tensors[`gates.${name}.update`].data;
      return { total: tensors[`hiddenGradient.${name}`], carry: resetAfter ? (at) => update[at] : (at) => 1 - update[at] };
    }
    default:
      return cell satisfies never;
  }
}

function split({ total, carry }: Carried, { reverse }: ScanPlace, lengths: Int32Array): { readonly additive: Tensor; readonly gated: Tensor } {
  const { shape } = total;
  const [B, T, H] = shape;
  const additive = new Float64Array(B * T * H);
  const gated = new Float64Array(B * T * H);
  const arriving = new Float64Array(H);
  for (let b = 0; b < B; b++) {
    for (let s = lengths[b] - 1; s >= 0; s--) {
      const at = (b * T + (reverse ? lengths[b] - 1 - s : s)) * H;
      for (let h = 0; h < H; h++) {
        if (s === lengths[b] - 1) arriving[h] = total.data[at + h];
        additive[at + h] = arriving[h];
        gated[at + h] = total.data[at + h] - arriving[h];
        arriving[h] *= carry(at + h);
      }
    }
  }
  return { additive: { shape, data: additive }, gated: { shape, data: gated } };
}

/** Each part's projection on the total, as a share of it. */
function shareOut(additive: Tensor, gated: Tensor, { shape: [B, T, H], data: total }: Tensor): Tensor {
  const data = new Float64Array(B * T * 2);
  for (let m = 0; m < B * T; m++) {
    const at = m * H;
    let largest = 0;
    for (let h = at; h < at + H; h++) largest = Math.max(largest, Math.abs(total[h]));
    if (largest === 0) continue;
    const whole = project(total, total, at, H, largest);
    [additive, gated].forEach((part, which) => {
      data[2 * m + which] = project(part.data, total, at, H, largest) / whole;
    });
  }
  return { shape: [B, T, 2], data };
}

/** part·total, both divided by `unit`, so that squares of what has nearly vanished are not 0. */
function project(part: Numbers, total: Numbers, at: number, H: number, unit: number): number {
  let sum = 0;
  for (let h = at; h < at + H; h++) sum += (part[h] / unit) * (total[h] / unit);
  return sum;
}

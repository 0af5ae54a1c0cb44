/** How many values of each sigmoid gate lie near its ends, where it neither learns nor lets anything learn through it. */
import type { Tensor, TensorMap } from '../../core/tensor';
import type { Batch } from '../../model/feed';
import { type GateName, gateNames } from '../../model/gates';
import { listScans, stepsOfScan } from '../../model/scans';
import type { ModelSpec } from '../../model/spec';

/** A gate value strictly below the one or above the other counts. */
const LOW = 0.1;
const HIGH = 0.9;

const isSigmoid = (gate: GateName): boolean => gate !== 'candidate';

/**
 * For each scan and sigmoid gate the shares of its values below 0.1 and above 0.9: `saturation.step.{scan}.{gate}` [B,T,2] over the units of a
 * step, `saturation.unit.{scan}.{gate}` [B,H,2] over a row's valid steps.
 *
 * @param tensors of `probe`: its `gates.{scan}.{gate}` [B,T,H].
 */
export function measureSaturation(model: ModelSpec, batch: Batch, tensors: TensorMap): TensorMap {
  const found: Record<string, Tensor> = {};
  for (const scan of listScans(model)) {
    const { lengths } = stepsOfScan(scan, batch);
    for (const gate of gateNames[model.encoder.cell].filter(isSigmoid)) {
      const { step, unit } = countEnds(tensors[`gates.${scan.name}.${gate}`], lengths);
      found[`saturation.step.${scan.name}.${gate}`] = step;
      found[`saturation.unit.${scan.name}.${gate}`] = unit;
    }
  }
  return found;
}

function countEnds({ shape: [B, T, H], data }: Tensor, lengths: Int32Array): { readonly step: Tensor; readonly unit: Tensor } {
  const step = new Float64Array(B * T * 2);
  const unit = new Float64Array(B * H * 2);
  for (let b = 0; b < B; b++) {
    for (let t = 0; t < lengths[b]; t++) {
      for (let h = 0; h < H; h++) {
        const value = data[(b * T + t) * H + h];
        if (!(value < LOW) && !(value > HIGH)) continue;
        const end = value < LOW ? 0 : 1;
        step[(b * T + t) * 2 + end] += 1 / H;
        unit[(b * H + h) * 2 + end] += 1 / lengths[b];
      }
    }
  }
  return { step: { shape: [B, T, 2], data: step }, unit: { shape: [B, H, 2], data: unit } };
}

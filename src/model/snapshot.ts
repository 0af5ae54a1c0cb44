/** What a probe returns and every view draws: one example passing through the network at one update, forward and backward. */
import type { Numbers, TensorMap } from '../core/tensor';
import type { ModelSpec } from './spec';

export interface Snapshot {
  /** Updates done when it was taken. */
  readonly update: number;
  readonly model: ModelSpec;
  /** The example: `inputs`, `targets`, and `lengths` where ragged, batch first as in files. */
  readonly batch: TensorMap;
  /**
   * The probe's result under its public names, batch first:
   * `loss` [1], `outputs`, `hiddenGradient.l{k}` [B,T,H], `hidden.l{k}`, `cell.l{k}`, `cellGradient.l{k}`, `gates.l{k}.{gate}` [B,T,H].
   */
  readonly tensors: TensorMap;
  /** The weights that made it, in the flat layout of `layoutParameters`; left out of large networks. */
  readonly parameters?: Numbers | undefined;
}

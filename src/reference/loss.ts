/** The loss of every row, its gradient, and their sum into the report. */
import { losses } from '../model/equations/losses';
import type { Feed } from '../model/executor';
import type { LossPass } from '../model/passes';
import { resolveCount } from '../model/resolve';
import type { Progress } from './optimizer';
import { getFloats, getIntegers, type Store } from './store';

/** Row m is step ⌊m / B⌋ of batch row m mod B; without lengths there is one row a sequence. */
export function bindLoss(store: Store, pass: LossPass, progress: Progress): (feed: Feed) => void {
  const rule = losses[pass.loss];
  const { size } = pass;
  const outputs = getFloats(store, pass.outputs);
  const doutputs = getFloats(store, pass.doutputs);
  const rowLoss = getFloats(store, pass.rowLoss);
  const classes = pass.loss === 'crossEntropy';
  const targets = classes ? getIntegers(store, pass.targets) : getFloats(store, pass.targets);
  const lengths = pass.lengths === null ? null : getIntegers(store, pass.lengths);
  const weights = pass.weights === null ? null : getFloats(store, pass.weights);
  return ({ sizes, lossScale }) => {
    const { B } = sizes;
    const rows = resolveCount(pass.rows, sizes);
    let total = 0;
    for (let m = 0; m < rows; m++) {
      const at = m * size;
      if (lengths && Math.floor(m / B) >= lengths[m % B]) {
        outputs.fill(0, at, at + size);
        doutputs.fill(0, at, at + size);
        rowLoss[m] = 0;
        continue;
      }
      const scale = weights ? lossScale * weights[m] : lossScale;
      const targetAt = classes ? m : at;
      rowLoss[m] = scale * rule.forward(outputs, at, targets, targetAt, size);
      rule.backward(doutputs, outputs, at, targets, targetAt, size, scale);
      total += rowLoss[m];
    }
    progress.loss = total;
    progress.lossRan = true;
  };
}

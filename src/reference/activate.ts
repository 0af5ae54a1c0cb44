/** Nonlinearities between dense layers, forward and backward, by the rules that the cells' equations use. */
import { type Block, type Operation, operations } from '../model/equations/operations';
import type { ActivateBackwardPass, ActivatePass, Matrix, Sizes } from '../model/passes';
import { resolveCount, resolveOffset } from '../model/resolve';
import { getFloats, type Store } from './store';

/** values = f(values) */
export function bindActivate(store: Store, pass: ActivatePass): (sizes: Sizes) => void {
  const rule: Operation = operations[pass.activation];
  const values = getFloats(store, pass.values.tensor);
  return (sizes) => {
    forEachRow(pass.values, sizes, (at, block) => {
      const row = values.subarray(at, at + block.width);
      rule.forward(row, [row], block);
    });
  };
}

/** dvalues = dvalues ⊙ f'(…), told from f's own values */
export function bindActivateBackward(store: Store, pass: ActivateBackwardPass): (sizes: Sizes) => void {
  const rule: Operation = operations[pass.activation];
  const values = getFloats(store, pass.values.tensor);
  const dvalues = getFloats(store, pass.dvalues.tensor);
  const dout = new Float64Array(pass.values.columns);
  return (sizes) => {
    const start = resolveOffset(pass.dvalues, sizes);
    forEachRow(pass.values, sizes, (at, block, m) => {
      const row = start + m * pass.dvalues.stride;
      const dx = dvalues.subarray(row, row + block.width);
      dout.set(dx);
      dx.fill(0);
      rule.backward([dx], dout, [], values.subarray(at, at + block.width), block);
    });
  };
}

const none = new Float64Array(0);

function forEachRow(matrix: Matrix, sizes: Sizes, visit: (at: number, block: Block, m: number) => void): void {
  const block: Block = { rows: 1, width: matrix.columns, weight: none, weightAt: 0, bias: none, biasAt: 0 };
  const start = resolveOffset(matrix, sizes);
  const rows = resolveCount(matrix.rows, sizes);
  for (let m = 0; m < rows; m++) visit(start + m * matrix.stride, block, m);
}

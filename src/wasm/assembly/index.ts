/** What the module offers the host: one function a pass, and where its memory is free. */
import { exp4, put, sigmoid4, tanh4 } from './lanes';

export { activate, activateBackward } from './activate';
export { attend, attendBackward, attendKeysBackward, holdAttention } from './attention';
export { dropout } from './dropout';
export { embed, embedBackward } from './embed';
export { scanGru, scanGruBackward } from './gru';
export { join, joinBackward } from './join';
export { lossBce, lossCrossEntropy, lossMse } from './loss';
export { scanLstm, scanLstmBackward } from './lstm';
export { pick } from './pick';
export { product, productScratch } from './product';
export { scanRnn, scanRnnBackward } from './rnn';
export { sumOfSquares, updateAdam, updateRmsprop, updateSgd } from './update';

/** The first byte that the host may lay out. */
export function heapBase(): usize {
  return __heap_base;
}

/** values = 0; [M,N], `stride` numbers a row. */
export function clearRows(values: usize, M: i32, N: i32, stride: i32): void {
  for (let m = 0; m < M; m++) memory.fill(values + ((<usize>(m * stride)) << 2), 0, (<usize>N) << 2);
}

/** Copies `count` numbers. */
export function copy(from: usize, to: usize, count: i32): void {
  memory.copy(to, from, (<usize>count) << 2);
}

/** y = eˣ (0), σ(x) (1) or tanh x (2) of `count` numbers: what tests of the functions alone call. */
export function map(kind: i32, x: usize, y: usize, count: i32): void {
  for (let k = 0; k < count; k += 4) {
    const at = (<usize>k) << 2;
    const value = v128.load(x + at);
    put(y + at, kind == 0 ? exp4(value) : kind == 1 ? sigmoid4(value) : tanh4(value), count - k);
  }
}

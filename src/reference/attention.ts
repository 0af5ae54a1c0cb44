/** Attention from target steps to source steps: scores, softmax and context, and their gradients on the queries' and on the keys' side. */
import { scoreRules, type Vectors } from '../model/equations/attention';
import type { AttendBackwardPass, AttendKeysBackwardPass, AttendPass, AttentionTensors, Matrix, Sizes } from '../model/passes';
import { resolveCount, resolveOffset } from '../model/resolve';
import { getFloats, getIntegers, type Store } from './store';

const none = new Float64Array(0);

export function bindAttend(store: Store, pass: AttendPass): (sizes: Sizes) => void {
  const rule = scoreRules[pass.score];
  const look = bindTensors(store, pass);
  const scores = getFloats(store, pass.scores);
  const context = getFloats(store, pass.context.tensor);
  return (sizes) => {
    const { T } = sizes;
    const D = pass.values.columns;
    for (const { m, length, grid, vectorsOf, valueAt } of look.rows(sizes)) {
      let largest = -Infinity;
      for (let j = 0; j < length; j++) {
        scores[grid + j] = rule.forward(vectorsOf(j), pass.query.columns);
        largest = Math.max(largest, scores[grid + j]);
      }
      let sum = 0;
      for (let j = 0; j < length; j++) {
        look.attention[grid + j] = Math.exp(scores[grid + j] - largest);
        sum += look.attention[grid + j];
      }
      const to = rowOf(pass.context, sizes, m);
      context.fill(0, to, to + D);
      for (let j = 0; j < length; j++) {
        look.attention[grid + j] /= sum;
        for (let d = 0; d < D; d++) context[to + d] += look.attention[grid + j] * look.values[valueAt(j) + d];
      }
      scores.fill(0, grid + length, grid + T);
      look.attention.fill(0, grid + length, grid + T);
    }
  };
}

export function bindAttendBackward(store: Store, pass: AttendBackwardPass): (sizes: Sizes) => void {
  const rule = scoreRules[pass.score];
  const look = bindTensors(store, pass);
  const dcontext = getFloats(store, pass.dcontext.tensor);
  const dscores = getFloats(store, pass.dscores);
  const dquery = getFloats(store, pass.dquery.tensor);
  return (sizes) => {
    const { T } = sizes;
    const H = pass.query.columns;
    const D = pass.values.columns;
    for (const { m, length, grid, vectorsOf, valueAt } of look.rows(sizes)) {
      const from = rowOf(pass.dcontext, sizes, m);
      let mean = 0;
      for (let j = 0; j < length; j++) {
        let dattention = 0;
        for (let d = 0; d < D; d++) dattention += dcontext[from + d] * look.values[valueAt(j) + d];
        dscores[grid + j] = dattention;
        mean += look.attention[grid + j] * dattention;
      }
      const to = rowOf(pass.dquery, sizes, m);
      if (!pass.accumulate) dquery.fill(0, to, to + H);
      const gradients = { dquery, dqueryAt: to, dkeys: null, dkeyAt: 0, dweight: null, dweightAt: 0 };
      for (let j = 0; j < length; j++) {
        dscores[grid + j] = look.attention[grid + j] * (dscores[grid + j] - mean);
        rule.backward(gradients, dscores[grid + j], vectorsOf(j), H);
      }
      dscores.fill(0, grid + length, grid + T);
    }
  };
}

export function bindAttendKeysBackward(store: Store, pass: AttendKeysBackwardPass): (sizes: Sizes) => void {
  const rule = scoreRules[pass.score];
  const look = bindTensors(store, pass);
  const dcontext = getFloats(store, pass.dcontext.tensor);
  const dscores = getFloats(store, pass.dscores);
  const dkeys = getFloats(store, pass.dkeys.tensor);
  const dvalues = getFloats(store, pass.dvalues.tensor);
  const dweight = pass.dweight && getFloats(store, pass.dweight.tensor);
  return (sizes) => {
    const { T, B } = sizes;
    const H = pass.query.columns;
    const D = pass.values.columns;
    for (let m = 0; m < T * B; m++) {
      for (const [data, matrix] of [
        [dkeys, pass.dkeys],
        [dvalues, pass.dvalues],
        [dweight, pass.dweight],
      ] as const) {
        if (data && matrix) data.fill(0, rowOf(matrix, sizes, m), rowOf(matrix, sizes, m) + matrix.columns);
      }
    }
    for (const { m, b, length, grid, vectorsOf } of look.rows(sizes)) {
      const from = rowOf(pass.dcontext, sizes, m);
      for (let j = 0; j < length; j++) {
        const source = j * B + b;
        const to = rowOf(pass.dvalues, sizes, source);
        for (let d = 0; d < D; d++) dvalues[to + d] += look.attention[grid + j] * dcontext[from + d];
        const dweightAt = pass.dweight ? rowOf(pass.dweight, sizes, source) : 0;
        const gradients = { dquery: null, dqueryAt: 0, dkeys, dkeyAt: rowOf(pass.dkeys, sizes, source), dweight, dweightAt };
        rule.backward(gradients, dscores[grid + j], vectorsOf(j), H);
      }
    }
  };
}

/** One query: its row of the matrices, its batch row, how far it may look, and where its row of the grids [U, B, T] begins. */
interface Row {
  readonly m: number;
  readonly b: number;
  readonly length: number;
  readonly grid: number;
  readonly vectorsOf: (j: number) => Vectors;
  readonly valueAt: (j: number) => number;
}

function bindTensors(store: Store, pass: AttentionTensors) {
  const lengths = getIntegers(store, pass.lengths);
  const query = getFloats(store, pass.query.tensor);
  const keys = getFloats(store, pass.keys.tensor);
  const weight = pass.weight === null ? none : getFloats(store, pass.weight);
  const rows = (sizes: Sizes): readonly Row[] => {
    const { B, T, u = 0 } = sizes;
    const first = pass.steps === 'u' ? u * B : 0;
    return Array.from({ length: resolveCount(pass.query.rows, sizes) }, (_, m): Row => {
      const b = m % B;
      const queryAt = rowOf(pass.query, sizes, m);
      return {
        m,
        b,
        length: lengths[b],
        grid: (first + m) * T,
        vectorsOf: (j) => ({ query, queryAt, keys, keyAt: rowOf(pass.keys, sizes, j * B + b), weight }),
        valueAt: (j) => rowOf(pass.values, sizes, j * B + b),
      };
    });
  };
  return { rows, attention: getFloats(store, pass.attention), values: getFloats(store, pass.values.tensor) };
}

/** Where row m of a matrix begins. */
function rowOf(matrix: Matrix, sizes: Sizes, m: number): number {
  return resolveOffset(matrix, sizes) + m * matrix.stride;
}

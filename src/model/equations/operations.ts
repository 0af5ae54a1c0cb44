/**
 * The operations that equations are made of, each with its forward rule and its adjoint rule side by side, as code and as text.
 * The reference engine runs them; diagrams and explanations quote them.
 */

/** Rows of vectors, and the block of weights that an affine or linear node reads. One object serves a whole scan. */
export interface Block {
  /** Vectors in a value: the batch's rows. */
  rows: number;
  /** Elements of a vector. */
  width: number;
  /** Row-major [width, width] from element `weightAt` on. */
  weight: Float64Array;
  weightAt: number;
  bias: Float64Array;
  biasAt: number;
}

export type OperationName = 'affine' | 'linear' | 'sigmoid' | 'tanh' | 'relu' | 'product' | 'sum' | 'complement';

/**
 * One operation. Values are [rows, width]; `{0}`, `{1}` stand for the inputs, `{out}` for the result, `{d}` for dL/d(result),
 * `{gate}` for the gate whose weights a node reads.
 */
export interface Operation {
  readonly formula: string;
  /** dL/d(input), one text an input. */
  readonly adjoint: readonly string[];
  /** The values that the adjoint rule reads. */
  readonly reads: 'inputs' | 'output' | 'nothing';
  /** Writes `out`. */
  forward(out: Float64Array, inputs: readonly Float64Array[], block: Block): void;
  /** Adds what flows back through this node to `dinputs`. */
  backward(dinputs: readonly Float64Array[], dout: Float64Array, inputs: readonly Float64Array[], out: Float64Array, block: Block): void;
}

export const operations: Readonly<Record<OperationName, Operation>> = {
  affine: {
    formula: '{0} + W_h{gate} {1} + b_h{gate}',
    adjoint: ['{d}', 'W_h{gate}ᵀ {d}'],
    reads: 'nothing',
    forward(out, [x, h], block) {
      multiply(out, h, block);
      addTo(out, x, block);
    },
    backward([dx, dh], dout, _inputs, _out, block) {
      addTo(dx, dout, block);
      addTransposed(dh, dout, block);
    },
  },
  linear: {
    formula: 'W_h{gate} {0} + b_h{gate}',
    adjoint: ['W_h{gate}ᵀ {d}'],
    reads: 'nothing',
    forward(out, [h], block) {
      multiply(out, h, block);
    },
    backward([dh], dout, _inputs, _out, block) {
      addTransposed(dh, dout, block);
    },
  },
  sigmoid: {
    formula: 'σ({0})',
    adjoint: ['{d} ⊙ {out} ⊙ (1 − {out})'],
    reads: 'output',
    forward(out, [a], block) {
      const count = block.rows * block.width;
      for (let k = 0; k < count; k++) out[k] = 1 / (1 + Math.exp(-a[k]));
    },
    backward([da], dout, _inputs, out, block) {
      const count = block.rows * block.width;
      for (let k = 0; k < count; k++) da[k] += dout[k] * out[k] * (1 - out[k]);
    },
  },
  tanh: {
    formula: 'tanh({0})',
    adjoint: ['{d} ⊙ (1 − {out} ⊙ {out})'],
    reads: 'output',
    forward(out, [a], block) {
      const count = block.rows * block.width;
      for (let k = 0; k < count; k++) out[k] = Math.tanh(a[k]);
    },
    backward([da], dout, _inputs, out, block) {
      const count = block.rows * block.width;
      for (let k = 0; k < count; k++) da[k] += dout[k] * (1 - out[k] * out[k]);
    },
  },
  relu: {
    formula: 'max(0, {0})',
    adjoint: ['{d} ⊙ [{out} > 0]'],
    reads: 'output',
    forward(out, [a], block) {
      const count = block.rows * block.width;
      for (let k = 0; k < count; k++) out[k] = a[k] < 0 ? 0 : a[k]; // NaN stays NaN
    },
    backward([da], dout, _inputs, out, block) {
      const count = block.rows * block.width;
      for (let k = 0; k < count; k++) if (out[k] > 0) da[k] += dout[k];
    },
  },
  product: {
    formula: '{0} ⊙ {1}',
    adjoint: ['{d} ⊙ {1}', '{d} ⊙ {0}'],
    reads: 'inputs',
    forward(out, [a, b], block) {
      const count = block.rows * block.width;
      for (let k = 0; k < count; k++) out[k] = a[k] * b[k];
    },
    backward([da, db], dout, [a, b], _out, block) {
      const count = block.rows * block.width;
      for (let k = 0; k < count; k++) {
        da[k] += dout[k] * b[k];
        db[k] += dout[k] * a[k];
      }
    },
  },
  sum: {
    formula: '{0} + {1}',
    adjoint: ['{d}', '{d}'],
    reads: 'nothing',
    forward(out, [a, b], block) {
      const count = block.rows * block.width;
      for (let k = 0; k < count; k++) out[k] = a[k] + b[k];
    },
    backward([da, db], dout, _inputs, _out, block) {
      addTo(da, dout, block);
      addTo(db, dout, block);
    },
  },
  complement: {
    formula: '1 − {0}',
    adjoint: ['−{d}'],
    reads: 'nothing',
    forward(out, [a], block) {
      const count = block.rows * block.width;
      for (let k = 0; k < count; k++) out[k] = 1 - a[k];
    },
    backward([da], dout, _inputs, _out, block) {
      const count = block.rows * block.width;
      for (let k = 0; k < count; k++) da[k] -= dout[k];
    },
  },
};

function addTo(into: Float64Array, from: Float64Array, block: Block): void {
  const count = block.rows * block.width;
  for (let k = 0; k < count; k++) into[k] += from[k];
}

/** out = W h + b, a row of the batch at a time */
function multiply(out: Float64Array, h: Float64Array, block: Block): void {
  const { rows, width, weight, weightAt, bias, biasAt } = block;
  for (let row = 0; row < rows; row++) {
    const at = row * width;
    for (let j = 0; j < width; j++) {
      const w = weightAt + j * width;
      let sum = 0;
      for (let k = 0; k < width; k++) sum += weight[w + k] * h[at + k];
      out[at + j] = sum + bias[biasAt + j];
    }
  }
}

/** dh += Wᵀ dout */
function addTransposed(dh: Float64Array, dout: Float64Array, block: Block): void {
  const { rows, width, weight, weightAt } = block;
  for (let row = 0; row < rows; row++) {
    const at = row * width;
    for (let j = 0; j < width; j++) {
      const w = weightAt + j * width;
      const d = dout[at + j];
      for (let k = 0; k < width; k++) dh[at + k] += weight[w + k] * d;
    }
  }
}

/** How attention scores a key against a query, each score with its value and its gradient side by side; general scores are dot scores of projected keys. */

/** Vectors of width H that begin at a place of their arrays. */
export interface Vectors {
  readonly query: Float64Array;
  readonly queryAt: number;
  readonly keys: Float64Array;
  readonly keyAt: number;
  /** v of the additive score. */
  readonly weight: Float64Array;
}

/** Arrays that gradients are added to, at the same places; null: not wanted. */
export interface VectorGradients {
  readonly dquery: Float64Array | null;
  readonly dqueryAt: number;
  readonly dkeys: Float64Array | null;
  readonly dkeyAt: number;
  readonly dweight: Float64Array | null;
  readonly dweightAt: number;
}

export interface ScoreRule {
  /** {q}, {k}: query and key as the rule meets them. */
  readonly formula: string;
  /** dL/dq, dL/dk and, where there is one, dL/dv, from d = dL/ds. */
  readonly adjoint: readonly string[];
  forward(vectors: Vectors, H: number): number;
  backward(gradients: VectorGradients, d: number, vectors: Vectors, H: number): void;
}

export const scoreRules: Readonly<Record<'dot' | 'additive', ScoreRule>> = {
  dot: {
    formula: '{q}·{k}',
    adjoint: ['d {k}', 'd {q}'],
    forward({ query, queryAt, keys, keyAt }, H) {
      let sum = 0;
      for (let h = 0; h < H; h++) sum += query[queryAt + h] * keys[keyAt + h];
      return sum;
    },
    backward({ dquery, dqueryAt, dkeys, dkeyAt }, d, { query, queryAt, keys, keyAt }, H) {
      for (let h = 0; h < H; h++) {
        if (dquery) dquery[dqueryAt + h] += d * keys[keyAt + h];
        if (dkeys) dkeys[dkeyAt + h] += d * query[queryAt + h];
      }
    },
  },
  additive: {
    formula: 'v·tanh({q} + {k})',
    adjoint: ['d v ⊙ (1 − tanh²)', 'd v ⊙ (1 − tanh²)', 'd ⊙ tanh({q} + {k})'],
    forward({ query, queryAt, keys, keyAt, weight }, H) {
      let sum = 0;
      for (let h = 0; h < H; h++) sum += weight[h] * Math.tanh(query[queryAt + h] + keys[keyAt + h]);
      return sum;
    },
    backward({ dquery, dqueryAt, dkeys, dkeyAt, dweight, dweightAt }, d, { query, queryAt, keys, keyAt, weight }, H) {
      for (let h = 0; h < H; h++) {
        const inner = Math.tanh(query[queryAt + h] + keys[keyAt + h]);
        const through = d * weight[h] * (1 - inner * inner);
        if (dquery) dquery[dqueryAt + h] += through;
        if (dkeys) dkeys[dkeyAt + h] += through;
        if (dweight) dweight[dweightAt + h] += d * inner;
      }
    },
  },
};

/**
 * The repressilator: three genes in a ring, each of whose proteins represses the next one's. Messenger m and protein p of each, in units of the
 * messengers' lifetime and of the protein that halves an expression: m' = α / (1 + p²) + α₀ - m with the p of the gene before, p' = β (m - p).
 *
 * Elowitz and Leibler, "A synthetic oscillatory network of transcriptional regulators", Nature 403, 2000.
 */

export interface Circuit {
  /** Messengers made in a lifetime where nothing represses. */
  readonly alpha: number;
  /** How much slower proteins decay than messengers. */
  readonly beta: number;
}

/** α₀, what a repressed gene still makes, as a share of α. */
const LEAK = 0.001;

/** The change of each number in a unit of time. */
function derive({ alpha, beta }: Circuit, state: ArrayLike<number>, into: Float64Array): void {
  for (let gene = 0; gene < 3; gene++) {
    const repressor = state[3 + ((gene + 2) % 3)];
    into[gene] = alpha / (1 + repressor * repressor) + LEAK * alpha - state[gene];
    into[3 + gene] = beta * (state[gene] - state[3 + gene]);
  }
}

/** Room for four slopes and the state that one of them is taken at. */
const [k1, k2, k3, k4, at] = Array.from({ length: 5 }, () => new Float64Array(6));

/** Carries a state (three messengers, then their proteins), which it changes, on by `steps` steps of length `dt`, each by the classic method of Runge and Kutta. */
export function simulate(circuit: Circuit, state: Float64Array, steps: number, dt: number): void {
  const shift = (k: Float64Array, by: number): Float64Array => {
    for (let n = 0; n < 6; n++) at[n] = state[n] + by * k[n];
    return at;
  };
  for (let step = 0; step < steps; step++) {
    derive(circuit, state, k1);
    derive(circuit, shift(k1, dt / 2), k2);
    derive(circuit, shift(k2, dt / 2), k3);
    derive(circuit, shift(k3, dt), k4);
    for (let n = 0; n < 6; n++) state[n] += (dt / 6) * (k1[n] + 2 * k2[n] + 2 * k3[n] + k4[n]);
  }
}

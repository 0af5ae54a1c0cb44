/** A language as a chain of states that writes one symbol a move: what may come next is known at every step, and so is how often. */

export interface Move<State> {
  /** Place of the symbol among the grammar's names. */
  readonly symbol: number;
  /** Of all moves of a state these add up to 1. */
  readonly probability: number;
  readonly next: State;
}

export interface Grammar<State> {
  /** The symbols, one character each. */
  readonly names: string;
  readonly start: State;
  /** The moves from a state, at most one for each symbol. */
  readonly moves: (state: State) => readonly Move<State>[];
}

/**
 * The loss (bce, nats, mean over steps and symbols) of the best guess at which symbols may come next from the present symbol alone, over the
 * first T steps: Σ_s P(s) Σ_j H(P(j may come next | s)) / V, exact, by following the distribution over all states.
 */
export function measureMemoryless<State>({ names, start, moves }: Grammar<State>, T: number): number {
  const V = names.length;
  /** For each symbol written: how likely it is, summed over the steps, and how likely each symbol may follow it. */
  const written = new Float64Array(V);
  const legal = new Float64Array(V * V);
  let states = new Map<State, number>([[start, 1]]);
  for (let t = 0; t < T; t++) {
    const after = new Map<State, number>();
    for (const [state, mass] of states) {
      for (const { symbol, probability, next } of moves(state)) {
        const share = mass * probability;
        after.set(next, (after.get(next) ?? 0) + share);
        written[symbol] += share;
        for (const possible of moves(next)) legal[symbol * V + possible.symbol] += share;
      }
    }
    states = after;
  }
  let total = 0;
  for (let s = 0; s < V; s++) for (let j = 0; j < V; j++) if (written[s] > 0) total += written[s] * binaryEntropy(legal[s * V + j] / written[s]);
  return total / (T * V);
}

/** -p ln p - (1-p) ln (1-p), 0 at both ends. */
function binaryEntropy(p: number): number {
  const term = (q: number): number => (q <= 0 ? 0 : -q * Math.log(q));
  return term(p) + term(1 - p);
}

/** The contract's cell equations for one row, scalar by scalar: an oracle for tests that shares nothing with the declarations. */
import type { EncoderSpec } from '../model/spec';

/** PyTorch's four arrays of a layer, and its sizes. */
export interface TextbookWeights {
  readonly I: number;
  readonly H: number;
  readonly weightIh: ArrayLike<number>; // [G·H, I]
  readonly weightHh: ArrayLike<number>; // [G·H, H]
  readonly biasIh: ArrayLike<number>; // [G·H]
  readonly biasHh: ArrayLike<number>;
}

export interface TextbookState {
  readonly h: readonly number[];
  /** lstm only, else empty. */
  readonly c: readonly number[];
}

/** Something done to the states on the way: what a derivative asks for. */
export interface Intervention {
  /** Added to h after step t, or to c before h is made of it. */
  readonly nudge?: { readonly t: number; readonly state: 'h' | 'c'; readonly unit: number; readonly by: number };
  /** States after step t - 1 that are taken for granted at every t > 0 that `every` divides. */
  readonly frozen?: { readonly every: number; readonly states: readonly TextbookState[] };
  /** The state before the first step; 0 where left out. */
  readonly initial?: TextbookState;
}

type Variant = Pick<EncoderSpec, 'cell' | 'nonlinearity' | 'resetAfter'>;

const sigmoid = (a: number): number => 1 / (1 + Math.exp(-a));

/** The states after each step of one row. */
export function runTextbook(variant: Variant, weights: TextbookWeights, x: readonly (readonly number[])[], what: Intervention = {}): TextbookState[] {
  const zeros = Array.from({ length: weights.H }, () => 0);
  let state: TextbookState = what.initial ?? { h: zeros, c: variant.cell === 'lstm' ? zeros : [] };
  return x.map((xt, t) => {
    const { frozen, nudge } = what;
    if (frozen && t > 0 && t % frozen.every === 0) state = frozen.states[t - 1];
    state = stepTextbook(variant, weights, xt, state, nudge?.t === t ? nudge : undefined);
    return state;
  });
}

function stepTextbook(
  variant: Variant,
  weights: TextbookWeights,
  x: readonly number[],
  { h, c }: TextbookState,
  nudge: Intervention['nudge'],
): TextbookState {
  const { I, H, weightIh, weightHh, biasIh, biasHh } = weights;
  const input = (gate: number, j: number): number => {
    const row = gate * H + j;
    return x.reduce((sum, value, k) => sum + weightIh[row * I + k] * value, biasIh[row]);
  };
  const recurrent = (gate: number, j: number, state: readonly number[]): number => {
    const row = gate * H + j;
    return state.reduce((sum, value, k) => sum + weightHh[row * H + k] * value, biasHh[row]);
  };
  const both = (gate: number, j: number): number => input(gate, j) + recurrent(gate, j, h);
  const nudged = (state: 'h' | 'c', values: number[]): number[] =>
    values.map((value, unit) => (nudge?.state === state && nudge.unit === unit ? value + nudge.by : value));
  if (variant.cell === 'rnn') {
    const act = variant.nonlinearity === 'tanh' ? Math.tanh : (a: number) => Math.max(0, a);
    return {
      h: nudged(
        'h',
        h.map((_, j) => act(both(0, j))),
      ),
      c: [],
    };
  }
  if (variant.cell === 'lstm') {
    const [i, f, g, o] = [0, 1, 2, 3];
    const next = c.map((value, j) => sigmoid(both(f, j)) * value + sigmoid(both(i, j)) * Math.tanh(both(g, j)));
    const cNext = nudged('c', next);
    return {
      h: nudged(
        'h',
        cNext.map((value, j) => sigmoid(both(o, j)) * Math.tanh(value)),
      ),
      c: cNext,
    };
  }
  const [r, z, n] = [0, 1, 2];
  if (variant.resetAfter) {
    const candidate = (j: number): number => Math.tanh(input(n, j) + sigmoid(both(r, j)) * recurrent(n, j, h));
    const carry = (j: number): number => sigmoid(both(z, j));
    return {
      h: nudged(
        'h',
        h.map((value, j) => (1 - carry(j)) * candidate(j) + carry(j) * value),
      ),
      c: [],
    };
  }
  const reset = h.map((value, j) => sigmoid(both(r, j)) * value);
  const take = (j: number): number => sigmoid(both(z, j));
  return {
    h: nudged(
      'h',
      h.map((value, j) => (1 - take(j)) * value + take(j) * Math.tanh(input(n, j) + recurrent(n, j, reset))),
    ),
    c: [],
  };
}

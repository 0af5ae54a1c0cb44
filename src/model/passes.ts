/**
 * The small vocabulary of kernels that a plan is written in. Every executor implements each of these passes, and nothing else.
 * It is longer than other files so that whoever writes an executor reads the whole of it in one place.
 *
 * Inside, sequences are time-major and compact: a tensor of shape [T, B, …] is laid out by the sizes of the batch at hand,
 * not by the plan's capacity. Sizes appear as symbols and are resolved for each batch.
 */
import type { Activation, CellKind, LossKind, Nonlinearity } from './spec';
import type { ClipSpec, OptimizerSpec } from './training';

/** A size known only with the batch: `B` rows, `T` source steps, `T+1` states of a scan, `U` target steps. */
export type Dim = number | 'B' | 'T' | 'T+1' | 'U' | 'U+1';

/** The sizes of the batch at hand. */
export interface Sizes {
  readonly B: number;
  readonly T: number;
  /** Target steps of a decoder; 0 without one. */
  readonly U: number;
  /** The step at hand, for passes in a loop. */
  readonly u?: number;
  /** The window at hand, for passes in a loop over windows, where T is the steps of that window alone. */
  readonly window?: WindowAtHand;
}

/** A window of a sequence: its number `n` of `count`, and the first of its steps in the sequence. */
export interface WindowAtHand {
  readonly n: number;
  readonly count: number;
  readonly first: number;
}

export type TensorRole = 'input' | 'parameter' | 'gradient' | 'optimizer' | 'activation';

export interface TensorSpec {
  readonly name: string;
  readonly shape: readonly Dim[];
  readonly type: 'f32' | 'i32';
  readonly role: TensorRole;
}

/**
 * Time steps that a view is shifted by: a number of the batch, or of the loop that the pass is in `u`, the step at hand, `w`, the first step of the
 * window at hand, and `n`, that window's number.
 */
export type Shift = 0 | 1 | 'T' | 'U' | 'u' | 'u+1' | 'w' | 'w+1' | 'n';

/**
 * A tensor seen as a matrix: element (r, c) lies at `offset + steps·B·stride + r·stride + c`.
 * `rows` is the product of its dims; `steps` shifts the view by that many time steps of B rows ('T': by the batch's T).
 */
export interface Matrix {
  readonly tensor: string;
  readonly rows: readonly Dim[];
  readonly columns: number;
  readonly stride: number;
  readonly offset: number;
  readonly steps: Shift;
}

/** A column of ones: `tn` with it sums the rows of the other operand. */
export const ONES = 'ones';

/** Whether a product is added to what C holds; in a loop over windows it may be in all but the first or the last, which replaces C. */
export type Accumulate = boolean | 'unlessFirst' | 'unlessLast';

/** C = A·B (nn), A·Bᵀ (nt) or Aᵀ·B (tn), plus a bias over the columns of C; added to C where `accumulate`. */
export interface Product {
  readonly form: 'nn' | 'nt' | 'tn';
  readonly a: Matrix;
  readonly b: Matrix | typeof ONES;
  readonly c: Matrix;
  /** Name of a parameter [columns of C]. */
  readonly bias: string | null;
  readonly accumulate: Accumulate;
}

/**
 * Products whose outputs do not overlap, but for one that is added to the product right before it: an executor may run them together, and what is added up
 * as one sum.
 */
export interface ProductPass {
  readonly kernel: 'product';
  readonly label: string;
  readonly products: readonly Product[];
}

/** out[t,b,:] = table[tokens[t,b],:] */
export interface EmbedPass {
  readonly kernel: 'embed';
  readonly label: string;
  /** All steps of a source or target sequence, or the step `u` of the loop that the pass is in. */
  readonly steps: 'T' | 'U' | 'u';
  readonly table: Matrix; // [V, E], its rows one after the other
  readonly tokens: string; // [T, B]
  readonly out: Matrix; // [T·B, E], or [B, E] in a loop
}

/** dtable[v,:] = Σ over (t,b) with tokens[t,b] = v of dout[t,b,:], in the order of (t,b) */
export interface EmbedBackwardPass {
  readonly kernel: 'embedBackward';
  readonly label: string;
  readonly tokens: string; // [T, B]
  readonly dout: Matrix; // [T·B, E]
  readonly dtable: Matrix; // [V, E], its rows one after the other
}

/**
 * What a decoder reads at the step u of the loop that the pass is in: tokens[u,b] = teacher[u,b] where u = 0 or where the feed's `forcing` is null or draws
 * the teacher (model/forcing), else the place of the largest of logits[u-1,b,:], of equal ones the lowest. No gradient flows through it.
 * NaN is never found larger; a row that begins with one answers 0. On a GPU, which may compare NaN as it likes, such a row answers some token of the vocabulary:
 * its loss is NaN on every engine.
 */
export interface PickPass {
  readonly kernel: 'pick';
  readonly label: string;
  readonly size: number; // V
  readonly teacher: string; // [U, B]
  readonly logits: string; // [U, B, V]
  readonly tokens: string; // [U, B]
}

/**
 * to[m,c] = from[m,c]/(1-rate) where uniform(key, RandomStream.dropout, m, c) ≥ rate, else 0; key = hash(seed, RandomStream.dropout, update, site)
 * of the feed's seed and update. Where the feed's `dropout` is null, to = from. Its own adjoint: the same mask brings the gradient back.
 */
export interface DropoutPass {
  readonly kernel: 'dropout';
  readonly label: string;
  readonly rate: number;
  /** Which dropout of the network this is. */
  readonly site: number;
  readonly from: Matrix;
  /** As large as `from`, in another tensor. */
  readonly to: Matrix;
}

/** values = activation(values), in place. */
export interface ActivatePass {
  readonly kernel: 'activate';
  readonly label: string;
  readonly activation: Activation;
  readonly values: Matrix;
}

/** dvalues = dvalues ⊙ activation'(…), in place; `values` are what `activate` left. */
export interface ActivateBackwardPass {
  readonly kernel: 'activateBackward';
  readonly label: string;
  readonly activation: Activation;
  readonly values: Matrix;
  readonly dvalues: Matrix;
}

/** What both joins of a layer share; D = H, or 2H where there are two directions. */
export interface JoinTensors {
  readonly label: string;
  /** every: y [T·B, D]; last: y [B, D], the forward half at the row's last valid step and the reverse half at step 0. */
  readonly reading: 'every' | 'last';
  readonly hiddenSize: number;
  readonly lengths: string; // [B]
}

/**
 * A layer's outputs: y = [forward, reverse] + x at t < length, 0 past it. `forward` and `reverse` are h at every step [T·B, H], or, for `last`,
 * the final h [B, H]; x [T·B, D] in both readings, null where the layer has no residual.
 */
export interface JoinPass extends JoinTensors {
  readonly kernel: 'join';
  readonly forward: Matrix;
  readonly reverse: Matrix | null;
  readonly x: Matrix | null;
  readonly y: Matrix;
}

/** Hands dy to both halves and, where given, writes all of dx [T·B, D]: dy where y read x, else 0. What arrives past a length is dropped. */
export interface JoinBackwardPass extends JoinTensors {
  readonly kernel: 'joinBackward';
  readonly dy: Matrix;
  readonly dforward: Matrix;
  readonly dreverse: Matrix | null;
  readonly dx: Matrix | null;
}

/** Slots a cell keeps for a step and unit: lstm i f g o; gru r z n and q (after: W_hn h + b_hn; before: r⊙h); rnn its new h. */
export const slotCount: Readonly<Record<CellKind, number>> = { rnn: 1, lstm: 4, gru: 4 };

/** What both scans of a layer and direction share. Shapes are those of an encoder; a decoder's have U in the place of T. */
export interface ScanTensors {
  readonly label: string;
  /**
   * Of a scan in a loop over windows, whose T steps begin at the window's first: `gates` [W, B, slots, H] and `cellState` [W+1, B, H] are of the window at
   * hand alone, and `hidden` [W+1, B, H] too where it says so; what else goes by step is of all of them. null: everything is of all steps.
   */
  readonly window: { readonly hidden: boolean } | null;
  /** Which steps it runs: all of a source or target sequence, or the step `u` of the loop that the pass is in; a scan in a loop has `initial` states and no `reverse`. */
  readonly steps: 'T' | 'U' | 'u';
  /** true: what runs before has written the state before the first step; false: it is 0. */
  readonly initial: boolean;
  readonly cell: CellKind;
  readonly nonlinearity: Nonlinearity;
  readonly resetAfter: boolean;
  readonly hiddenSize: number;
  /** true: steps run from T-1 down to 0. Forward keeps h_t at states[t+1] and h_{t-1} at states[t]; reverse keeps h_t at states[t], its predecessor at states[t+1]. */
  readonly reverse: boolean;
  /** [T, B, slots, H] */
  readonly gates: string;
  /** [T+1, B, H]; a row's steps at and past its length copy the state. */
  readonly hidden: string;
  /** [T+1, B, H], lstm only. */
  readonly cellState: string | null;
  readonly weightHh: string; // [G·H, H]
  readonly lengths: string; // [B]
  /**
   * [T, B, heldRows, H] (model/held), null outside plans for edits: what is below NOT_HELD there takes the place of the gate after its nonlinearity, of h
   * or of c, as soon as that is computed. Backward, nothing flows from what is held to what would have made it; what is recorded is still whole.
   */
  readonly held: string | null;
}

/** Reads W_ih x + b_ih from the first G slots of `gates`; writes every slot and the states. */
export interface ScanPass extends ScanTensors {
  readonly kernel: 'scan';
  readonly biasHh: string; // [G·H]
}

/**
 * Turns `gates` into dL/dpreact in place: lstm di df dg do; gru dr dz dn and slot 3: after = dq = dn⊙r, before = keeps r⊙h; rnn da.
 * Writes 0 at t ≥ length. Incoming: `dhidden` [T,B,H] = dL/dy_t from above, and `dfinal` [B,2,H] = dL/d(final h), dL/d(final c) row by row,
 * so that the half nobody writes stays 0 whatever the batch's size. The feed's `truncate` k > 0: what flows back from a row's step s to s-1 is 0
 * where k divides s, counted in the scan's own order (s = t forward, length-1-t reverse).
 * Where it records, `dhidden` is overwritten with the whole dL/dh_t and `dcell` [T,B,H] with dL/dc_t, 0 at t ≥ length.
 */
export interface ScanBackwardPass extends ScanTensors {
  readonly kernel: 'scanBackward';
  /** null: nothing arrives step by step and nothing is recorded. */
  readonly dhidden: string | null;
  /** false: `dhidden` is written only (recording under a head that reads the final state). */
  readonly readsDhidden: boolean;
  readonly dfinal: string | null;
  /** [B,2,H], where `initial`: receives dL/d(initial h), dL/d(initial c); of a pass in a loop, what reaches the states before its step. May be `dfinal`. */
  readonly dinitial: string | null;
  readonly record: boolean;
  /** lstm where it records. */
  readonly dcell: string | null;
}

/**
 * Loss and its gradient by row m of `outputs` [M, size]: rowLoss[m] (summed over the row, scaled), doutputs.
 * Each row is scaled by `lossScale` of the feed, times `weights` where given; rows past a length count 0, and their outputs are set to 0.
 * Also sums rowLoss, in a fixed order, into the update's report.
 */
export interface LossPass {
  readonly kernel: 'loss';
  readonly label: string;
  readonly loss: LossKind;
  readonly size: number;
  /** Rows are (step, row) pairs, or one a sequence. */
  readonly rows: readonly Dim[];
  readonly outputs: string;
  readonly targets: string; // [rows, size] f32, or [rows] i32 for crossEntropy
  /** null when each sequence has one row. */
  readonly lengths: string | null;
  readonly weights: string | null; // [rows]
  readonly doutputs: string;
  readonly rowLoss: string; // [rows]
}

/** values = 0 */
export interface ClearPass {
  readonly kernel: 'clear';
  readonly label: string;
  readonly values: Matrix;
}

/** What the three passes of an attention share. Rows m of the queries are (target step, row) pairs, of the keys (source step j, row b) pairs. */
export interface AttentionTensors {
  readonly label: string;
  /** All target steps, or the step `u` of the loop that the pass is in. */
  readonly steps: 'U' | 'u';
  /** dot: s = q·k; additive: s = v·tanh(q + k). General scores are dot scores of projected keys. */
  readonly score: 'dot' | 'additive';
  readonly query: Matrix; // [U·B, H], or [B, H] in a loop
  readonly keys: Matrix; // [T·B, H]
  readonly values: Matrix; // [T·B, D]
  readonly weight: string | null; // v [1, H], additive only
  readonly lengths: string; // [B], of the source
  readonly attention: string; // [U, B, T]
}

/** scores = score(query, keys); attention = softmax of the scores over j < length, 0 past it; context[m] = Σ_j attention[m,j] values[j]. */
export interface AttendPass extends AttentionTensors {
  readonly kernel: 'attend';
  readonly scores: string; // [U, B, T], 0 at j ≥ length
  readonly context: Matrix; // [U·B, D]
}

/**
 * After `attend`, in plans for edits: a row of `held` [U, B, T] that is below NOT_HELD takes the place of the row of attention, and its context is
 * Σ_j attention[m,j] values[j]. `free` [U, B, T] becomes attention, and 0 in rows that are held: what `attendBackward` reads there, so that no gradient
 * reaches the scores of a held row.
 */
export interface HoldPass {
  readonly kernel: 'hold';
  readonly label: string;
  /** All target steps, or the step `u` of the loop that the pass is in. */
  readonly steps: 'U' | 'u';
  readonly held: string; // [U, B, T]
  readonly values: Matrix; // [T·B, D]
  readonly lengths: string; // [B], of the source
  readonly attention: string; // [U, B, T]
  readonly free: string; // [U, B, T]
  readonly context: Matrix; // [U·B, D], or [B, D] in a loop
}

/** dscores = attention ⊙ (dcontext·values_j - Σ …), 0 at j ≥ length; what reaches the query is added to `dquery`, or replaces it. */
export interface AttendBackwardPass extends AttentionTensors {
  readonly kernel: 'attendBackward';
  readonly dcontext: Matrix; // [U·B, D]
  readonly dscores: string; // [U, B, T]
  readonly dquery: Matrix; // [U·B, H]
  readonly accumulate: boolean;
}

/**
 * What reaches the keys' side from all target steps together: dkeys[j] = Σ_u dscores[u,j] ∂s/∂k, dvalues[j] = Σ_u attention[u,j] dcontext[u],
 * and for additive scores dweight[j,b] = Σ_u dscores[u,j] tanh(q + k), whose rows add up to dL/dv. 0 at j ≥ length. Where `keys` are `values`,
 * `dkeys` is `dvalues`, and receives the sum.
 */
export interface AttendKeysBackwardPass extends AttentionTensors {
  readonly kernel: 'attendKeysBackward';
  readonly dcontext: Matrix; // [U·B, D]
  readonly dscores: string; // [U, B, T]
  readonly dkeys: Matrix; // [T·B, H]
  readonly dvalues: Matrix; // [T·B, D]
  readonly dweight: Matrix | null; // [T·B, H]
}

/**
 * Runs its passes once for every target step u, or for every window of so many source steps (the last has those that are left), from the first up or
 * from the last down. Loops hold no loops.
 */
export interface LoopPass {
  readonly kernel: 'loop';
  readonly label: string;
  readonly over: 'U' | { readonly window: number };
  readonly backwards: boolean;
  readonly body: readonly Pass[];
}

/** Copies a whole tensor. */
export interface CopyPass {
  readonly kernel: 'copy';
  readonly label: string;
  readonly from: string;
  readonly to: string;
}

/**
 * to = from, as many numbers in rows of their own, where every norm and loss so far was finite; does nothing once the flag is up, so that a
 * failed update can be replayed from the states that it began with.
 */
export interface KeepPass {
  readonly kernel: 'keep';
  readonly label: string;
  readonly from: Matrix; // [B, H]
  readonly to: Matrix; // [B, H]
}

/**
 * Global norm of all gradients into the report; raises the sticky flag where it, or the loss, is not finite. Then clips and applies the optimizer to all
 * parameters, exactly PyTorch's rules; does nothing once the flag is up.
 */
export interface UpdatePass {
  readonly kernel: 'update';
  readonly label: string;
  readonly optimizer: OptimizerSpec;
  readonly clip: ClipSpec;
}

export type Pass =
  | ProductPass
  | EmbedPass
  | EmbedBackwardPass
  | PickPass
  | DropoutPass
  | ActivatePass
  | ActivateBackwardPass
  | JoinPass
  | JoinBackwardPass
  | ScanPass
  | ScanBackwardPass
  | ClearPass
  | AttendPass
  | HoldPass
  | AttendBackwardPass
  | AttendKeysBackwardPass
  | LoopPass
  | LossPass
  | CopyPass
  | KeepPass
  | UpdatePass;

/** The passes, each loop followed by its own. */
export function flattenPasses(passes: readonly Pass[]): readonly Pass[] {
  return passes.flatMap((pass) => (pass.kernel === 'loop' ? [pass, ...flattenPasses(pass.body)] : [pass]));
}

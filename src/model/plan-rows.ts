/**
 * Tokens by rows: what a cell reads of a token, W_ih e + b_ih, is the same wherever the token stands, so it is computed once for each token of the
 * vocabulary and looked up at every step; back, dL/dpreact is added up by token before it meets a weight.
 */
import type { EmbedPass, Matrix, Pass } from './passes';
import {
  activation,
  atStep,
  columnsOf,
  type Draft,
  gradientMatrix,
  linear,
  linearInput,
  linearWeight,
  parameterMatrix,
  productPass,
  rowsOf,
} from './plan-draft';
import type { PlannedScan } from './plan-scan';
import { resolveCount } from './resolve';

/** A declared sequence of tokens. */
export interface Tokens {
  readonly tokens: string;
  readonly over: 'T' | 'U';
  /** The parameter [V, E] that they are looked up in. */
  readonly table: string;
}

/** How the cells read their tokens. */
export interface PlannedTokens {
  /** Once, before any step. */
  readonly prepare: readonly Pass[];
  /** What the cells read of all steps, and of the step at hand of a loop. */
  readonly all: readonly Pass[];
  readonly step: readonly Pass[];
  /** From dL/dpreact of all steps to the table and to the inputs' weights. */
  readonly backward: readonly Pass[];
}

/** What a row costs beside its products, in columns of an embedding: it is written, read again by two products more, and its gradient is set to 0. */
const ROW_COLUMNS = 32;

/**
 * Whether rows cost less than a product for every place: V·(E + 32) ≤ T·B·E at the plan's capacity, so that shapes alone decide. A vocabulary that is
 * small against the batch passes at any width; near V = T·B, or with narrow embeddings, rows were measured to lose what they save.
 * Windows of time look their tokens up first.
 */
export function readsRows({ options: { capacity, window }, tensors, parameters }: Draft, { tokens, over, table }: Tokens): boolean {
  if (over === 'T' && window !== null) return false;
  const [sequence, embedding] = [tensors.get(tokens), parameters.byName.get(table)];
  if (!sequence || !embedding) throw new Error(`plan: ${tokens} and ${table} must be declared`);
  const [V, E] = embedding.shape;
  return V * (E + ROW_COLUMNS) <= E * resolveCount(sequence.shape, capacity);
}

/** For all directions of a layer; the table meets the first columns of their inputs' weights. */
export function planRows(draft: Draft, name: string, { tokens, over, table }: Tokens, scans: readonly PlannedScan[]): PlannedTokens {
  const values = parameterMatrix(draft, table);
  const V = resolveCount(values.rows, draft.options.capacity);
  const width = scans[0].preact.columns;
  const declareRows = (tensor: string): readonly Matrix[] => {
    const whole = { ...values, tensor: activation(draft, tensor, [scans.length, V, width]), columns: width, stride: width };
    return scans.map((_scan, which) => rowsOf(whole, which * V, V));
  };
  const [rows, drows] = [declareRows(`rows.${name}`), declareRows(`drows.${name}`)];
  const firstOf = (weight: Matrix): Matrix => columnsOf(weight, 0, values.columns);
  const gathers = scans.map(({ suffix, preact }, which): EmbedPass => ({
    kernel: 'embed',
    label: `look up ${suffix}`,
    steps: over,
    table: rows[which],
    tokens,
    out: preact,
  }));
  const dvalues = scans.map(({ weights }, which) =>
    linearInput(drows[which], firstOf(parameterMatrix(draft, weights.weightIh)), gradientMatrix(draft, table), which > 0),
  );
  return {
    prepare: [
      productPass(
        `rows ${name}`,
        ...scans.map(({ weights }, which) => linear(values, firstOf(parameterMatrix(draft, weights.weightIh)), rows[which], weights.biasIh)),
      ),
    ],
    all: gathers,
    step: gathers.map((gather) => ({ ...gather, steps: 'u', out: atStep(gather.out) })),
    backward: [
      ...scans.map(({ suffix, preact }, which): Pass => ({
        kernel: 'embedBackward',
        label: `collect ${suffix}`,
        tokens,
        dout: preact,
        dtable: drows[which],
      })),
      productPass(
        `rows gradients ${name}`,
        ...scans.map(({ weights }, which) => linearWeight(drows[which], values, firstOf(gradientMatrix(draft, weights.weightIh)))),
        ...dvalues,
      ),
    ],
  };
}

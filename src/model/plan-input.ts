/** The first stage of a plan: values as they are, or tokens, looked up in a table before the first layer or by it (plan-rows). */
import type { EmbedPass, Matrix } from './passes';
import { activation, declare, type Draft, gradientMatrix, matrix, parameterMatrix, type Stage } from './plan-draft';
import { readsRows, type Tokens } from './plan-rows';

/** What enters the first layer, [T·B, I], or the tokens that its scans look up by rows. */
export function planInput(draft: Draft): Stage | Tokens {
  const { input } = draft.model;
  if (input.kind === 'values') {
    declare(draft, 'inputs', ['T', 'B', input.size], 'f32', 'input');
    return { parts: [{ value: matrix('inputs', ['T', 'B'], input.size), gradient: null }], backward: [] };
  }
  const tokens: Tokens = { tokens: declare(draft, 'inputs', ['T', 'B'], 'i32', 'input'), over: 'T', table: 'embedding.weight' };
  if (readsRows(draft, tokens)) return tokens;
  const embedded = planEmbedding(draft, tokens, 'embedded');
  draft.segments.encode.push(embedded.forward);
  return embedded;
}

export interface Embedding extends Stage {
  readonly parts: readonly [{ readonly value: Matrix; readonly gradient: Matrix }];
  /** To be run once the tokens are there. */
  readonly forward: EmbedPass;
}

/** Tokens looked up in their table, [T·B, E]. */
export function planEmbedding(draft: Draft, { tokens, over, table }: Tokens, name: string): Embedding {
  const rows = parameterMatrix(draft, table);
  const value = matrix(activation(draft, name, [over, 'B', rows.columns]), [over, 'B'], rows.columns);
  const gradient = { ...value, tensor: activation(draft, `d${name}`, [over, 'B', rows.columns]) };
  const of = name === 'embedded' ? '' : ` ${name}`;
  return {
    parts: [{ value, gradient }],
    forward: { kernel: 'embed', label: `embed${of}`, steps: over, table: rows, tokens, out: value },
    backward: [{ kernel: 'embedBackward', label: `embed backward${of}`, tokens, dout: gradient, dtable: gradientMatrix(draft, table) }],
  };
}

/** The first stage of a plan: values as they are, or tokens looked up in a table. */
import type { EmbedPass, Matrix } from './passes';
import { activation, declare, type Draft, matrix, type Stage } from './plan-draft';
import { gradientOf } from './plan-names';
import { inputWidth } from './spec';

/** What enters the first layer, [T·B, I]. */
export function planInput(draft: Draft): Stage {
  const { input } = draft.model;
  const width = inputWidth(input);
  if (input.kind === 'values') {
    declare(draft, 'inputs', ['T', 'B', width], 'f32', 'input');
    return { value: matrix('inputs', ['T', 'B'], width), gradient: null, backward: [] };
  }
  const tokens = declare(draft, 'inputs', ['T', 'B'], 'i32', 'input');
  const embedded = planEmbedding(draft, { tokens, over: 'T', table: 'embedding.weight', name: 'embedded', width });
  draft.segments.encode.push(embedded.forward);
  return embedded;
}

export interface EmbeddingChoice {
  /** A declared tensor, and how many steps it has. */
  readonly tokens: string;
  readonly over: 'T' | 'U';
  readonly table: string;
  readonly name: string;
  readonly width: number;
}

export interface Embedding extends Stage {
  readonly gradient: Matrix;
  /** To be run once the tokens are there. */
  readonly forward: EmbedPass;
}

/** Tokens looked up in a table, [T·B, E]. */
export function planEmbedding(draft: Draft, { tokens, over, table, name, width }: EmbeddingChoice): Embedding {
  const out = activation(draft, name, [over, 'B', width]);
  const dout = activation(draft, `d${name}`, [over, 'B', width]);
  const of = name === 'embedded' ? '' : ` ${name}`;
  return {
    value: matrix(out, [over, 'B'], width),
    gradient: matrix(dout, [over, 'B'], width),
    forward: { kernel: 'embed', label: `embed${of}`, steps: over, table, tokens, out },
    backward: [{ kernel: 'embedBackward', label: `embed backward${of}`, tokens, dout, dtable: gradientOf(table) }],
  };
}

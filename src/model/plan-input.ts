/** The first stage of a plan: values as they are, or tokens looked up in a table. */
import type { Matrix } from './passes';
import type { Segment } from './plan';
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
  return planEmbedding(draft, { tokens: 'inputs', over: 'T', table: 'embedding.weight', name: 'embedded', width, segment: 'encode' });
}

export interface EmbeddingChoice {
  /** The input to declare, and how many steps it has. */
  readonly tokens: string;
  readonly over: 'T' | 'U';
  readonly table: string;
  readonly name: string;
  readonly width: number;
  readonly segment: Segment;
}

/** Tokens looked up in a table, [T·B, E]. */
export function planEmbedding(draft: Draft, { tokens, over, table, name, width, segment }: EmbeddingChoice): Stage & { readonly gradient: Matrix } {
  declare(draft, tokens, [over, 'B'], 'i32', 'input');
  const out = activation(draft, name, [over, 'B', width]);
  const dout = activation(draft, `d${name}`, [over, 'B', width]);
  draft.segments[segment].push({ kernel: 'embed', label: name === 'embedded' ? 'embed' : `embed ${name}`, table, tokens, out });
  return {
    value: matrix(out, [over, 'B'], width),
    gradient: matrix(dout, [over, 'B'], width),
    backward: [
      { kernel: 'embedBackward', label: name === 'embedded' ? 'embed backward' : `embed backward ${name}`, tokens, dout, dtable: gradientOf(table) },
    ],
  };
}

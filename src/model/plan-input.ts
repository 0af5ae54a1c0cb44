/** The first stage of a plan: values as they are, or tokens looked up in a table. */
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
  const out = activation(draft, 'embedded', ['T', 'B', width]);
  const dout = activation(draft, 'dembedded', ['T', 'B', width]);
  const table = 'embedding.weight';
  draft.segments.encode.push({ kernel: 'embed', label: 'embed', table, tokens, out });
  return {
    value: matrix(out, ['T', 'B'], width),
    gradient: matrix(dout, ['T', 'B'], width),
    backward: [{ kernel: 'embedBackward', label: 'embed backward', tokens, dout, dtable: gradientOf(table) }],
  };
}

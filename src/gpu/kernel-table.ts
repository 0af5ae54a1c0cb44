/**
 * The kernel table: every shader, its entry points and what each binds, the host's half of a contract that a test holds against the WGSL.
 * It is longer than other files since it is one table, with a row for every shader.
 */
import activateSource from '../../shaders/activate.wgsl?raw';
import attentionSource from '../../shaders/attention.wgsl?raw';
import attentionGradientsSource from '../../shaders/attention_gradients.wgsl?raw';
import copySource from '../../shaders/copy.wgsl?raw';
import dropoutSource from '../../shaders/dropout.wgsl?raw';
import embedSource from '../../shaders/embed.wgsl?raw';
import embedBothSource from '../../shaders/embed_both.wgsl?raw';
import embedBlockSource from '../../shaders/embed_block.wgsl?raw';
import headSource from '../../shaders/head.wgsl?raw';
import gruBlockSource from '../../shaders/gru_block.wgsl?raw';
import gruBeforeBlockSource from '../../shaders/gru_before_block.wgsl?raw';
import gruSource from '../../shaders/gru.wgsl?raw';
import gruStepSource from '../../shaders/gru_step.wgsl?raw';
import gruBeforeSource from '../../shaders/gru_before.wgsl?raw';
import joinSource from '../../shaders/join.wgsl?raw';
import lossSource from '../../shaders/loss.wgsl?raw';
import lstmSource from '../../shaders/lstm.wgsl?raw';
import lstmStepSource from '../../shaders/lstm_step.wgsl?raw';
import lstmBlockSource from '../../shaders/lstm_block.wgsl?raw';
import normSource from '../../shaders/norm.wgsl?raw';
import packSource from '../../shaders/pack.wgsl?raw';
import pickSource from '../../shaders/pick.wgsl?raw';
import productBlockSource from '../../shaders/product_block.wgsl?raw';
import productDirectSource from '../../shaders/product_direct.wgsl?raw';
import productPartsSource from '../../shaders/product_parts.wgsl?raw';
import productTileSource from '../../shaders/product_tile.wgsl?raw';
import rnnBlockSource from '../../shaders/rnn_block.wgsl?raw';
import rnnSource from '../../shaders/rnn.wgsl?raw';
import rnnStepSource from '../../shaders/rnn_step.wgsl?raw';
import updateSource from '../../shaders/update.wgsl?raw';
import updateWholeSource from '../../shaders/update_whole.wgsl?raw';

/** `feed`: the uniform block of the update at hand; `uniform`: constants of one pass; `read`, `write`: storage. */
export type Access = 'feed' | 'uniform' | 'read' | 'write';

/** A variable of a shader: its binding number and access. An `input` moves with the update at hand, by a dynamic offset. */
export interface Variable {
  readonly binding: number;
  readonly access: Access;
  readonly input?: true;
}

export interface ShaderFile {
  /** As it lies in the folder, without the parts that it needs. */
  readonly source: string;
  readonly variables: Readonly<Record<string, Variable>>;
  /** The variables that each entry point uses. */
  readonly entries: Readonly<Record<string, readonly string[]>>;
}

const feed: Variable = { binding: 0, access: 'feed' };
const read = (binding: number): Variable => ({ binding, access: 'read' });
const write = (binding: number): Variable => ({ binding, access: 'write' });
const uniform = (binding: number): Variable => ({ binding, access: 'uniform' });
const input = (binding: number): Variable => ({ binding, access: 'read', input: true });

const stepVariables = {
  feed,
  lengths: input(1),
  weights: read(2),
  biasHh: read(3),
  gates: write(4),
  hidden: write(5),
  dhidden: write(6),
  dfinal: write(7),
} as const;
const scanVariables = { ...stepVariables, held: input(8), handed: write(9) } as const;
const stepForward = ['feed', 'lengths', 'weights', 'biasHh', 'gates', 'hidden'];
const stepBackward = ['feed', 'lengths', 'weights', 'gates', 'dhidden', 'dfinal'];
const blockVariables = {
  feed,
  lengths: input(1),
  weights: read(2),
  parameters: read(3),
  inputs: input(4),
  gates: write(5),
  hidden: write(6),
} as const;
const blockForward = ['feed', 'lengths', 'weights', 'parameters', 'inputs', 'gates', 'hidden'];
const blockBackward = ['feed', 'lengths', 'weights', 'gates', 'dhidden', 'dfinal'];
const lookupVariables = { feed, tokens: input(1), table: read(2), found: write(3), order: input(4), dfound: read(5), dtable: write(6) } as const;
const lossVariables = { outputs: write(5), doutputs: write(6), rowLoss: write(7) };
const headVariables = ['feed', 'lengths', 'weights', 'parameters', 'inputs', 'outputs', 'rowLoss', 'dinputs'];
const normVariables = ['feed', 'ran', 'reductions', 'slabs', 'rowLoss', 'gradients', 'progress'];
const updateVariables = ['feed', 'packs', 'rule', 'gradients', 'progress', 'parameters', 'forward', 'backward', 'moment1'];
const updateWholeVariables = [...normVariables, 'packs', 'rule', 'parameters', 'copies', 'moment1'];

export const shaderFiles = {
  activate: {
    source: activateSource,
    variables: { feed, outputs: read(1), values: write(2) },
    entries: { activate_forward: ['feed', 'values'], activate_backward: ['feed', 'outputs', 'values'], activate_clear: ['feed', 'values'] },
  },
  attention: {
    source: attentionSource,
    variables: {
      feed,
      lengths: input(1),
      query: read(2),
      keys: read(3),
      values: read(4),
      weight: read(5),
      scores: write(6),
      attention: write(7),
      context: write(8),
      held: input(9),
      free: write(10),
    },
    entries: {
      attention_look: ['feed', 'lengths', 'query', 'keys', 'values', 'weight', 'scores', 'attention', 'context'],
      attention_hold: ['feed', 'lengths', 'values', 'attention', 'context', 'held', 'free'],
    },
  },
  attention_gradients: {
    source: attentionGradientsSource,
    variables: {
      feed,
      query: read(1),
      keys: read(2),
      values: read(3),
      weight: read(4),
      alpha: read(5),
      dcontext: read(6),
      dscores: write(7), // also where it is only read: the entries share the functions that do
      dquery: write(8),
      dvalues: write(9),
      dkeys: write(10),
    },
    entries: {
      attention_gradients_query: ['feed', 'query', 'keys', 'values', 'weight', 'alpha', 'dcontext', 'dscores', 'dquery'],
      attention_gradients_key: ['feed', 'query', 'keys', 'weight', 'alpha', 'dcontext', 'dscores', 'dvalues', 'dkeys'],
      attention_gradients_row: ['feed', 'query', 'keys', 'values', 'weight', 'alpha', 'dcontext', 'dscores', 'dquery', 'dvalues', 'dkeys'],
    },
  },
  copy: {
    source: copySource,
    variables: { source: input(0), target_: write(1), feed: { binding: 2, access: 'feed' }, firstBad: read(3) },
    entries: { copy_all: ['source', 'target_'], copy_keep: ['source', 'target_', 'feed', 'firstBad'] },
  },
  dropout: {
    source: dropoutSource,
    variables: { feed, source: read(1), dropped: write(2) },
    entries: { dropout_apply: ['feed', 'source', 'dropped'] },
  },
  embed: {
    source: embedSource,
    variables: { ...lookupVariables, ordered: write(7) },
    entries: {
      embed_gather: ['feed', 'tokens', 'table', 'found'],
      embed_collect: ['order', 'dfound', 'dtable'],
      embed_share: ['order', 'dfound', 'dtable'],
      embed_order: ['feed', 'tokens', 'ordered'],
    },
  },
  embed_block: {
    source: embedBlockSource,
    variables: lookupVariables,
    entries: { embed_block_gather: ['feed', 'tokens', 'table', 'found'], embed_block_collect: ['order', 'dfound', 'dtable'] },
  },
  embed_both: {
    source: embedBothSource,
    variables: {
      feed,
      sourceTokens: input(1),
      sourceTable: read(2),
      sourceFound: write(3),
      tokens: input(4),
      table: read(5),
      found: write(6),
      heard: write(7),
      ordered: write(8),
      sourceOrder: input(9),
      order: read(10),
      sourceDfound: read(11),
      dfound: read(12),
      sourceDtable: write(13),
      dtable: write(14),
    },
    entries: {
      embed_both_gather: ['feed', 'sourceTokens', 'sourceTable', 'sourceFound', 'tokens', 'table', 'found', 'heard', 'ordered'],
      embed_both_collect: ['sourceOrder', 'order', 'sourceDfound', 'dfound', 'sourceDtable', 'dtable'],
    },
  },
  gru: {
    source: gruSource,
    variables: scanVariables,
    entries: {
      gru_forward: ['feed', 'lengths', 'weights', 'biasHh', 'gates', 'hidden', 'held', 'handed'],
      gru_backward: ['feed', 'lengths', 'weights', 'gates', 'hidden', 'dhidden', 'dfinal', 'held'],
    },
  },
  gru_before: {
    source: gruBeforeSource,
    variables: scanVariables,
    entries: {
      gru_before_forward: ['feed', 'lengths', 'weights', 'biasHh', 'gates', 'hidden', 'held', 'handed'],
      gru_before_backward: ['feed', 'lengths', 'weights', 'gates', 'hidden', 'dhidden', 'dfinal', 'held'],
    },
  },
  gru_before_block: {
    source: gruBeforeBlockSource,
    variables: { ...blockVariables, dhidden: write(7), dfinal: write(8) },
    entries: { gru_before_block_forward: blockForward, gru_before_block_backward: [...blockBackward, 'hidden'] },
  },
  gru_block: {
    source: gruBlockSource,
    variables: { ...blockVariables, dhidden: write(7), dfinal: write(8) },
    entries: { gru_block_forward: blockForward, gru_block_backward: [...blockBackward, 'hidden'], gru_block_wide: [...blockBackward, 'hidden'] },
  },
  gru_step: {
    source: gruStepSource,
    variables: stepVariables,
    entries: { gru_step_forward: stepForward, gru_step_backward: [...stepBackward, 'hidden'] },
  },
  head: {
    source: headSource,
    variables: {
      feed,
      lengths: input(1),
      targets: input(2),
      classes: input(3),
      weights: input(4),
      parameters: read(5),
      inputs: read(6),
      outputs: write(7),
      rowLoss: write(8),
      dinputs: write(9),
    },
    entries: {
      head_mse: [...headVariables, 'targets'],
      head_bce: [...headVariables, 'targets'],
      head_crossEntropy: [...headVariables, 'classes'],
    },
  },
  join: {
    source: joinSource,
    variables: {
      feed,
      lengths: input(1),
      forward: read(2),
      reverse: read(3),
      x: read(4),
      y: write(5),
      dy: read(6),
      dforward: write(7),
      dreverse: write(8),
      dx: write(9),
      cell: read(10),
      yCell: write(11),
    },
    entries: {
      join_forward: ['feed', 'lengths', 'forward', 'reverse', 'x', 'y'],
      join_states: ['feed', 'forward', 'y', 'cell', 'yCell'],
      join_backward: ['feed', 'lengths', 'dy', 'dforward', 'dreverse', 'dx'],
    },
  },
  loss: {
    source: lossSource,
    variables: { feed, lengths: input(1), targets: input(2), classes: input(3), weights: input(4), ...lossVariables },
    entries: {
      loss_mse: ['feed', 'lengths', 'targets', 'weights', 'outputs', 'doutputs', 'rowLoss'],
      loss_bce: ['feed', 'lengths', 'targets', 'weights', 'outputs', 'doutputs', 'rowLoss'],
      loss_crossEntropy: ['feed', 'lengths', 'classes', 'weights', 'outputs', 'doutputs', 'rowLoss'],
    },
  },
  lstm: {
    source: lstmSource,
    variables: { ...scanVariables, cell: write(6), dhidden: write(7), dcell: write(8), dfinal: write(9), held: input(10), handed: write(11) },
    entries: {
      lstm_forward: ['feed', 'lengths', 'weights', 'biasHh', 'gates', 'hidden', 'cell', 'held', 'handed'],
      lstm_backward: ['feed', 'lengths', 'weights', 'gates', 'cell', 'dhidden', 'dcell', 'dfinal', 'held'],
    },
  },
  lstm_block: {
    source: lstmBlockSource,
    variables: { ...blockVariables, cell: write(7), dhidden: write(8), dcell: write(9), dfinal: write(10) },
    entries: {
      lstm_block_forward: [...blockForward, 'cell'],
      lstm_block_backward: [...blockBackward, 'cell', 'dcell'],
      lstm_block_wide: [...blockBackward, 'cell', 'dcell'],
    },
  },
  lstm_step: {
    source: lstmStepSource,
    variables: { ...stepVariables, cell: write(6), dhidden: write(7), dcell: write(8), dfinal: write(9) },
    entries: { lstm_step_forward: [...stepForward, 'cell'], lstm_step_backward: [...stepBackward, 'cell', 'dcell'] },
  },
  norm: {
    source: normSource,
    variables: { feed, ran: uniform(1), reductions: uniform(2), slabs: read(3), rowLoss: read(4), gradients: write(5), progress: write(6) },
    entries: { norm_squares: normVariables, norm_report: ['feed', 'ran', 'rowLoss', 'progress'] },
  },
  pack: {
    source: packSource,
    variables: { packs: uniform(0), parameters: read(1), forward: write(2), backward: write(3) },
    entries: { pack_recurrent: ['packs', 'parameters', 'forward', 'backward'] },
  },
  pick: {
    source: pickSource,
    variables: { feed, teacher: input(1), logits: read(2), tokens: write(3) },
    entries: { pick_token: ['feed', 'teacher', 'logits', 'tokens'] },
  },
  product_block: {
    source: productBlockSource,
    variables: { feed, products: uniform(1), r0: input(2), r1: input(3), bias: read(4), c: write(5), slabs: write(6) },
    entries: { product_block_multiply: ['feed', 'products', 'r0', 'r1', 'bias', 'c', 'slabs'] },
  },
  product_direct: {
    source: productDirectSource,
    variables: { feed, products: uniform(1), r0: input(2), r1: input(3), bias: read(4), c: write(5), slabs: write(6) },
    entries: { product_direct_multiply: ['feed', 'products', 'r0', 'r1', 'bias', 'c', 'slabs'] },
  },
  product_parts: {
    source: productPartsSource,
    variables: { reductions: uniform(0), slabs: read(1), c: write(2) },
    entries: { product_parts_add: ['reductions', 'slabs', 'c'] },
  },
  product_tile: {
    source: productTileSource,
    variables: {
      feed,
      products: uniform(1),
      r0: input(2),
      r1: input(3),
      r2: input(4),
      r3: input(5),
      bias: read(6),
      c: write(7),
      slabs: write(8),
      c1: write(9),
    },
    entries: { product_tile_multiply: ['feed', 'products', 'r0', 'r1', 'r2', 'r3', 'bias', 'c', 'slabs', 'c1'] },
  },
  rnn: {
    source: rnnSource,
    variables: scanVariables,
    entries: {
      rnn_forward: ['feed', 'lengths', 'weights', 'biasHh', 'gates', 'hidden', 'held', 'handed'],
      rnn_backward: ['feed', 'lengths', 'weights', 'gates', 'dhidden', 'dfinal', 'held'],
    },
  },
  rnn_block: {
    source: rnnBlockSource,
    variables: { ...blockVariables, dhidden: write(7), dfinal: write(8) },
    entries: { rnn_block_forward: blockForward, rnn_block_backward: blockBackward, rnn_block_wide: blockBackward },
  },
  rnn_step: {
    source: rnnStepSource,
    variables: stepVariables,
    entries: { rnn_step_forward: stepForward, rnn_step_backward: stepBackward },
  },
  update: {
    source: updateSource,
    variables: {
      feed,
      packs: uniform(1),
      rule: uniform(2),
      gradients: read(3),
      progress: write(4),
      parameters: write(5),
      forward: write(6),
      backward: write(7),
      moment1: write(8),
      moment2: write(9),
    },
    entries: {
      update_sgd: updateVariables,
      update_rmsprop: [...updateVariables, 'moment2'],
      update_adam: [...updateVariables, 'moment2'],
    },
  },
  update_whole: {
    source: updateWholeSource,
    variables: {
      feed,
      ran: uniform(1),
      reductions: uniform(2),
      packs: uniform(3),
      rule: uniform(4),
      slabs: read(5),
      rowLoss: read(6),
      gradients: write(7),
      progress: write(8),
      parameters: write(9),
      copies: write(10),
      moment1: write(11),
      moment2: write(12),
    },
    entries: {
      update_whole_sgd: updateWholeVariables,
      update_whole_rmsprop: [...updateWholeVariables, 'moment2'],
      update_whole_adam: [...updateWholeVariables, 'moment2'],
    },
  },
} as const satisfies Readonly<Record<string, ShaderFile>>;

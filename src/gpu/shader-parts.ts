/** What several shader files share, by the name that their `needs` lines give it. */
import attentionPart from '../../shaders/parts/attention.wgsl?raw';
import blocksPart from '../../shaders/parts/blocks.wgsl?raw';
import cellsPart from '../../shaders/parts/cells.wgsl?raw';
import chunksPart from '../../shaders/parts/chunks.wgsl?raw';
import copiesPart from '../../shaders/parts/copies.wgsl?raw';
import directionsPart from '../../shaders/parts/directions.wgsl?raw';
import feedPart from '../../shaders/parts/feed.wgsl?raw';
import handedPart from '../../shaders/parts/handed.wgsl?raw';
import hashPart from '../../shaders/parts/hash.wgsl?raw';
import heldPart from '../../shaders/parts/held.wgsl?raw';
import lookupPart from '../../shaders/parts/lookup.wgsl?raw';
import lossesPart from '../../shaders/parts/losses.wgsl?raw';
import nonlinearPart from '../../shaders/parts/nonlinear.wgsl?raw';
import optimizersPart from '../../shaders/parts/optimizers.wgsl?raw';
import orderPart from '../../shaders/parts/order.wgsl?raw';
import packsPart from '../../shaders/parts/packs.wgsl?raw';
import productsPart from '../../shaders/parts/products.wgsl?raw';
import progressPart from '../../shaders/parts/progress.wgsl?raw';
import reductionsPart from '../../shaders/parts/reductions.wgsl?raw';
import rowsPart from '../../shaders/parts/rows.wgsl?raw';
import sharesPart from '../../shaders/parts/shares.wgsl?raw';
import squaresPart from '../../shaders/parts/squares.wgsl?raw';
import stepPart from '../../shaders/parts/step.wgsl?raw';
import stepsPart from '../../shaders/parts/steps.wgsl?raw';
import storePart from '../../shaders/parts/store.wgsl?raw';
import sumLossPart from '../../shaders/parts/sum_loss.wgsl?raw';
import threadsPart from '../../shaders/parts/threads.wgsl?raw';
import viewsPart from '../../shaders/parts/views.wgsl?raw';

export const shaderParts: Readonly<Record<string, string>> = {
  attention: attentionPart,
  blocks: blocksPart,
  cells: cellsPart,
  chunks: chunksPart,
  copies: copiesPart,
  directions: directionsPart,
  feed: feedPart,
  handed: handedPart,
  hash: hashPart,
  held: heldPart,
  lookup: lookupPart,
  losses: lossesPart,
  nonlinear: nonlinearPart,
  optimizers: optimizersPart,
  order: orderPart,
  packs: packsPart,
  products: productsPart,
  progress: progressPart,
  reductions: reductionsPart,
  rows: rowsPart,
  shares: sharesPart,
  squares: squaresPart,
  step: stepPart,
  steps: stepsPart,
  store: storePart,
  sum_loss: sumLossPart,
  threads: threadsPart,
  views: viewsPart,
};

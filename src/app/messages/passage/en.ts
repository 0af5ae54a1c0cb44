/** The words for folding and unrolling the network and for the passage through it; in English. */

export const passage = {
  cellNorm: '‖c‖',
  passage: {
    forward: 'Forward: what is pale is yet to be computed.',
    loss: 'The loss: the way back begins here.',
    backward: 'Backward: what is pale is yet to be reached by the gradient.',
  },
  showAll: 'Show all',
  folded: 'Folded',
  foldUp: 'Fold',
  unroll: 'Unroll',
  opening: 'How far the network is unrolled',
  units: (count: number) => `${String(count)} units`,
  toDecoder: 'to the decoder',
  parts: {
    node: (_: string | null, t: string) => `state after step ${t}`,
    recurrent: (before: string | null, t: string) => `edge of h, step ${before ?? 'the beginning'} → ${t}`,
    road: (before: string | null, t: string) => `road of c, step ${before ?? 'the beginning'} → ${t}`,
    input: (_: string | null, t: string) => `edge of the input, step ${t}`,
    attention: (source: string | null, target: string) => `edge of the attention, from source step ${source ?? ''} to target step ${target}`,
  },
  mostChanged: 'changed most',
  strongest: 'largest in the gradient',
  order: 'Units',
  orders: { index: 'by number', similarity: 'by likeness', memory: 'by memory' },
  orderAbout: {
    index: 'Units stand by their number.',
    similarity: 'Units whose state runs alike over this example stand together: average linkage of their correlation.',
    memory: 'Units whose state changes most slowly stand on top: the lag at which its autocorrelation falls below 1/e.',
  },
  orderAgain: 'Again',
  orderOf: (update: number) => `The order is of update ${String(update)}; find it again for the states now.`,
  large: 'Open large',
  trace: 'Unit trace',
  notFinite: (values: number) => `${String(values)} not finite`,
  relative: 'Relative scale',
  gradientRelative: 'of its largest, log10',
  relativeHides: 'Hides how large each line is.',
};

export type PassageWords = typeof passage;

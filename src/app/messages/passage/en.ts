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
    node: (_: string, t: string) => `state after step ${t}`,
    recurrent: (before: string, t: string) => `edge of h, step ${before} → ${t}`,
    road: (before: string, t: string) => `road of c, step ${before} → ${t}`,
    input: (_: string, t: string) => `edge of the input, step ${t}`,
    attention: (_: string, t: string) => `edge of the attention, step ${t}`,
  },
  mostChanged: 'changed most',
  strongest: 'largest in the gradient',
};

export type PassageWords = typeof passage;

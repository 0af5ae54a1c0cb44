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
};

export type PassageWords = typeof passage;

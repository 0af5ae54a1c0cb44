/** The GRU in its two forms, which reset at different places and give z opposite meanings. */
import type { CellEquations, VectorNode } from './equation';

const resetAndUpdate: readonly VectorNode[] = [
  { symbol: 'a_r', role: 'preact', operation: 'affine', inputs: ['x_r', 'h'], gate: 'r' },
  { symbol: 'a_z', role: 'preact', operation: 'affine', inputs: ['x_z', 'h'], gate: 'z' },
  { symbol: 'r', role: 'reset', operation: 'sigmoid', inputs: ['a_r'] },
  { symbol: 'z', role: 'update', operation: 'sigmoid', inputs: ['a_z'] },
];

const shared = {
  cell: 'gru',
  gates: ['r', 'z', 'n'],
  previous: { hidden: 'h', cell: null },
  next: { hidden: "h'", cell: null },
} as const;

/** Resets after the product with W_hn and keeps the old state where z is 1, as PyTorch's nn.GRU and cuDNN do. */
export const gruResetAfter: CellEquations = {
  ...shared,
  nodes: [
    ...resetAndUpdate,
    { symbol: 'q', role: 'recurrent', operation: 'linear', inputs: ['h'], gate: 'n' },
    { symbol: 'recalled', role: 'part', operation: 'product', inputs: ['r', 'q'] },
    { symbol: 'a_n', role: 'preact', operation: 'sum', inputs: ['x_n', 'recalled'] },
    { symbol: 'n', role: 'candidate', operation: 'tanh', inputs: ['a_n'] },
    { symbol: '(1−z)', role: 'part', operation: 'complement', inputs: ['z'] },
    { symbol: 'written', role: 'part', operation: 'product', inputs: ['(1−z)', 'n'] },
    { symbol: 'kept', role: 'part', operation: 'product', inputs: ['z', 'h'] },
    { symbol: "h'", role: 'hidden', operation: 'sum', inputs: ['written', 'kept'] },
  ],
  slots: [
    { keeps: 'r', gradient: 'x_r' },
    { keeps: 'z', gradient: 'x_z' },
    { keeps: 'n', gradient: 'x_n' },
    { keeps: 'q', gradient: 'q' },
  ],
};

/** Resets the state itself and takes the candidate where z is 1: Cho et al. (2014) as textbooks print it. */
export const gruResetBefore: CellEquations = {
  ...shared,
  nodes: [
    ...resetAndUpdate,
    { symbol: 'recalled', role: 'recurrent', operation: 'product', inputs: ['r', 'h'] },
    { symbol: 'a_n', role: 'preact', operation: 'affine', inputs: ['x_n', 'recalled'], gate: 'n' },
    { symbol: 'n', role: 'candidate', operation: 'tanh', inputs: ['a_n'] },
    { symbol: '(1−z)', role: 'part', operation: 'complement', inputs: ['z'] },
    { symbol: 'kept', role: 'part', operation: 'product', inputs: ['(1−z)', 'h'] },
    { symbol: 'written', role: 'part', operation: 'product', inputs: ['z', 'n'] },
    { symbol: "h'", role: 'hidden', operation: 'sum', inputs: ['kept', 'written'] },
  ],
  slots: [
    { keeps: 'r', gradient: 'x_r' },
    { keeps: 'z', gradient: 'x_z' },
    { keeps: 'n', gradient: 'x_n' },
    { keeps: 'recalled', gradient: null },
  ],
};

/** The LSTM: c' = σ(f)⊙c + σ(i)⊙tanh(g), h' = σ(o)⊙tanh(c'). */
import type { CellEquations } from './equation';

/** Hochreiter and Schmidhuber (1997) with the forget gate of Gers et al. (2000); packed i f g o as in PyTorch's nn.LSTM. */
export const lstm: CellEquations = {
  cell: 'lstm',
  gates: ['i', 'f', 'g', 'o'],
  previous: { hidden: 'h', cell: 'c' },
  next: { hidden: "h'", cell: "c'" },
  nodes: [
    { symbol: 'a_i', role: 'preact', operation: 'affine', inputs: ['x_i', 'h'], gate: 'i' },
    { symbol: 'a_f', role: 'preact', operation: 'affine', inputs: ['x_f', 'h'], gate: 'f' },
    { symbol: 'a_g', role: 'preact', operation: 'affine', inputs: ['x_g', 'h'], gate: 'g' },
    { symbol: 'a_o', role: 'preact', operation: 'affine', inputs: ['x_o', 'h'], gate: 'o' },
    { symbol: 'i', role: 'input', operation: 'sigmoid', inputs: ['a_i'] },
    { symbol: 'f', role: 'forget', operation: 'sigmoid', inputs: ['a_f'] },
    { symbol: 'g', role: 'candidate', operation: 'tanh', inputs: ['a_g'] },
    { symbol: 'o', role: 'output', operation: 'sigmoid', inputs: ['a_o'] },
    { symbol: 'kept', role: 'part', operation: 'product', inputs: ['f', 'c'] },
    { symbol: 'written', role: 'part', operation: 'product', inputs: ['i', 'g'] },
    { symbol: "c'", role: 'cell', operation: 'sum', inputs: ['kept', 'written'] },
    { symbol: 'shown', role: 'part', operation: 'tanh', inputs: ["c'"] },
    { symbol: "h'", role: 'hidden', operation: 'product', inputs: ['o', 'shown'] },
  ],
  slots: [
    { keeps: 'i', gradient: 'x_i' },
    { keeps: 'f', gradient: 'x_f' },
    { keeps: 'g', gradient: 'x_g' },
    { keeps: 'o', gradient: 'x_o' },
  ],
};

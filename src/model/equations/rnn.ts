/** The plain recurrent cell: h' = act(W_ih x + b_ih + W_hh h + b_hh). */
import type { Nonlinearity } from '../spec';
import type { CellEquations } from './equation';

/** Elman, "Finding structure in time" (1990); weights and both biases as in PyTorch's nn.RNN. */
export function rnn(nonlinearity: Nonlinearity): CellEquations {
  return {
    cell: 'rnn',
    gates: ['h'],
    previous: { hidden: 'h', cell: null },
    next: { hidden: "h'", cell: null },
    nodes: [
      { symbol: 'a', role: 'preact', operation: 'affine', inputs: ['x_h', 'h'], gate: 'h' },
      { symbol: "h'", role: 'hidden', operation: nonlinearity, inputs: ['a'] },
    ],
    slots: [{ keeps: "h'", gradient: 'x_h' }],
  };
}

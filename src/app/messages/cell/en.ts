/** Words of the picture inside a cell and of its clock, in English; the other catalogues must have the same keys. */
export const en = {
  clock: 'Inside the cell',
  back: 'One operation back',
  forward: 'One operation forward',
  position: 'operation',
  of: (at: string, last: string) => `${at} of ${last}`,
  whole: 'whole cell',
  computes: (symbol: string) => `forward: ${symbol}`,
  arrives: 'the gradient arrives',
  returns: (symbol: string) => `back: ∂${symbol}`,
  diagram: 'Inside the cell',
  picture: (cell: string, place: string, moment: string) => `Diagram of the ${cell}, ${place}; ${moment}. The table below holds the same numbers.`,
  inputs: (count: string) => `x: ${count} numbers`,
  input: 'x',
  about: 'Step through it with the clock “inside the cell”: every operation forward, then every one back.',
  gradientNotation: '∂f stands for ∂L/∂f. A wire’s width is the size of what goes back on it, on the log10 scale from 10⁻⁸ to 100.',
  fromOutside: {
    hidden: 'from the loss, the layer above and the step after',
    cell: 'from the step after, along the cell state',
  },
  soFar: 'so far',
  allUnits: 'a sum over all units',
  unknown: 'Without the weights, which a snapshot of a large network leaves out, this is not known here.',
  /** What an edge of the unrolled network does. */
  edge: {
    recurrent: 'It brings every unit’s state of the step before to every gate of this one; the gradient returns on it.',
    road: 'It brings this unit’s cell state of the step before; the forget gate alone multiplies it, on the way forward and back.',
    input: 'It brings what this layer reads at this step to every gate.',
  },
  /** A selected number of the weights. */
  entry: {
    title: 'Selected weight',
    names: {
      value: 'value',
      gradient: 'gradient of this example',
      read: 'weighs at this step',
      term: 'its term in the sum',
      arriving: 'what arrives at the sum',
      share: 'what this step adds to its gradient',
    },
    notMeasured: 'Its gradient is measured while the instrument “Weights” is shown.',
    ofUpdate: (update: string) => `The gradient is of update ${update}.`,
    letGo: 'Let go',
  },
  table: 'Show as a table',
  columns: { symbol: 'symbol', rule: 'rule', value: 'value', gradient: '∂L/∂ symbol' },
};

export type CellMessages = typeof en;

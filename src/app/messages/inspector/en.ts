/** What the inspector says, in English. */

export const inspector = {
  label: 'Inspector',
  place: (scan: string, t: string, unit: string) => `${scan} · step ${t} · unit ${unit}`,
  forward: 'On the way forward',
  backward: 'On the way back',
  terms: (symbol: string) => `Largest terms of ${symbol}`,
  equations: 'Equations of this unit',
  example: 'This example',
  exampleNumber: 'Held-out example',
  loss: 'Loss of this example',
  fullValues: 'All digits',
  quantities: {
    input: 'input gate',
    forget: 'forget gate',
    candidate: 'candidate',
    output: 'output gate',
    reset: 'reset gate',
    update: 'update gate',
    hidden: 'hidden state',
    cell: 'cell state',
  } as Partial<Record<string, string>>,
  derivatives: { hidden: '∂L/∂h of this unit', cell: '∂L/∂c of this unit' },
  norms: { hidden: '‖∂L/∂h‖ over all units', cell: '‖∂L/∂c‖ over all units' },
  survives: (percent: string) => `The forget gate lets ${percent} of ∂L/∂c pass to the step before.`,
  none: 'Nothing is selected yet.',
};

export type InspectorWords = typeof inspector;

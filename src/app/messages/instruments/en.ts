/** The words of the instruments in English. */
import type { InstrumentLabels } from '../../../views/instruments/labels';

export const instruments: InstrumentLabels = {
  decimal: '.',
  title: 'Instruments',
  hint: 'Each is measured only while it is shown.',
  waiting: 'Not measured yet. A network that is too large for it, or whose numbers are not finite, stays without.',
  ofUpdate: (update) => `of update ${update}`,
  heldOut: (rows) => `${rows} held-out examples`,
  instruments: {
    itemised: {
      name: 'Itemised gradient',
      about: 'Row k is the loss at step k alone: how strongly it pulls at the state that the network had at step t.',
      unit: '‖∂L_k/∂h_t‖, log10',
    },
    jacobians: {
      name: 'Jacobian',
      about: 'The most and the least by which one step, and all steps from t to the end together, stretch a small change of the state.',
      unit: 'singular values, log10',
    },
    eigenvalues: {
      name: 'Eigenvalues of W_hh',
      about:
        'Each point is an eigenvalue of one block of W_hh: applied again and again, the block alone makes a part outside the circle grow, one inside fade.',
      unit: 'real × imaginary',
    },
    roads: {
      name: 'Two roads',
      about:
        'The gradient of the carried state by the way it came: on the additive road only the carrying gates multiply it, the rest came through gates and weights.',
      unit: 'share of the gradient',
    },
    saturation: {
      name: 'Gate saturation',
      about:
        'The share of units whose gate is nearly shut (below 0.1, from above) or nearly open (above 0.9, from below): there hardly any gradient reaches the gate.',
      unit: 'share of units',
    },
    histograms: {
      name: 'Histograms',
      about: 'How the weights of one tensor and the magnitudes of their gradients are spread.',
      unit: 'numbers in a bin',
    },
    truncation: {
      name: 'Truncated gradient',
      about: 'The cosine of the angle between the gradient that truncation leaves and the full one: 1 is the same direction, 0 tells nothing of it.',
      unit: 'cosine',
    },
    clipping: {
      name: 'Clipping',
      about: 'The gradient’s norm before and after clipping: of the last update, and of a held-out batch at the present weights.',
      unit: 'norm',
    },
    weights: {
      name: 'Weights',
      about:
        'Every gate’s rows of W_ih, W_hh and the biases: a row is a unit, a column what it reads. The lines mark the chosen unit’s row, and its column among the states that are read.',
      unit: 'weight, or ∂L/∂W of this example',
    },
  },
  showTable: 'Show as a table',
  tableOf: 'Values of',
  saveCsv: 'Save CSV',
  tableCut: (shown, all) => `The first ${String(shown)} of ${String(all)} rows; the CSV has all of them.`,
  relative: 'Relative scale',
  itemised: {
    relativeHides: 'Every row by its own largest norm: that hides how large each is.',
    lossStep: 'loss step k',
    some: (shown, all) => `${shown} of ${all} losses are shown.`,
    spread: 'Spread over all',
    window: 'One by one, from the cursor on',
    none: 'This example has no loss of its own.',
  },
  jacobians: { largest: 'one step, max', smallest: 'one step, min', productLargest: 'to the end, max', productSmallest: 'to the end, min' },
  eigenvalues: { circle: 'dashed: magnitude 1', radius: 'radius', recurrent: 'W_hh' },
  roads: {
    beyond: (steps) => `${steps} beyond`,
    additive: 'additive',
    gated: 'gated',
    none: 'A plain RNN has no additive road: all of its gradient goes through weights and nonlinearity.',
  },
  saturation: { shut: 'shut', open: 'open', none: 'A plain RNN has no gates.', units: 'Unit by unit, the share of all steps; the chosen one:' },
  histograms: {
    tensor: 'Tensor',
    weights: 'weights',
    gradients: '|gradient|, log10',
    most: (count) => `fullest bin ${count}`,
    zeros: (count) => `${count} exactly 0`,
    nonFinite: (count) => `${count} not finite`,
    below: (count) => `${count} below`,
    above: (count) => `${count} above`,
  },
  truncation: { every: 'cut every', parameter: 'tensor', all: 'all together', cosine: 'cosine', full: '‖full‖', truncated: '‖truncated‖' },
  clipping: {
    gradient: 'gradient of',
    last: 'the last update',
    measured: 'the weights now',
    before: 'before',
    after: 'after',
    factor: 'factor',
    share: 'numbers cut',
    off: 'clipping is off',
    byNorm: (norm) => `norm at most ${norm}`,
    byValue: (value) => `numbers at most ±${value}`,
  },
  weights: {
    all: 'new state',
    show: 'Numbers',
    weights: 'weights',
    gradient: 'gradient of this example',
    relativeHides: 'Colours by the largest number here: that hides how large the gradient is.',
    oneGate: 'One gate at a time has room',
    dense: 'Several numbers share a pixel: open it large, or use the arrow keys.',
    hint: 'Point at a number, or focus the weights and use the arrow keys.',
    keys: 'Arrow keys move from number to number and select it; Page Up and Page Down go to the next gate, Home and End to the ends of the row, Escape lets go.',
    spread: (gate) => `How the numbers of ${gate} are spread`,
    from: {
      input: (column) => `input ${column}`,
      recurrent: (column) => `h of unit ${column}`,
      inputBias: () => 'bias of the input',
      recurrentBias: () => 'bias of the states',
    },
    joins: (from, gate, unit) => `${from} → ${gate} of unit ${unit}`,
  },
};

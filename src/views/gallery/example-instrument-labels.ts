/** English words for the instruments in the gallery's examples and the views' tests; the page itself takes its words from its catalogue. */
import type { InstrumentName } from '../../model/instruments';
import type { InstrumentLabels, InstrumentWords } from '../instruments/labels';

const words = (name: string, unit: string, about: string): InstrumentWords => ({ name, unit, about });

const instruments: Readonly<Record<InstrumentName, InstrumentWords>> = {
  itemised: words(
    'Itemised gradient',
    'norm, log10',
    'Each row is the loss of one step alone, and how strongly it pulls at the state of every step.',
  ),
  jacobians: words('Jacobian', 'singular values, log10', 'The most and the least by which a step, and all steps to the end, stretch the state.'),
  roads: words('Two roads', 'share', 'What of the gradient came along the additive carry, and what through gates and weights.'),
  saturation: words('Gate saturation', 'share of units', 'Gates nearly shut, from above, and nearly open, from below.'),
  eigenvalues: words('Eigenvalues', 'real × imaginary', 'The eigenvalues of each block of W_hh against the unit circle.'),
  histograms: words('Histograms', 'numbers in a bin', 'How weights and the magnitudes of their gradients are spread.'),
  truncation: words('Truncated gradient', 'cosine', 'The angle between the gradient that truncation leaves and the full one.'),
  clipping: words('Clipping', 'norm', 'The norm of the gradient before and after clipping.'),
  weights: words('Weights', 'a block a gate', 'The matrices of the cell: a row a unit, a column what it reads.'),
};

export const exampleInstrumentLabels: InstrumentLabels = {
  decimal: '.',
  title: 'Instruments',
  hint: 'Choose what is shown.',
  waiting: 'Not measured yet.',
  ofUpdate: (update) => `of update ${update}`,
  heldOut: (rows) => `${rows} examples`,
  instruments,
  showTable: 'Show as a table',
  tableOf: 'Values of',
  saveCsv: 'Save CSV',
  tableCut: (shown, all) => `${String(shown)} of ${String(all)} rows`,
  itemised: {
    lossStep: 'loss step k',
    some: (shown, all) => `${shown} of ${all} losses`,
    spread: 'Spread over all',
    window: 'From the cursor on',
    none: 'No loss of its own.',
  },
  jacobians: { largest: 'step, max', smallest: 'step, min', productLargest: 'to the end, max', productSmallest: 'to the end, min' },
  eigenvalues: { circle: 'dashed: magnitude 1', radius: 'radius', recurrent: 'W_hh' },
  roads: { beyond: (steps) => `${steps} beyond`, additive: 'additive', gated: 'gated', none: 'No additive road.' },
  saturation: { shut: 'shut', open: 'open', none: 'No gates.', units: 'Unit by unit:' },
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
    all: 'Candidate',
    show: 'Numbers',
    weights: 'weights',
    gradient: 'gradient',
    relative: 'relative',
    relativeHides: 'hides how large the gradient is',
    oneGate: 'One gate',
    dense: 'Several numbers share a pixel.',
    hint: 'Point at a number.',
    keys: 'Arrow keys: row and column.',
    spread: (gate) => `Spread of ${gate}`,
    from: {
      input: (column) => `input ${column}`,
      recurrent: (column) => `h of unit ${column}`,
      inputBias: () => 'bias',
      recurrentBias: () => 'recurrent bias',
    },
    joins: (from, gate, unit) => `${from} to ${gate}, unit ${unit}`,
  },
};

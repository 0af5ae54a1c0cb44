/** The words of the race in English. */
import type { Verdict } from '../../../store/race-rows';
import type { LaneKind } from '../../../store/race-edit';
import type { WholeRaceName } from '../../../store/whole-races';
import type { RaceChartLabels, RaceMeasure, RaceStripsLabels } from '../../../views/race/labels';

const kinds: Record<LaneKind, string> = { rnn: 'RNN', lstm: 'LSTM', gru: 'GRU', gruBefore: 'Textbook GRU' };

const races: Record<WholeRaceName, { readonly name: string; readonly about: string }> = {
  recallCells: {
    name: 'RNN, LSTM and GRU on recall of 40 steps',
    about: 'Three cells of the same width must keep one symbol for forty steps; the gates of two are drawn for that lag (chrono).',
  },
  forgetBias: {
    name: 'Forget bias 1 against 0',
    about: 'The same LSTM twice: forget gates that begin open beside forget gates that begin half closed.',
  },
  resetGates: {
    name: 'GRU and the textbook’s GRU',
    about: 'The reset gate after the product, as PyTorch and cuDNN have it, and before it, as in the textbook.',
  },
};

const strips: RaceStripsLabels = {
  strips: 'The lanes on one axis of time',
  keys: 'Arrow keys left and right move through time in all lanes, with Shift by ten; up and down choose the unit; Home and End the ends.',
  window: 'Steps',
  layer: (layer) => `layer ${String(layer)}, the last`,
  pictureOf: (update) => `picture of update ${update}`,
  waiting: 'No picture yet.',
};

const chart: RaceChartLabels = {
  chart: 'Curves of all lanes',
  update: 'update',
  baseline: 'guessing',
  solved: 'solved',
  empty: 'Nothing measured yet.',
};

const measures: Record<RaceMeasure, string> = { heldOut: 'Held-out loss', training: 'Training loss', metric: 'Held-out metric' };

export interface VerdictWords {
  readonly failed: (update: string, seed: string) => string;
  readonly fastest: (times: string) => string;
  readonly reaches: (steps: string) => string;
  readonly solvedFirst: (update: string) => string;
  readonly beaten: (lane: string) => string;
  readonly plain: Readonly<Record<Extract<Verdict['kind'], 'none' | 'best' | 'smallest' | 'between'>, string>>;
}

const verdicts: VerdictWords = {
  failed: (update, seed) => `Not with this training: its numbers stopped being finite at update ${update} (seed ${seed}).`,
  fastest: (times) => `When updates must be quick: ${times} times as fast as the slowest here.`,
  reaches: (steps) => `When much lies far back: its gradient reaches ${steps} steps, the furthest here.`,
  solvedFirst: (update) => `When updates are few: it solved this task first, at update ${update}.`,
  beaten: (lane) => `Not on this task so far: lane ${lane} is at least as quick, reaches as far and has as low a held-out loss.`,
  plain: {
    none: 'Not measured yet: run the race.',
    best: 'When the answer counts: the lowest held-out loss here.',
    smallest: 'When memory is short: the fewest parameters here.',
    between: 'Between the others in every row so far.',
  },
};

export const en = {
  title: 'Race',
  about:
    'Up to four networks on the same batches, with the same seeds, in lock step: at every moment each has done exactly as many updates as the others.',
  setup: 'Setup',
  task: 'Task',
  lanes: 'Lanes',
  lane: (number: string) => `Lane ${number}`,
  kinds,
  kind: 'Cell',
  units: 'Hidden units',
  layers: 'Layers',
  forgetBias: 'Forget bias',
  forgetBiasEmpty: 'as drawn',
  forgetBiasRule: (min: string, max: string) => `Enter a number from ${min} to ${max}, or nothing.`,
  widths: (widths: string) => (widths === '1' ? '1 unit' : `${widths} units`),
  laneParameters: 'parameters',
  add: 'Add a lane',
  full: 'A race has four lanes at the most.',
  remove: (number: string) => `Remove lane ${number}`,
  match: 'Compare at',
  matches: { own: 'own widths', width: 'equal width', parameters: 'equal parameters' },
  width: 'Width of every layer',
  count: 'Parameters to come near',
  countAbout: 'Each lane gets the whole width whose parameters come nearest.',
  seeds: 'Seeds',
  seedsAbout: 'Each lane runs once a seed; curves show the median and the band between the seeds.',
  seed: 'First seed',
  learningRate: 'Learning rate',
  batchSize: 'Batch size',
  presets: 'Races by name',
  races,
  transport: 'The race',
  run: 'Run the race',
  pause: 'Pause the race',
  step: 'One update of every lane',
  reset: 'Back to the initial weights',
  updates: 'update of every lane',
  rate: (rate: string) => `${rate} updates/s a lane`,
  standing: 'paused',
  opening: 'Opening the race …',
  example: 'Held-out example',
  showGates: 'Gates',
  share: 'Copy link',
  shared: 'The link to this race is on the clipboard.',
  notShared: 'The browser did not let the link be copied; it stands in the address bar.',
  curvesCsv: 'Curves as CSV',
  tableCsv: 'Table as CSV',
  stripsCsv: 'Gradients as CSV',
  stopped: (update: string, seed: string, where: string) => `stopped: not finite at update ${update}, seed ${seed}, ${where}`,
  linkRefused: (detail: string) => `This link cannot be raced, so another race is shown. The rule: ${detail}.`,
  refused: (detail: string) => `This cannot be. The rule: ${detail}.`,
  engineLost: (engine: string, detail: string) => `The device of ${engine} was lost (${detail}), and the race with it.`,
  reopen: 'Begin the race anew',
  failed: (detail: string) => `The race cannot go on: ${detail}.`,
  curves: 'Curves',
  measure: 'Curve',
  measures,
  scale: 'Scale',
  scales: { linear: 'linear', log: 'log' },
  band: 'Line: the median over the seeds; band: from the lowest to the highest.',
  strips,
  chart,
  table: 'Comparison',
  tableAbout: (mark: string) =>
    `Time: the median over the latest turns on this machine. Held-out numbers: 256 examples a seed, the median over the seeds. Memory horizon: the most steps k back from the last loss at which the median of ‖∂L/∂s(T−k)‖ / ‖∂L/∂s(T)‖ over 32 held-out examples a seed is above 10⁻³, s being h, of an LSTM h and c together, in the last layer; ≥ where that is the whole sequence. Solved: the held-out loss at a tenth of guessing, ${mark}, looked at every 25 updates.`,
  rows: {
    cell: 'Cell',
    gates: 'Gates',
    states: 'States',
    widths: 'Widths',
    parameters: 'Parameters',
    time: 'Time an update',
    horizon: 'Memory horizon',
    loss: 'Held-out loss',
    solved: 'Updates to solve',
    use: 'When to use it',
  },
  cells: {
    rnn: 'h alone, through tanh',
    rnnRelu: 'h alone, through ReLU',
    lstm: 'h and a cell state beside it',
    gru: 'h, reset after the product',
    gruBefore: 'h, reset before the product',
  },
  milliseconds: (value: string) => `${value} ms`,
  noHorizon: 'no gradient',
  notYet: 'not yet',
  notMeasured: '–',
  spread: (median: string, low: string, high: string) => `${median} (${low} to ${high})`,
  bidirectional: 'both directions',
  withForgetBias: (bias: string) => `forget bias ${bias}`,
  relu: 'ReLU RNN',
  chrono: (lag: string) => `chrono ${lag}`,
  drawn: { glorotOrthogonal: 'Glorot, orthogonal', identity: 'identity' },
  measured: 'How this is measured',
  inSteps: 'steps back',
  verdicts,
};

export type RaceWords = typeof en;

/** Every visible sentence of the page in English; the other catalogues must have the same keys. */
import { enRuns } from './runs/en';
import type { Decimal } from '../../views/format';
import type { EngineName } from '../../model/executor';
import type { EngineReason } from '../../worker/protocol';
import { architecture } from './architecture/en';
import { autopsy } from './autopsy/en';
import type { Direction, StageLabels } from '../../views/labels';
import { passage } from './passage/en';
import { training } from './training/en';

const engineNames: Record<EngineName, string> = { reference: 'Reference', wasm: 'WASM', webgpu: 'WebGPU' };

const reasons: Record<EngineReason, string> = {
  chosen: 'This engine was chosen by you.',
  linked: 'The run of this link was computed on this engine, so it is computed on it again.',
  measuring: 'This engine draws the first picture; before training starts, the engines are timed on this model.',
  measured: 'The engines were timed on this model for a moment, and this one was the faster.',
  hardware: 'This browser offers a real graphics processor through WebGPU, so training runs on it.',
  software:
    'The only WebGPU adapter here is a program that imitates a graphics processor, which is slower than computing directly. You can still choose it below.',
  noAdapter: 'This browser has WebGPU but no adapter for it, so training runs on the processor.',
  noWebGpu: 'This browser has no WebGPU, so training runs on the processor.',
  unable: 'The graphics processor could not run this model, so training runs on the processor.',
  lost: 'The graphics device was lost, so training went on here.',
};

interface TaskWords {
  readonly name: string;
  /** One paragraph: what is shown, what is asked, what must be remembered. */
  readonly about: string;
}

export const en = {
  name: 'Through Time',
  skipToStage: 'Skip to the network',
  header: {
    navigation: 'Pages',
    lab: 'Lab',
    gallery: 'Gallery',
    share: 'Share',
    shareHint: 'Copy a link to this run and view',
    export: 'Export',
    exportHint: 'Download the weights as a safetensors file',
    theme: 'Theme',
    themes: { system: 'System', light: 'Light', dark: 'Dark' },
    language: 'Language',
    shortcuts: 'Keyboard shortcuts',
  },
  engine: {
    label: 'Engine',
    starting: 'Starting …',
    names: engineNames,
    reasons,
    rate: (rate: string) => `${rate} updates/s`,
    measured: (webgpu: string, wasm: string) => `WebGPU ${webgpu} updates/s, WASM ${wasm} updates/s`,
    paused: 'paused',
    choose: 'Engine to train on',
    auto: 'Automatic',
    software: 'software',
    difference: 'Engines round differently: after some tens of updates the same run gives different digits on another engine.',
  },
  experiment: {
    label: 'Experiment',
    task: 'Task',
    model: 'Model',
    training: 'Training',
    cell: 'Cell',
    cells: { rnn: 'RNN', lstm: 'LSTM', gru: 'GRU' },
    moreModel: 'Cell variants',
    resetAfter: 'Reset gate of the GRU',
    resetAfterOptions: { after: 'after the product (PyTorch, cuDNN)', before: 'before the product (textbook)' },
    nonlinearity: 'Nonlinearity of the RNN',
    nonlinearities: { tanh: 'tanh', relu: 'ReLU' },
    hiddenSize: 'Hidden units',
    moreLayers: 'Layers, directions',
    layers: 'Layers',
    layersAbout: 'Every layer reads the states of the one below it.',
    widths: (widths: string) => `Their units differ: ${widths}. A number of hidden units above holds for all.`,
    bidirectional: 'Both directions',
    bidirectionalAbout: 'In each layer a second scan reads from the end, and the two states are joined.',
    residual: 'Residual',
    residualAbout: 'What a layer above the first reads is added to what it passes on, where the widths agree.',
    dropout: 'Dropout between layers',
    dropoutAbout: 'While training, every number that passes between two layers is set to 0 with this probability.',
    parameters: 'Parameters',
    taskGroups: { memory: 'Memory', grammar: 'Grammar and counting', rewriting: 'Rewriting', reading: 'Reading', forecasting: 'Forecasting' },
    guessing: (value: string) => `Guessing: loss ${value}.`,
    rival: (name: string, metric: string, value: string) => `Without a network: ${name}, ${metric} ${value}.`,
    rivals: {
      'bag of words': 'a bag of words',
      'the last value': 'the last value again',
      'one season before': 'the value one season before',
    } as Partial<Record<string, string>>,
    moreTask: 'More of the task',
    notANumber: (min: string, max: string) => `Enter a number from ${min} to ${max}.`,
    notAnInteger: (min: string, max: string) => `Enter a whole number from ${min} to ${max}.`,
    notAbove: (min: string, max: string) => `Enter a number above ${min} and at most ${max}.`,
    notBelow: (min: string, max: string) => `Enter a number from ${min} to just below ${max}.`,
    againstRule: (label: string, rule: string) => `“${label}” cannot be this. The rule: ${rule}.`,
    resets: 'A change opens a new run.',
  },
  architecture,
  autopsy,
  training,
  tasks: {
    digitRows: {
      name: 'Digits, row by row',
      about: 'A handwritten digit of 8 × 8 pixels is read row by row and named at the end. 1,797 pictures; a sixth is held out.',
    },
    digitPixels: {
      name: 'Digits, pixel by pixel',
      about: 'The same digits read one pixel a step: 64 steps, and what came first must be kept to the end.',
    },
    splice: {
      name: 'Splice sites in DNA',
      about:
        '60 bases of DNA are read. The answer: does an exon end in their middle, an intron, or neither? Both sides count, so reading both ways helps.',
    },
    weather: {
      name: 'Forecast: temperature',
      about:
        'Each day’s highest temperature in Seattle from 2012 to 2015, and at every step the one to come. Hard to beat: tomorrow will be like today.',
    },
    births: {
      name: 'Forecast: births',
      about:
        'Births a day in the United States from 1994 to 2003, and at every step the number to come. Fewer are born at weekends, so a week must be counted.',
    },
    load: {
      name: 'Forecast: electricity',
      about:
        'Half-hourly demand for electricity in England and Wales in the summer of 2000, and at every step the value to come. Days and weeks repeat.',
    },
    sunspots: {
      name: 'Forecast: sunspots',
      about: 'Monthly sunspot numbers since 1749, and at every step the one to come. They swell and fade in about eleven years.',
    },
    stock: {
      name: 'Forecast: share index',
      about:
        'Daily closing values of the DAX from 1991 to 1998, and at every step the one to come. The last value is the forecast to beat; nothing here is a way to get rich.',
    },
    numbers: {
      name: 'English → German numbers',
      about:
        'An encoder reads a number in English words, and a decoder writes it in German, where the unit comes before the ten. Every tenth number is held out.',
    },
    sentiment: {
      name: 'Sentiment',
      about:
        'A sentence of a review is read word by word. The answer is whether it praises. 2,979 sentences about films, goods and restaurants; a fifth is held out.',
    },
    markedRecall: {
      name: 'Marked recall',
      about: 'Letters come one after another, one of them in capitals. At the end it is asked for; all others must be forgotten.',
    },
    temporalOrder: {
      name: 'Temporal order',
      about: 'Among letters that mean nothing, X or Y comes at two or three places far apart. The answer is which came, in their order.',
    },
    parity: {
      name: 'Parity',
      about: 'Bits are read, and after each the answer is whether the ones so far are odd in number. Every one that is read must change the state.',
    },
    dyck1: {
      name: 'Brackets, one kind',
      about: 'Brackets open and close. After each the network says which may come next: it must count how many are open.',
    },
    dyck2: {
      name: 'Brackets, two kinds',
      about:
        'Brackets of two kinds open and close. After each the network says which may come next: it must keep every open one in its order, as a stack does.',
    },
    anbn: {
      name: 'Counting: aⁿbⁿ',
      about: 'Some letters a, then as many letters b, again and again. After each the network says what may come next: it must count.',
    },
    reber: {
      name: 'Embedded Reber grammar',
      about:
        'Strings of a small grammar, each wrapped in a letter that comes again after it. The network says after each letter which may come next.',
    },
    recall: {
      name: 'Delayed recall',
      about: 'One symbol is shown at the first step and asked for at the last. Only blanks come between, so the state must keep it.',
    },
    adding: {
      name: 'Adding',
      about: 'Every step brings a number from 0 to 1; two of them are marked. The answer at the end is the sum of these two.',
    },
    copy: {
      name: 'Copy memory',
      about: 'Ten symbols are shown, then blanks, then a sign; after it the ten must be given back in their order. The state must keep them all.',
    },
    text: { name: 'Next character', about: 'The network reads English prose and says at every step which character comes next.' },
    reverse: {
      name: 'Reverse',
      about: 'An encoder reads letters, and a decoder writes them from the last to the first. Attention lets it look back at every letter read.',
    },
    sort: { name: 'Sort', about: 'An encoder reads letters, and a decoder writes the same ones in the order of the alphabet.' },
    dates: {
      name: 'Dates',
      about: 'An encoder reads a date in one of many written forms, and a decoder writes it as year-month-day, looking back at what was read.',
    },
  } as Partial<Record<string, TaskWords>>,
  options: {
    horizon: 'Steps ahead',
    length: 'Length',
    lag: 'Lag',
    symbols: 'Symbols',
    marks: 'Marks',
    vocabulary: 'Vocabulary',
    forms: 'Written forms',
    depth: 'Deepest nesting',
    largest: 'Largest number',
  } as Partial<Record<string, string>>,
  steps: (count: string) => `${count} steps`,
  loss: {
    label: 'Loss',
    best: (update: string, metric: string) => `best: update ${update} (${metric})`,
    restoreBest: 'Restore',
    restoreBestHint: (update: string) => `Go back to the weights and the optimizer’s state of update ${update}`,
  },
  stageLabels: {
    decimal: '.' as Decimal,
    stage: 'The network unrolled in time',
    keys: 'Arrow keys left and right move through time, with Shift by ten; up and down choose the unit; Page Up and Page Down the panel, with Shift the layer; Home and End the ends.',
    step: 'step',
    unit: 'unit',
    scanMenu: 'Layer',
    scan: (layer: number, direction: Direction) =>
      `layer ${String(layer)}${direction === null ? '' : direction === 'reverse' ? ', backwards' : ', forwards'}`,
    input: 'Input',
    target: 'Target',
    prediction: 'Answer',
    asked: 'asked',
    hint: 'Point at a step, or focus the network and use the arrow keys.',
    probability: 'p =',
    unrolled: 'Unrolled',
    edges: 'edges',
    loss: 'loss',
    quantities: {
      forget: 'Forget',
      input: 'Input gate',
      candidate: 'Candidate',
      output: 'Output gate',
      reset: 'Reset',
      update: 'Update',
      cell: 'Cell state',
      hidden: 'Hidden state',
    },
    hiddenNorm: '‖h‖',
    ...passage,
    gradient: 'Gradient',
    gradientUnit: 'norm, log10',
    hiddenGradient: '‖∂L/∂h‖',
    cellGradient: '‖∂L/∂c‖',
    compared: (update: number) => `before, update ${String(update)}`,
    below: (steps: number) => `${String(steps)} below`,
    above: (steps: number) => `${String(steps)} above`,
    zero: (steps: number) => `${String(steps)} exactly 0`,
    beyond: (values: number) => `${String(values)} beyond`,
    decoder: 'Decoder',
    decoderScan: 'decoder',
    decoderReads: 'It reads',
    readsTargets: 'the targets',
    readsOwn: 'its own answers',
    ofOwnAnswers: 'reading its own answers',
    statesOfTargets:
      'The answers and the attention above are of the decoder that reads its own answers. Its states, gates and gradients below are of the pass that reads the targets, as in training.',
    attention: 'Attention',
    targetStep: 'target step',
    sourceStep: 'source step',
    attentionKeys: 'Alt with the arrow keys up and down moves the step on the other axis: of what is read, or of what is written.',
    scanShort: (layer: number, direction: Direction) =>
      `${String(layer)}${direction === null ? '' : direction === 'reverse' ? ', backwards' : ', forwards'}`,
    rootScale: 'square root',
    overview: 'Overview of all steps; choose the window',
    pinned: 'pinned',
    showTable: 'Show as a table',
    tableOf: 'Values of',
    saveCsv: 'Save CSV',
    tableCut: (shown: number, all: number) => `The first ${String(shown)} of ${String(all)} rows; the CSV has all of them.`,
  } satisfies StageLabels,
  lossChart: {
    decimal: '.' as Decimal,
    chart: 'Loss over updates',
    update: 'update',
    training: 'training',
    heldOut: 'held-out',
    baseline: 'guessing',
    linear: 'linear',
    logarithmic: 'log10',
    scale: 'Scale of the loss',
    empty: 'No updates yet: press run to train.',
    showTable: 'Show as a table',
    metrics: { mse: 'held-out error', accuracy: 'held-out accuracy', bitsPerCharacter: 'bits per character', exact: 'held-out, all right' },
  },
  stage: {
    label: 'The network in time',
    opening: 'Opening the run …',
    comparison: (network: string) => `${network} before training`,
    ownComparison: 'Before training',
    instruments: 'Instruments',
  },
  inspector: {
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
  },
  /** Names of intermediate results in the cells' equations. */
  symbols: {} as Partial<Record<string, string>>,
  transport: {
    label: 'Clocks',
    training: 'Training',
    run: 'Run training',
    pause: 'Pause training',
    step: 'One update',
    reset: 'Back to the initial weights',
    update: 'update',
    sequence: 'Sequence',
    first: 'First step',
    back: 'One step back',
    play: 'Play the sequence',
    stop: 'Stop playing',
    forward: 'One step forward',
    position: 'sequence step',
    of: (t: string, last: string) => `t = ${t} of ${last}`,
    direction: 'direction',
    directions: { forward: 'forward', loss: 'the loss', backward: 'backward' },
    turn: 'Turn the direction of reading',
    pace: 'Steps a second while playing',
    perSecond: (count: string) => `${count}/s`,
  },
  shortcuts: {
    title: 'Keyboard shortcuts',
    close: 'Close',
    enable: 'Use single-key shortcuts',
    keys: {
      run: 'run or pause training',
      step: 'one update',
      reset: 'back to the initial weights',
      forward: 'one sequence step forward',
      back: 'one sequence step back',
      play: 'play the sequence or stop',
      turn: 'turn the direction',
      operate: 'one operation forward inside the cell',
      unoperate: 'one operation back inside the cell',
      unroll: 'fold or unroll the network',
      help: 'this list',
    },
    stage:
      'With the network in focus, the arrow keys move through time (left, right) and units (up, down); Shift with Page Up and Page Down, or [ and ], choose the layer; Home and End go to the first and last step. With a decoder, Alt with up and down moves the step on the other axis.',
    space: 'Space',
  },
  notices: {
    dismiss: 'Dismiss',
    linkRefused: (detail: string) => `The link could not be used, so the lab opened its default run. The reason: ${detail}.`,
    checkpointMissing: (detail: string) =>
      `The trained weights that come with the page could not be loaded (${detail}). You see the initial weights; press run to train.`,
    refused: (detail: string) => `That could not be done, and nothing was changed: ${detail}.`,
    restore: (update: string) => `Restore the last good weights (update ${update})`,
    restored: (update: string) => `Update ${update} is back: its weights and the optimizer’s state.`,
    engineChanged: (engine: string, update: string) => `The graphics device was lost. Training goes on with ${engine} from update ${update}.`,
    failed: (detail: string) => `The lab's worker cannot go on: ${detail}. Reload the page; the address keeps this run.`,
    reload: 'Reload',
    linkCopied: 'The link to this run is on the clipboard.',
    linkNotCopied: 'The browser did not allow copying. The address of this page is the link; copy it from there.',
  },
  runs: enRuns,
  fault: {
    page: 'The page met a fault and cannot draw this. Your run is in the address: reload to open it again.',
    view: (view: string) => `“${view}” met a fault and cannot be drawn. The rest of the lab goes on.`,
    retry: 'Try again',
  },
  gallery: { title: 'Gallery', about: 'Every view of the lab, drawn from fixed numbers. These are the pictures that the tests check.' },
};

export type Messages = typeof en;

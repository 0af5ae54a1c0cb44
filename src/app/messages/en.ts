/** Every visible sentence of the page in English; the other catalogues must have the same keys. */
import { enRuns } from './runs/en';
import type { Decimal } from '../../views/format';
import type { EngineName } from '../../model/executor';
import type { EngineReason } from '../../worker/protocol';
import { architecture } from './architecture/en';
import { autopsy } from './autopsy/en';
import { experiment } from './experiment/en';
import { stageLabels } from './stage/en';
import { inspector } from './inspector/en';
import { transport } from './transport/en';
import { shortcuts } from './shortcuts/en';
import { training } from './training/en';
import { tasks } from './tasks/en';

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

export const en = {
  name: 'Through Time',
  skipToStage: 'Skip to the network',
  header: {
    navigation: 'Pages',
    lab: 'Lab',
    tasks: 'Tasks',
    gallery: 'Gallery',
    race: 'Race',
    raceThis: 'Race this network',
    share: 'Share',
    shareHint: 'Copy a link to this run and view',
    export: 'Export',
    exportHint: 'Download the weights as a safetensors file',
    theme: 'Theme',
    projector: 'Big type',
    projectorHint: 'Larger letters, for a projector',
    themes: { system: 'System', light: 'Light', dark: 'Dark' },
    language: 'Language',
    more: 'More',
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
  experiment,
  architecture,
  autopsy,
  training,
  tasks,
  options: {
    digit: 'Keyword',
    digits: 'Digits',
    noise: 'Noise',
    horizon: 'Steps ahead',
    length: 'Length',
    lag: 'Lag',
    symbols: 'Symbols',
    marks: 'Marks',
    vocabulary: 'Vocabulary',
    forms: 'Written forms',
    depth: 'Deepest nesting',
    ambiguous: 'Ambiguous names',
    largest: 'Largest number',
  } as Partial<Record<string, string>>,
  steps: (count: string) => `${count} steps`,
  loss: {
    label: 'Loss',
    best: (update: string, metric: string) => `best: update ${update} (${metric})`,
    restoreBest: 'Restore',
    restoreBestHint: (update: string) => `Go back to the weights and the optimizer’s state of update ${update}`,
  },
  stageLabels,
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
    metrics: {
      mse: 'held-out error',
      accuracy: 'held-out accuracy',
      bitsPerCharacter: 'bits per character',
      exact: 'held-out, all right',
      f1: 'held-out F1',
    },
  },
  stage: {
    label: 'The network in time',
    opening: 'Opening the run …',
    comparison: (network: string) => `${network} before training`,
    ownComparison: 'Before training',
    instruments: 'Instruments',
  },
  inspector,
  /** Names of intermediate results in the cells' equations. */
  symbols: {} as Partial<Record<string, string>>,
  transport,
  shortcuts,
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
    linkCopied:
      'The link is on the clipboard. It brings the settings, the step and the unit; weights that were trained further go into a file: Runs, Save to a file.',
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

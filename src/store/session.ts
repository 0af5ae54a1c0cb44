/** Joins the lab's worker to the stores: commands go out through here, and every event changes exactly one place of the state. */
import { InputError } from '../core/errors';
import { directionSuffix } from '../model/parameters';
import type { EngineName } from '../model/executor';
import type { InstrumentRequest } from '../model/instruments';
import type { Run } from '../model/run';
import type { Snapshot } from '../model/snapshot';
import type { Checkpoint, Command, Event } from '../worker/protocol';
import { equationsOf } from '../model/equations/cells';
import { operationsOf } from '../model/equations/walk';
import { type CursorStore, clampCursor, createCursor, type CursorBounds } from './cursor';
import { keepMeasured } from './keep-measured';
import { createSettings, type EngineChoice, type Field, type Refusal, type SettingsStore } from './settings';
import { createStatus, type Notice, type StatusStore } from './status';
import { createStreams, type Streams } from './streams';

/** The worker as the session sees it. */
export interface Lab {
  send(command: Command): void;
  subscribe(listener: (event: Event) => void): () => void;
}

/** Trained weights, and the losses of the updates that led to them, oldest first. */
export interface Shipped {
  readonly checkpoint: Checkpoint;
  readonly losses: readonly number[];
}

/** What to open; what is left out stays as it is. */
export interface Opening {
  readonly run: Run;
  readonly engine?: EngineChoice;
  /** The engine that computed a link's run. */
  readonly replay?: EngineName | null;
  readonly example?: number;
  readonly shipped?: Shipped | null;
  /** What to say with it. */
  readonly notice?: Notice | null;
}

export interface Session {
  readonly settings: SettingsStore;
  readonly status: StatusStore;
  readonly cursor: CursorStore;
  readonly streams: Streams;
  readonly open: (opening: Opening) => void;
  /** Opens the run that `edit` makes of the present one, or says at the field why it cannot be. */
  readonly change: (field: Field, edit: (run: Run) => Run) => void;
  /** Says at a field why what was entered cannot be. */
  readonly refuse: (field: Field, sentence: string) => void;
  /** What a field holds is as it was; nothing is refused there any more. */
  readonly accept: (field: Field) => void;
  readonly chooseEngine: (engine: EngineChoice) => void;
  readonly watch: (example: number) => void;
  /** From now on the network answers to this source of token ids too, until the next run is opened; null: no longer. */
  readonly tryOut: (source: readonly number[] | null) => void;
  /** From now on snapshots bear these instruments and no others. */
  readonly show: (request: InstrumentRequest) => void;
  readonly toggleRunning: () => void;
  readonly step: () => void;
  readonly reset: () => void;
  readonly restore: () => void;
  readonly restoreBest: () => void;
  /** Resolves with the file of the run as it is. @throws SaveError with the worker's sentence where there can be none. */
  readonly save: () => Promise<SavedFile>;
  /** Opens a saved run, or weights for the open run's network; resolves with whether that was done, else a notice says why not. */
  readonly openFile: (file: Uint8Array) => Promise<boolean>;
  /** Resolves with the safetensors file. */
  readonly exportWeights: () => Promise<{ readonly update: number; readonly file: Uint8Array }>;
  readonly notify: (notice: Notice | null) => void;
  readonly dispose: () => void;
}

/** A run as a file, and what it is of. */
export interface SavedFile {
  readonly run: Run;
  readonly update: number;
  readonly file: Uint8Array;
}

/** The worker could not make a file of the run. */
export class SaveError extends Error {
  override readonly name = 'SaveError';
}

interface SaveRequest {
  readonly resolve: (saved: SavedFile) => void;
  readonly reject: (error: SaveError) => void;
}

/** A file that was given to the worker, and who waits for its answer. */
interface FileRequest {
  readonly file: Uint8Array;
  readonly resolve: (opened: boolean) => void;
}

type Weights = { readonly update: number; readonly file: Uint8Array };

/** A session on a lab; `fallback` is opened where the very first run is refused. */
export function createSession(lab: Lab, fallback: Run, requestFrame: (callback: () => void) => unknown): Session {
  const settings = createSettings(fallback);
  const status = createStatus();
  const cursor = createCursor();
  const streams = createStreams(requestFrame);
  const waitingForWeights: ((weights: Weights) => void)[] = [];
  const waitingForSaves: SaveRequest[] = [];
  const waitingForFiles: FileRequest[] = [];
  let opened: Run | null = null;
  /** Of the open run. */
  let watchedThere = 0;
  let start: Shipped | null = null;
  /** The file that the open run came from. */
  let startFile: Uint8Array | null = null;

  const notify = (notice: Notice | null): void => {
    status.setState({ notice });
  };

  const open = ({ run, engine, replay = null, example, shipped = null, notice = null }: Opening): void => {
    if (status.getState().phase === 'failed') return;
    const before = settings.getState();
    const asked = engine ?? before.engine;
    const watched = example ?? before.example;
    start = shipped;
    settings.setState({ run, engine: asked, weights: shipped === null ? 'initial' : 'shipped', example: watched, refused: {} });
    status.setState({ notice });
    lab.send({ type: 'open', run, engine: asked, replay, checkpoint: shipped?.checkpoint ?? null, example: watched });
  };

  const handleRefusal = (message: string): void => {
    if (opened === null) {
      if (settings.getState().run !== fallback) open({ run: fallback, engine: 'auto', example: 0, notice: { kind: 'linkRefused', detail: message } });
      else status.setState({ phase: 'failed', notice: { kind: 'failed', detail: message } });
      return;
    }
    settings.setState({ run: opened, example: watchedThere });
    // The way back from numbers that are not finite stays in sight.
    if (status.getState().notice?.kind !== 'nonFinite') notify({ kind: 'refused', detail: message });
  };

  const begin = (event: Extract<Event, { type: 'opened' }>): void => {
    const { run, engine, parameterCount, baseline, rival, symbols, example, restored } = event;
    streams.begin(isComparable(opened, run));
    opened = run;
    watchedThere = example;
    if (restored !== null) start = null;
    const update = restored?.update ?? start?.checkpoint.update ?? 0;
    status.setState(({ beginnings }) => ({
      ...{ phase: 'open', engine, parameterCount, baseline, rival, symbols, running: false, update, updatesPerSecond: 0, best: null },
      beginnings: beginnings + 1,
      beganAt: restored === null ? update : null,
    }));
    if (start !== null) streams.addLosses(start.checkpoint.update, start.losses);
    startFile = null;
    if (restored === null) return;
    streams.restore(restored.history);
    settings.setState({ run, weights: 'initial', example, refused: {} });
    notify({ kind: 'resumed', restored: restored.kind, update });
    const request = waitingForFiles.shift();
    if (request === undefined) return;
    startFile = request.file;
    request.resolve(true);
  };

  const openFile = (file: Uint8Array, engine: EngineChoice): Promise<boolean> => {
    if (status.getState().phase === 'failed') return Promise.resolve(false);
    return new Promise((resolve) => {
      waitingForFiles.push({ file, resolve });
      lab.send({ type: 'openFile', file, engine, example: settings.getState().example });
    });
  };

  const handle = (event: Event): void => {
    switch (event.type) {
      case 'opened':
        begin(event);
        return;
      case 'progress':
        if (event.update < status.getState().update) streams.goBack(event.update);
        streams.addLosses(event.update, event.losses);
        if (event.gradNorms.length > 0) streams.addGradNorms(event.gradNorms);
        status.setState({ update: event.update, updatesPerSecond: event.updatesPerSecond });
        return;
      case 'evaluated':
        streams.addHeldOut({ update: event.update, loss: event.loss, metric: event.metric });
        if (event.best) status.setState({ best: { update: event.update, metric: event.metric } });
        return;
      case 'snapshot':
        streams.setSnapshot(keepMeasured(streams.snapshot(), event.snapshot));
        cursor.setState(clampCursor(cursor.getState(), boundsOf(event.snapshot), operationsOf(equationsOf(event.snapshot.model.encoder)).length));
        return;
      case 'tried':
        streams.setTried(event.answered);
        return;
      case 'initial':
        streams.setInitial(event.snapshot);
        return;
      case 'running':
        status.setState({ running: event.running });
        return;
      case 'nonFinite': {
        const { update, pass, step, lastGood } = event;
        status.setState({ running: false, notice: { kind: 'nonFinite', update, pass, step, lastGood } });
        return;
      }
      case 'engineChanged': {
        const { engine, update, detail } = event;
        status.setState({ engine, update, notice: { kind: 'engineChanged', engine, update, detail } });
        return;
      }
      case 'engineDecided':
        status.setState({ engine: event.engine });
        return;
      case 'weights':
        waitingForWeights.shift()?.({ update: event.update, file: event.file });
        return;
      case 'saved':
        waitingForSaves.shift()?.resolve({ run: event.run, update: event.update, file: event.file });
        return;
      case 'notSaved':
        waitingForSaves.shift()?.reject(new SaveError(event.message));
        return;
      case 'fileRefused':
        waitingForFiles.shift()?.resolve(false);
        if (opened !== null) settings.setState({ run: opened, example: watchedThere });
        notify({ kind: 'fileRefused', detail: event.message });
        return;
      case 'refused':
        handleRefusal(event.message);
        return;
      case 'failed':
        for (const { reject } of waitingForSaves.splice(0)) reject(new SaveError(event.message));
        for (const { resolve } of waitingForFiles.splice(0)) resolve(false);
        status.setState({ phase: 'failed', running: false, notice: { kind: 'failed', detail: event.message } });
        return;
      default:
        event satisfies never;
    }
  };

  const unsubscribe = lab.subscribe(handle);

  return {
    settings,
    status,
    cursor,
    streams,
    open,
    change: (field, edit) => {
      try {
        open({ run: edit(settings.getState().run) });
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        refuse(settings, field, { kind: 'rule', rule: error.message });
      }
    },
    refuse: (field, sentence) => {
      refuse(settings, field, { kind: 'entry', sentence });
    },
    accept: (field) => {
      settings.setState(({ refused }) => ({ refused: { ...refused, [field]: undefined } }));
    },
    chooseEngine: (engine) => {
      if (startFile === null) {
        open({ run: settings.getState().run, engine, shipped: start });
        return;
      }
      settings.setState({ engine });
      void openFile(startFile, engine);
    },
    openFile: (file) => openFile(file, settings.getState().engine),
    save: () =>
      new Promise((resolve, reject) => {
        waitingForSaves.push({ resolve, reject });
        lab.send({ type: 'save', history: { ...streams.curve(), heldOut: streams.heldOut() } });
      }),
    watch: (example) => {
      settings.setState({ example });
      watchedThere = example;
      lab.send({ type: 'watch', example });
    },
    tryOut: (source) => {
      if (source === null) streams.setTried(null);
      lab.send({ type: 'try', source });
    },
    show: (request) => {
      lab.send({ type: 'show', request });
    },
    toggleRunning: () => {
      lab.send({ type: status.getState().running ? 'pause' : 'start' });
    },
    step: () => {
      lab.send({ type: 'step' });
    },
    reset: () => {
      start = null;
      startFile = null;
      if (status.getState().notice?.kind === 'nonFinite') notify(null);
      settings.setState({ weights: 'initial' });
      status.setState(({ beginnings }) => ({ best: null, beginnings: beginnings + 1, beganAt: 0 }));
      lab.send({ type: 'reset' });
    },
    restore: () => {
      lab.send({ type: 'restore' });
    },
    restoreBest: () => {
      lab.send({ type: 'restoreBest' });
    },
    exportWeights: () =>
      new Promise((resolve) => {
        waitingForWeights.push(resolve);
        lab.send({ type: 'exportWeights' });
      }),
    notify,
    dispose: unsubscribe,
  };
}

function refuse(settings: SettingsStore, field: Field, refusal: Refusal): void {
  settings.setState(({ refused }) => ({ refused: { ...refused, [field]: refusal } }));
}

/** Whether the gradients of two runs may be drawn on one axis: the same examples, that is the same task at the same options and seed. */
function isComparable(before: Run | null, after: Run): boolean {
  return before !== null && before.seed === after.seed && JSON.stringify(before.task) === JSON.stringify(after.task);
}

/** The steps of every scan of a snapshot, its padding left out, and its units. */
export function boundsOf({ model, batch, tensors }: Snapshot): CursorBounds {
  const lengthOr = (name: string, all: number): number => (name in batch ? batch[name].data[0] : all);
  const steps = lengthOr('lengths', batch.inputs.shape[1]);
  const { hiddenSizes, bidirectional } = model.encoder;
  const scans = hiddenSizes.flatMap((units, layer) =>
    (bidirectional ? [false, true] : [false]).map((reverse) => [directionSuffix(layer, reverse), { steps, units }] as const),
  );
  const bounds = Object.fromEntries(scans);
  if (!('hidden.decoder' in tensors)) return bounds;
  const [, U, units] = tensors['hidden.decoder'].shape;
  return { ...bounds, decoder: { steps: lengthOr('targetLengths', U), units } };
}

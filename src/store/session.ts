/** Joins the lab's worker to the stores: commands go out through here, and events come in through the table of events. */
import { InputError } from '../core/errors';
import type { Edit } from '../model/edits';
import type { EngineName } from '../model/executor';
import type { InstrumentRequest } from '../model/instruments';
import type { Run } from '../model/run';
import type { Command, Event, SampleRequest } from '../worker/protocol';
import { createCursor, type CursorStore } from './cursor';
import { createEvents } from './events';
import { createPresent, type Shipped } from './present';
import { createSettings, type EngineChoice, type Field, type Refusal, type SettingsStore } from './settings';
import { createStatus, type Notice, type StatusStore } from './status';
import { createStreams, type Streams } from './streams';
import { begin, change, createWhatIf, redo, undo, type WhatIf, type WhatIfStore } from './what-if';
import { createWaiting, type Forecast, type SavedFile, type Weights, type Written } from './waiting';

/** The worker as the session sees it. */
export interface Lab {
  send(command: Command): void;
  subscribe(listener: (event: Event) => void): () => void;
}

/** What to open; what is left out stays as it is. */
export interface Opening {
  readonly run: Run;
  readonly engine?: EngineChoice;
  /** The engine that computed a link's run. */
  readonly replay?: EngineName | null;
  readonly example?: number;
  readonly shipped?: Shipped | null;
  /** Interventions to show it with; none without them. */
  readonly edits?: readonly Edit[];
  /** What to say with it. */
  readonly notice?: Notice | null;
}

export interface Session {
  readonly settings: SettingsStore;
  readonly status: StatusStore;
  readonly cursor: CursorStore;
  readonly streams: Streams;
  readonly whatIf: WhatIfStore;
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
  /** Snapshots show beside their example what these interventions, checked against the network, make of it. */
  readonly edit: (edits: readonly Edit[]) => void;
  readonly undoEdit: () => void;
  readonly redoEdit: () => void;
  readonly toggleRunning: () => void;
  readonly step: () => void;
  readonly reset: () => void;
  readonly restore: () => void;
  readonly restoreBest: () => void;
  /** The picture is of the weights of this update, one of the status's moments; null: of the present ones. */
  readonly revisit: (update: number | null) => void;
  /** Training goes on from this moment; what came after it is void. */
  readonly goOnFrom: (update: number) => void;
  /** Resolves with the file of the run as it is. @throws SaveError with the worker's sentence where there can be none. */
  readonly save: () => Promise<SavedFile>;
  /** Opens a saved run, or weights for the open run's network; resolves with whether that was done, else a notice says why not. */
  readonly openFile: (file: Uint8Array) => Promise<boolean>;
  /** Resolves with the safetensors file. */
  readonly exportWeights: () => Promise<Weights>;
  /** Resolves with what the present weights write by themselves, null where another run came in between; rejects with the worker's sentence. */
  readonly sample: (request: SampleRequest) => Promise<Written | null>;
  /** Resolves with what the weights in the picture foretell after the window of the example that is watched, null where another run came in between; rejects with the worker's sentence. */
  readonly foretell: (steps: number) => Promise<Forecast | null>;
  readonly notify: (notice: Notice | null) => void;
  readonly dispose: () => void;
}

/** How a session knows of frames; without `measure` the lab is not told what drawing costs. */
export interface Frames {
  readonly request: (callback: () => void) => unknown;
  /** Calls back with the milliseconds from now to the end of the frame that is being drawn. */
  readonly measure?: (callback: (milliseconds: number) => void) => void;
}

/** A session on a lab; `fallback` is opened where the very first run is refused. */
export function createSession(lab: Lab, fallback: Run, { request, measure }: Frames): Session {
  const settings = createSettings(fallback);
  const status = createStatus();
  const cursor = createCursor();
  const streams = createStreams(request, () => {
    measure?.((milliseconds) => {
      lab.send({ type: 'drawn', milliseconds });
    });
  });
  const whatIf = createWhatIf();
  const waiting = createWaiting();
  const present = createPresent();

  const notify = (notice: Notice | null): void => {
    status.setState({ notice });
  };

  const takeEdits = (next: Pick<WhatIf, 'edits' | 'past' | 'future'> | null): void => {
    if (next === null) return;
    whatIf.setState(next);
    lab.send({ type: 'edit', edits: next.edits });
  };

  const open = ({ run, engine, replay = null, example, shipped = null, edits = [], notice = null }: Opening): void => {
    if (status.getState().phase === 'failed') return;
    const before = settings.getState();
    const asked = engine ?? before.engine;
    const watched = example ?? before.example;
    present.start = shipped;
    settings.setState({ run, engine: asked, weights: shipped === null ? 'initial' : 'shipped', example: watched, refused: {} });
    status.setState({ notice });
    present.asked += 1;
    lab.send({ type: 'open', run, engine: asked, replay, checkpoint: shipped?.checkpoint ?? null, example: watched, edits });
    whatIf.setState(begin(edits));
  };

  const openFile = (file: Uint8Array, engine: EngineChoice): Promise<boolean> => {
    if (status.getState().phase === 'failed') return Promise.resolve(false);
    const opened = waiting.opening(file);
    lab.send({ type: 'openFile', file, engine, example: settings.getState().example });
    return opened;
  };

  const onFirstRefused = (reason: string): void => {
    if (settings.getState().run === fallback) status.setState({ phase: 'failed', notice: { kind: 'failed', detail: reason } });
    else open({ run: fallback, engine: 'auto', example: 0, notice: { kind: 'linkRefused', detail: reason } });
  };

  const unsubscribe = lab.subscribe(createEvents({ settings, status, cursor, streams, whatIf, present, waiting, onFirstRefused }));

  return {
    settings,
    status,
    cursor,
    streams,
    whatIf,
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
      if (present.file === null) {
        open({ run: settings.getState().run, engine, shipped: present.start });
        return;
      }
      settings.setState({ engine });
      void openFile(present.file, engine);
    },
    openFile: (file) => openFile(file, settings.getState().engine),
    save: () => {
      const saved = waiting.save();
      lab.send({ type: 'save', history: { ...streams.curve(), heldOut: streams.heldOut() } });
      return saved;
    },
    watch: (example) => {
      settings.setState({ example });
      present.example = example;
      lab.send({ type: 'watch', example });
    },
    tryOut: (source) => {
      if (source === null) streams.setTried(null);
      lab.send({ type: 'try', source });
    },
    show: (request) => {
      lab.send({ type: 'show', request });
    },
    edit: (edits) => {
      takeEdits(change(whatIf.getState(), edits));
    },
    undoEdit: () => {
      takeEdits(undo(whatIf.getState()));
    },
    redoEdit: () => {
      takeEdits(redo(whatIf.getState()));
    },
    toggleRunning: () => {
      lab.send({ type: status.getState().running ? 'pause' : 'start' });
    },
    step: () => {
      lab.send({ type: 'step' });
    },
    reset: () => {
      present.start = null;
      present.file = null;
      if (status.getState().notice?.kind === 'nonFinite') notify(null);
      settings.setState({ weights: 'initial' });
      status.setState(({ beginnings }) => ({ best: null, measured: null, confusion: null, beginnings: beginnings + 1, beganAt: 0 }));
      lab.send({ type: 'reset' });
    },
    restore: () => {
      lab.send({ type: 'restore' });
    },
    restoreBest: () => {
      lab.send({ type: 'restoreBest' });
    },
    revisit: (update) => {
      if (update !== status.getState().moment) lab.send({ type: 'revisit', update });
    },
    goOnFrom: (update) => {
      lab.send({ type: 'goOnFrom', update });
    },
    exportWeights: () => {
      const weights = waiting.weights();
      lab.send({ type: 'exportWeights' });
      return weights;
    },
    sample: (request) => {
      const written = waiting.sample();
      lab.send({ type: 'sample', request });
      return written;
    },
    foretell: (steps) => {
      const forecast = waiting.foretell();
      lab.send({ type: 'foretell', steps });
      return forecast;
    },
    notify,
    dispose: unsubscribe,
  };
}

function refuse(settings: SettingsStore, field: Field, refusal: Refusal): void {
  settings.setState(({ refused }) => ({ refused: { ...refused, [field]: refusal } }));
}

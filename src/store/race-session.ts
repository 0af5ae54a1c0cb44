/** A race as the page has it: what was asked for, what the worker says of it, and the streams of curves and pictures that arrive many times a second. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { InputError } from '../core/errors';
import type { EngineName } from '../model/executor';
import type { RaceSpec } from '../model/race';
import type { Snapshot } from '../model/snapshot';
import type { ModelSpec } from '../model/spec';
import type { Symbols } from '../tasks/task';
import type { Border } from '../worker/border';
import type { EngineStatus, LaneAssessment, LaneFailure, RaceCommand, RaceEvent } from '../worker/race-protocol';
import { createCurve, type GrowingCurve, type LaneCurve } from './race-curves';
import type { RaceLink } from './race-link';
import type { EngineChoice } from './settings';

/** A lane as it races. */
export interface LaneStatus {
  readonly model: ModelSpec;
  readonly parameterCount: number;
  readonly failed: LaneFailure | null;
  /** Measured; null before the first update. */
  readonly millisecondsPerUpdate: number | null;
}

/** What the page has to say about the race, once. */
export type RaceNotice =
  /** A change that cannot be; `field` names the control, null where it was a link or a command. */
  | { readonly kind: 'refused'; readonly field: string | null; readonly detail: string }
  | { readonly kind: 'linkRefused'; readonly detail: string }
  | { readonly kind: 'engineLost'; readonly engine: EngineName; readonly detail: string }
  | { readonly kind: 'failed'; readonly detail: string };

export interface RaceState {
  /** As edited. */
  readonly race: RaceSpec;
  readonly engine: EngineChoice;
  readonly example: number;
  /** The cursor's step. */
  readonly t: number;
  readonly phase: 'opening' | 'open' | 'failed';
  readonly used: EngineStatus | null;
  readonly lanes: readonly LaneStatus[];
  readonly baseline: number;
  readonly symbols: Symbols;
  readonly running: boolean;
  readonly update: number;
  readonly updatesPerSecond: number;
  readonly notice: RaceNotice | null;
}

/** One evaluation of all lanes; null for a lane that has failed before it. */
export interface Assessed {
  readonly update: number;
  readonly lanes: readonly (LaneAssessment | null)[];
}

export interface RaceStreams {
  readonly curves: () => readonly LaneCurve[];
  /** Oldest first. */
  readonly assessed: () => readonly Assessed[];
  /** The last picture of each lane, all of the same example; null before the first. */
  readonly snapshots: () => readonly (Snapshot | null)[];
  /** Counts changes. */
  readonly version: () => number;
  /** Calls `listener` in the first animation frame after a change; returns the way to stop. */
  readonly subscribe: (listener: () => void) => () => void;
}

export interface RaceSession {
  readonly state: StoreApi<RaceState>;
  readonly streams: RaceStreams;
  readonly open: (link: RaceLink) => void;
  /** Opens the race changed, or says at `field` why it cannot be. */
  readonly change: (field: string, edit: (race: RaceSpec) => RaceSpec) => void;
  readonly chooseEngine: (engine: EngineChoice) => void;
  readonly toggleRunning: () => void;
  readonly pause: () => void;
  readonly step: () => void;
  readonly reset: () => void;
  /** The same race once more from its start, on whatever engine there is. */
  readonly reopen: () => void;
  readonly watch: (example: number) => void;
  readonly moveTo: (t: number) => void;
  readonly notify: (notice: RaceNotice | null) => void;
}

const nothing = { used: null, lanes: [], baseline: 0, symbols: { inputs: [], outputs: [] }, running: false, update: 0, updatesPerSecond: 0 } as const;

/** @param first what is shown until a race has been opened */
export function createRaceSession(
  border: Border<RaceCommand, RaceEvent>,
  first: RaceLink,
  requestFrame: (callback: () => void) => unknown,
): RaceSession {
  const state = createStore<RaceState>(() => ({ ...first, ...nothing, phase: 'opening', notice: null }));
  const listeners = new Set<() => void>();
  let opened: RaceLink | null = null;
  let curves: GrowingCurve[] = [];
  let views: readonly LaneCurve[] = [];
  let assessed: readonly Assessed[] = [];
  let snapshots: readonly (Snapshot | null)[] = [];
  /** The example that they are of. */
  let pictured = 0;
  let version = 0;
  let waiting = false;

  const touch = (): void => {
    version += 1;
    if (waiting) return;
    waiting = true;
    requestFrame(() => {
      waiting = false;
      for (const listener of [...listeners]) listener();
    });
  };

  const begin = (race: RaceSpec): void => {
    curves = race.lanes.map(() => createCurve(race.seeds));
    views = curves.map((curve) => curve.view());
    assessed = [];
    touch();
  };

  const open = ({ race, engine, example, t }: RaceLink, notice: RaceNotice | null = null): void => {
    state.setState({ race, engine, example, t, notice });
    border.send({ type: 'open', race, engine, example });
  };

  const handle = (event: RaceEvent): void => {
    switch (event.type) {
      case 'opened': {
        const { race, engine, lanes, baseline, symbols, example } = event;
        const { engine: asked, t } = state.getState();
        opened = { race, engine: asked, example, t };
        snapshots = lanes.map(() => null);
        begin(race);
        const fresh = lanes.map((lane): LaneStatus => ({ ...lane, failed: null, millisecondsPerUpdate: null }));
        state.setState({ ...nothing, phase: 'open', race, used: engine, lanes: fresh, baseline, symbols });
        return;
      }
      case 'reset': {
        const { race, lanes } = state.getState();
        begin(race);
        state.setState({ lanes: lanes.map((lane) => ({ ...lane, failed: null })) });
        return;
      }
      case 'progress':
        event.lanes.forEach(({ losses, from }, k) => {
          curves[k].add(from, losses);
        });
        views = curves.map((curve) => curve.view());
        state.setState(({ lanes: now }) => ({
          update: event.update,
          updatesPerSecond: event.updatesPerSecond,
          lanes: now.map((lane, k) => ({ ...lane, millisecondsPerUpdate: event.lanes[k].millisecondsPerUpdate })),
        }));
        touch();
        return;
      case 'laneFailed':
        state.setState(({ lanes }) => ({ lanes: lanes.map((lane, k) => (k === event.lane ? { ...lane, failed: event.failure } : lane)) }));
        return;
      case 'assessed':
        assessed = [...assessed.filter(({ update }) => update < event.update), { update: event.update, lanes: event.lanes }];
        touch();
        return;
      case 'pictures':
        // A lane that has failed keeps its last picture, but never that of another example than the others.
        snapshots = event.snapshots.map((snapshot, k) => snapshot ?? (event.example === pictured ? snapshots[k] : null));
        pictured = event.example;
        touch();
        return;
      case 'running':
        state.setState({ running: event.running });
        return;
      case 'engineLost':
        state.setState({ phase: 'opening', running: false, notice: { kind: 'engineLost', engine: event.engine, detail: event.reason } });
        return;
      case 'refused':
        if (opened) state.setState({ ...opened, notice: { kind: 'refused', field: null, detail: event.message } });
        else open(first, { kind: 'linkRefused', detail: event.message });
        return;
      case 'failed':
        state.setState({ phase: 'failed', running: false, notice: { kind: 'failed', detail: event.message } });
        return;
      default:
        event satisfies never;
    }
  };

  border.subscribe(handle);

  const reopen = (): void => {
    const { race, engine, example, t } = state.getState();
    open({ race, engine, example, t });
  };

  return {
    state,
    streams: {
      curves: () => views,
      assessed: () => assessed,
      snapshots: () => snapshots,
      version: () => version,
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    open,
    change: (field, edit) => {
      try {
        open({ ...state.getState(), race: edit(state.getState().race) });
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        state.setState({ notice: { kind: 'refused', field, detail: error.message } });
      }
    },
    chooseEngine: (engine) => {
      open({ ...state.getState(), engine });
    },
    toggleRunning: () => {
      border.send({ type: state.getState().running ? 'pause' : 'start' });
    },
    pause: () => {
      if (state.getState().running) border.send({ type: 'pause' });
    },
    step: () => {
      border.send({ type: 'step' });
    },
    reset: () => {
      border.send({ type: 'reset' });
    },
    reopen,
    watch: (example) => {
      state.setState({ example });
      if (opened) opened = { ...opened, example };
      border.send({ type: 'watch', example });
    },
    moveTo: (t) => {
      state.setState({ t });
      if (opened) opened = { ...opened, t };
    },
    notify: (notice) => {
      state.setState({ notice });
    },
  };
}

/**
 * What arrives many times a second: the training curve and the latest snapshot, held in a plain object outside React and told
 * to subscribers once an animation frame, so that nothing is rendered for each step.
 */
import type { Answered, Snapshot } from '../model/snapshot';
import type { History } from '../worker/protocol';
import { isSamePicture } from './same-picture';

/** One measurement on held-out examples. */
export interface HeldOut {
  readonly update: number;
  readonly loss: number;
  readonly metric: number;
}

/** The training loss so far, thinned by averaging neighbours once there are more than `capacity` points. */
export interface Curve {
  /** The last update that a point stands for. */
  readonly updates: readonly number[];
  /** The mean loss of those updates. */
  readonly losses: readonly number[];
}

export interface Streams {
  readonly curve: () => Curve;
  readonly heldOut: () => readonly HeldOut[];
  /** The gradient's norm before clipping, of the last updates, at most 100 of them, oldest first. */
  readonly gradNorms: () => readonly number[];
  readonly snapshot: () => Snapshot | null;
  /** The latest snapshot with the instruments that came since: the same tensors, so that whoever shows no instrument has nothing to draw anew. */
  readonly measured: () => Snapshot | null;
  /** The run's own network before training, on the example that is watched. */
  readonly initial: () => Snapshot | null;
  /** The initial snapshot of the run before this one, to compare gradients with. */
  readonly previous: () => Snapshot | null;
  /** What the network answers to the source that is tried; null: none is, or no answer has come yet. */
  readonly tried: () => Answered | null;
  /** Counts changes; two equal counts mean that nothing is new. */
  readonly version: () => number;
  /** Calls `listener` in the first animation frame after a change; returns the way to stop. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Forgets the run before; its initial snapshot stays as `previous` where `keep` says so. */
  readonly begin: (keep: boolean) => void;
  /** The losses of the updates that end with `update`, oldest first. */
  readonly addLosses: (update: number, losses: ArrayLike<number>) => void;
  /** The norms of the gradients of the newest updates, oldest first. */
  readonly addGradNorms: (norms: ArrayLike<number>) => void;
  /** The curves of a run that goes on from a file. */
  readonly restore: (history: History) => void;
  /** The run went back to `update`: what came after it is void. */
  readonly goBack: (update: number) => void;
  readonly addHeldOut: (point: HeldOut) => void;
  readonly setSnapshot: (snapshot: Snapshot) => void;
  readonly setTried: (answered: Answered | null) => void;
  /** Takes the run's initial network; one for another example ends the comparison with the run before. */
  readonly setInitial: (snapshot: Snapshot) => void;
}

/** Points a curve holds before it is thinned. */
const capacity = 4096;
const normsKept = 100;

type RequestFrame = (callback: () => void) => unknown;

/** Streams that tell their subscribers through `requestFrame`; `onDraw` is called right before they are told of a new snapshot. */
export function createStreams(requestFrame: RequestFrame, onDraw: () => void = () => undefined): Streams {
  const listeners = new Set<() => void>();
  let state = emptyState();
  let previous: Snapshot | null = null;
  let version = 0;
  let waiting = false;
  let told: Snapshot | null = null;

  const touch = (): void => {
    version += 1;
    if (waiting) return;
    waiting = true;
    requestFrame(() => {
      waiting = false;
      if (state.measured !== null && state.measured !== told) onDraw();
      told = state.measured;
      for (const listener of [...listeners]) listener();
    });
  };

  return {
    curve: () => state.curve.view(),
    heldOut: () => state.heldOut,
    gradNorms: () => state.gradNorms,
    snapshot: () => state.snapshot,
    measured: () => state.measured,
    initial: () => state.initial,
    previous: () => previous,
    tried: () => state.tried,
    version: () => version,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    begin: (keep) => {
      previous = keep ? state.initial : null;
      state = emptyState();
      touch();
    },
    addLosses: (update, losses) => {
      for (let i = 0; i < losses.length; i++) state.curve.add(update - losses.length + i + 1, losses[i]);
      touch();
    },
    addGradNorms: (norms) => {
      state.gradNorms = [...state.gradNorms, ...Array.from(norms).slice(-normsKept)].slice(-normsKept);
      touch();
    },
    restore: ({ updates, losses, heldOut }) => {
      state.curve.restore(updates, losses);
      state.heldOut = heldOut;
      touch();
    },
    goBack: (update) => {
      state.curve.dropAfter(update);
      state.gradNorms = [];
      state.heldOut = state.heldOut.filter((point) => point.update <= update);
      touch();
    },
    addHeldOut: (point) => {
      state.heldOut = [...state.heldOut.slice(-capacity), point];
      touch();
    },
    setSnapshot: (snapshot) => {
      const { snapshot: before } = state;
      if (before !== null && isSamePicture(before, snapshot)) state.measured = { ...before, instruments: snapshot.instruments };
      else state.snapshot = state.measured = snapshot;
      touch();
    },
    setTried: (answered) => {
      state.tried = answered;
      touch();
    },
    setInitial: (snapshot) => {
      if (state.initial !== null) previous = null;
      state.initial = snapshot;
      touch();
    },
  };
}

interface State {
  readonly curve: ThinningCurve;
  heldOut: readonly HeldOut[];
  gradNorms: readonly number[];
  snapshot: Snapshot | null;
  measured: Snapshot | null;
  initial: Snapshot | null;
  tried: Answered | null;
}

function emptyState(): State {
  return { curve: new ThinningCurve(), heldOut: [], gradNorms: [], snapshot: null, measured: null, initial: null, tried: null };
}

class ThinningCurve {
  private stride = 1;
  private updates: number[] = [];
  private losses: number[] = [];
  private sum = 0;
  private count = 0;

  add(update: number, loss: number): void {
    this.sum += loss;
    this.count += 1;
    if (this.count < this.stride) return;
    this.updates.push(update);
    this.losses.push(this.sum / this.count);
    this.sum = 0;
    this.count = 0;
    if (this.losses.length >= capacity) this.thin();
  }

  /** Points of another curve, none of its own yet; as many updates a point as its last two are apart. */
  restore(updates: readonly number[], losses: readonly number[]): void {
    this.updates = [...updates];
    this.losses = [...losses];
    this.stride = updates.length < 2 ? 1 : Math.max(1, updates[updates.length - 1] - updates[updates.length - 2]);
    if (this.losses.length >= capacity) this.thin();
  }

  dropAfter(update: number): void {
    const kept = this.updates.filter((each) => each <= update).length;
    this.updates = this.updates.slice(0, kept);
    this.losses = this.losses.slice(0, kept);
    this.sum = 0;
    this.count = 0;
  }

  view(): Curve {
    return { updates: this.updates, losses: this.losses };
  }

  private thin(): void {
    const half = Array.from({ length: Math.floor(this.losses.length / 2) }, (_, i) => 2 * i);
    this.losses = half.map((i) => (this.losses[i] + this.losses[i + 1]) / 2);
    this.updates = half.map((i) => this.updates[i + 1]);
    this.stride *= 2;
  }
}

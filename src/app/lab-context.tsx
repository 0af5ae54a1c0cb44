/** Gives every panel the session, the person's preferences and the table of tasks, and the hooks that read them by selector. */
import { createContext, use, useMemo, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { Snapshot } from '../model/snapshot';
import type { Cursor } from '../store/cursor';
import type { Preferences, PreferencesStore } from '../store/preferences';
import { boundsOf } from '../store/cursor-bounds';
import type { Session } from '../store/session';
import type { Settings } from '../store/settings';
import type { Status } from '../store/status';
import type { Streams } from '../store/streams';
import type { WhatIf } from '../store/what-if';
import type { Task } from '../tasks/task';
import type { Leg } from '../views/passage';
import type { Turns } from '../views/turns/turns';
import type { Keeper } from './keeper';
import { passageOf } from './sequence-clock';

export interface LabContents {
  readonly session: Session;
  readonly preferences: PreferencesStore;
  /** In the order of the menu. */
  readonly tasks: readonly Task[];
  /** How what trains is drawn. */
  readonly turns: Turns;
  /** Saved runs: loaded when they are first asked for. */
  readonly keeper: () => Promise<Keeper>;
}

const LabContext = createContext<LabContents | null>(null);
export const LabProvider = LabContext;

export function useLab(): LabContents {
  const contents = use(LabContext);
  if (contents === null) throw new Error('useLab: must be called inside a LabProvider, got none');
  return contents;
}

export function useSession(): Session {
  return useLab().session;
}

export function useSettings<Part>(select: (settings: Settings) => Part): Part {
  return useStore(useSession().settings, select);
}

export function useStatus<Part>(select: (status: Status) => Part): Part {
  return useStore(useSession().status, select);
}

export function useCursor<Part>(select: (cursor: Cursor) => Part): Part {
  return useStore(useSession().cursor, select);
}

export function useWhatIf<Part>(select: (whatIf: WhatIf) => Part): Part {
  return useStore(useSession().whatIf, select);
}

export function usePreferences<Part>(select: (preferences: Preferences) => Part): Part {
  return useStore(useLab().preferences, select);
}

/** A part of the streams; draws again, at most once a frame, when that part is another object or number. */
export function useStream<Part>(select: (streams: Streams) => Part): Part {
  const { streams } = useSession();
  return useSyncExternalStore(streams.subscribe, () => select(streams));
}

/** A snapshot with the instruments that came since it was drawn, if it is still the latest. */
export function useMeasured(snapshot: Snapshot): Snapshot {
  return useStream((streams) => {
    const measured = streams.measured();
    return measured?.tensors === snapshot.tensors ? measured : snapshot;
  });
}

/** Steps of the scan under the cursor; 1 before there is a snapshot. */
export function useStepCount(): number {
  const scan = useCursor((cursor) => cursor.scan);
  return useStream((streams) => stepCountOf(streams.snapshot(), scan));
}

/** The legs of the passage through the network at hand; the same object as long as they are the same. */
export function useLegs(): readonly Leg[] {
  const key = useStream((streams) => JSON.stringify(passageOf(streams.snapshot())));
  return useMemo(() => JSON.parse(key) as readonly Leg[], [key]);
}

/** Steps of a scan: those of the target for a decoder's, where there is one, else those of the source. */
function stepCountOf(snapshot: Snapshot | null, scan: string): number {
  if (snapshot === null) return 1;
  const bounds = boundsOf(snapshot);
  return (Object.hasOwn(bounds, scan) ? bounds[scan] : bounds.l0).steps;
}

/** The task of the run at hand. */
export function useTask(): Task {
  const { tasks } = useLab();
  const name = useSettings((settings) => settings.run.task.name);
  const task = tasks.find((each) => each.name === name);
  if (task === undefined) throw new Error(`task: must be in the table of tasks, got ${name}`);
  return task;
}

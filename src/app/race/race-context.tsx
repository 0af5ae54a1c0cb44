/** What every part of the race's page reads: the race at hand, its words, its names. */
import { createContext, use, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { RaceSession, RaceState, RaceStreams } from '../../store/race-session';
import { usePreferences } from '../lab-context';
import { raceWords } from '../messages/race/catalogue';
import type { RaceWords } from '../messages/race/en';

const RaceContext = createContext<RaceSession | null>(null);
export const RaceProvider = RaceContext;

export function useRace(): RaceSession {
  const session = use(RaceContext);
  if (session === null) throw new Error('useRace: must be called inside a RaceProvider, got none');
  return session;
}

export function useRaceState<Part>(select: (state: RaceState) => Part): Part {
  return useStore(useRace().state, select);
}

/** A part of the streams; draws again when that part is another object or number. */
export function useRaceStream<Part>(select: (streams: RaceStreams) => Part): Part {
  const { streams } = useRace();
  return useSyncExternalStore(streams.subscribe, () => select(streams));
}

export function useRaceWords(): RaceWords {
  return raceWords[usePreferences((each) => each.language)];
}

/** The snapshots that the page draws, all of the one held-out example that is watched, now or at an earlier update, with the instruments that the page asked for. */
import { InputError } from '../core/errors';
import type { Session } from '../engine/session';
import type { TrainingState } from '../engine/weights';
import type { Edit } from '../model/edits';
import { type InstrumentName, type InstrumentRequest, instrumentNames, type Instruments } from '../model/instruments';
import type { Run } from '../model/run';
import type { Snapshot } from '../model/snapshot';
import type { Event } from './protocol';
import { createRate, type Rate } from './rate';

export interface Pictures {
  /** Whether it is time for one while training. */
  readonly due: boolean;
  /** The held-out example of every snapshot. */
  readonly watched: number;
  /** The earlier state that every snapshot is of; null = they are of the present weights. */
  readonly moment: TrainingState | null;
  /** From now on every snapshot is of the weights of this state; null: of the present ones. */
  revisit(moment: TrainingState | null): void;
  /** From now on every snapshot is of this example, which `checkExample` has let pass. */
  watch(example: number): void;
  /** From now on every snapshot is followed by the answer to this source; null: no longer. @throws InputError where it cannot be read. */
  try(session: Session, source: readonly number[] | null): Promise<void>;
  /** From now on every snapshot bears these instruments, which `checkRequest` has let pass. @returns false where that is none, as before: nothing new to show */
  request(request: InstrumentRequest): boolean;
  /** From now on every snapshot shows beside its example what these edits make of it, which the session has let pass. @returns false where there were none and are none */
  edit(edits: readonly Edit[]): boolean;
  /** What they show beside the example. */
  readonly edits: readonly Edit[];
  /** Whether the last one bears less than it should, since `goOn` ended it, or is of another moment. */
  readonly unfinished: boolean;
  /** The next one is due at once. */
  hasten(): void;
  /** The page drew one, in so many milliseconds: while training, the next waits until drawing takes no more than its share of the page. */
  drawn(milliseconds: number): void;
  /**
   * @param training true: instruments that are not due are those of an earlier update.
   * @param goOn asked during what takes long; false: the snapshot goes out without it.
   */
  show(session: Session, training: boolean, goOn: () => Promise<boolean>): Promise<void>;
  showInitial(session: Session): Promise<void>;
}

/** Of all time, for the snapshots; where instruments are asked for, half of it for them, in equal parts. */
const SHARE = 0.05;

/** Of the page's main thread, for drawing snapshots: the rest is for the person. */
const DRAWING_SHARE = 0.2;
/** Milliseconds that the page is left alone at the most: a slow one still shows that training goes on. */
const LONGEST_QUIET = 300;

/** When what takes this part of all time is due again. */
function createProbeRate(share: number, clock: () => number): Rate {
  return createRate({ share, shortest: 50, longest: Infinity }, clock);
}

/** @param clock milliseconds */
export function createPictures(post: (event: Event) => void, clock: () => number): Pictures {
  /** Until when the page is left alone. */
  let quiet = -Infinity;
  /** The page says what pictures cost it. */
  let isTold = false;
  let rate = createProbeRate(SHARE, clock);
  let watched = 0;
  let moment: TrainingState | null = null;
  /** An earlier moment stays as it is: it was shown, and nothing else was asked for since. */
  let isShown = false;
  let edits: readonly Edit[] = [];
  let unfinished = false;
  /** Of this run alone, whatever engine it is on. */
  let tried: { readonly run: Run; readonly source: readonly number[] } | null = null;
  let wanted: InstrumentRequest = { names: [], window: null, truncate: null };
  let rates: ReadonlyMap<InstrumentName, Rate> = new Map();
  /** The last of each, of the session at hand. */
  let shown: { readonly session: Session | null; readonly instruments: Instruments } = { session: null, instruments: {} };

  /** Measures what is due and leaves the rest as it was. */
  async function measure(session: Session, snapshot: Snapshot, training: boolean, goOn: () => Promise<boolean>): Promise<Instruments> {
    if (shown.session !== session) forget();
    let instruments: Instruments = training ? shown.instruments : {};
    for (const [name, each] of rates) {
      if (training && !each.due) continue;
      const found = await each.measure(() => session.instrument(name, { snapshot, example: watched, at: moment }, wanted, goOn));
      if (found === null) unfinished = true;
      else instruments = { ...instruments, ...found };
    }
    shown = { session, instruments };
    return instruments;
  }

  function forget(): void {
    isShown = false;
    shown = { session: null, instruments: {} };
    for (const each of rates.values()) each.hasten();
  }

  return {
    get due() {
      return rate.due && clock() >= quiet && !(moment !== null && isShown && !unfinished);
    },
    get watched() {
      return watched;
    },
    get edits() {
      return edits;
    },
    get unfinished() {
      return unfinished;
    },
    get moment() {
      return moment;
    },
    revisit(state) {
      moment = state;
      unfinished = true;
      forget();
    },
    watch(example) {
      watched = example;
      forget();
    },
    async try(session, source) {
      if (source !== null) post({ type: 'tried', answered: await session.answer(source, moment) });
      tried = source && { run: session.run, source };
    },
    request(request) {
      const isNew = request.names.length > 0 || wanted.names.length > 0;
      wanted = request;
      const names = new Set(request.names);
      if (isNew) rate = createProbeRate(names.size > 0 ? SHARE / 2 : SHARE, clock);
      rates = new Map([...names].map((name) => [name, createProbeRate(SHARE / 2 / names.size, clock)]));
      forget();
      return isNew;
    },
    edit(next) {
      const isNew = next.length > 0 || edits.length > 0;
      edits = next;
      isShown = false;
      return isNew;
    },
    hasten() {
      rate.hasten();
      quiet = -Infinity;
    },
    drawn(milliseconds) {
      isTold = true;
      quiet = clock() + Math.min(milliseconds * (1 / DRAWING_SHARE - 1), LONGEST_QUIET);
    },
    async show(session, training, goOn) {
      unfinished = false;
      isShown = true;
      const [snapshot, answered] = await rate.measure(async () => {
        return [
          await session.snapshot(watched, edits, moment),
          tried !== null && tried.run === session.run ? await session.answer(tried.source, moment) : null,
        ] as const;
      });
      const instruments = rates.size === 0 ? {} : { instruments: await measure(session, snapshot, training && moment === null, goOn) };
      post({ type: 'snapshot', snapshot: { ...snapshot, ...instruments } });
      // Until the page says that it has drawn it.
      if (isTold) quiet = clock() + LONGEST_QUIET;
      if (answered !== null) post({ type: 'tried', answered });
    },
    async showInitial(session) {
      post({ type: 'initial', snapshot: await session.initialSnapshot(watched) });
    },
  };
}

/** @throws InputError naming `where` for what is no held-out example's number. */
export function checkExample(where: string, example: number): void {
  if (Number.isInteger(example) && example >= 0 && example <= 0x7fffffff) return;
  throw new InputError(where, 'must be a whole number from 0 to 2147483647', example);
}

/** @throws InputError naming the field of a `show` that cannot be. */
export function checkRequest({ names, window, truncate }: InstrumentRequest): void {
  const unknown = names.find((name) => !instrumentNames.includes(name));
  if (unknown !== undefined) throw new InputError('show.names', `must be of ${instrumentNames.join(', ')}`, unknown);
  if (window !== null && !(Number.isInteger(window) && window >= 0)) throw new InputError('show.window', 'must be a whole number from 0 up', window);
  if (truncate !== null && !(Number.isInteger(truncate) && truncate >= 1)) {
    throw new InputError('show.truncate', 'must be a whole number from 1 up', truncate);
  }
}

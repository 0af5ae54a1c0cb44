/** What every event of the worker changes: one table, a row an event, and each changes exactly one place of the state. */
import { equationsOf } from '../model/equations/cells';
import { operationsOf } from '../model/equations/walk';
import type { Run } from '../model/run';
import type { Event } from '../worker/protocol';
import { clampCursor, type CursorStore } from './cursor';
import { boundsOf } from './cursor-bounds';
import { keepMeasured } from './keep-measured';
import type { Present } from './present';
import type { SettingsStore } from './settings';
import type { Notice, StatusStore } from './status';
import type { Streams } from './streams';
import type { Waiting } from './waiting';
import { begin, type WhatIfStore } from './what-if';

export interface EventsOptions {
  readonly settings: SettingsStore;
  readonly status: StatusStore;
  readonly cursor: CursorStore;
  readonly streams: Streams;
  readonly whatIf: WhatIfStore;
  readonly present: Present;
  readonly waiting: Waiting;
  /** The very first run was refused. */
  readonly onFirstRefused: (reason: string) => void;
}

type Handlers = { readonly [Type in Event['type']]: (event: Extract<Event, { readonly type: Type }>) => void };

export function createEvents({ settings, status, cursor, streams, whatIf, present, waiting, onFirstRefused }: EventsOptions): (event: Event) => void {
  const notify = (notice: Notice): void => {
    status.setState({ notice });
  };

  /** The settings are those of the open run again, unless another is about to take its place: then they are already that one's. */
  const takeBack = (run: Run): void => {
    if (present.asked === 0) settings.setState({ run, example: present.example });
  };

  const handlers: Handlers = {
    opened({ run, engine, parameterCount, baseline, rival, symbols, example, restored }) {
      streams.begin(isComparable(present.run, run));
      present.run = run;
      present.example = example;
      if (restored === null) present.asked -= 1;
      if (restored !== null) present.start = null;
      const update = restored?.update ?? present.start?.checkpoint.update ?? 0;
      status.setState(({ beginnings }) => ({
        ...{
          phase: 'open',
          run,
          engine,
          parameterCount,
          baseline,
          rival,
          symbols,
          running: false,
          update,
          updatesPerSecond: 0,
          best: null,
          measured: null,
          confusion: null,
          moments: [],
          moment: null,
          finite: true,
        },
        beginnings: beginnings + 1,
        beganAt: restored === null ? update : null,
      }));
      if (present.start !== null) streams.addLosses(present.start.checkpoint.update, present.start.losses);
      present.file = null;
      if (restored === null) return;
      streams.restore(restored.history);
      settings.setState({ run, weights: 'initial', example, refused: {} });
      notify({ kind: 'resumed', restored: restored.kind, update });
      present.file = waiting.opened();
      whatIf.setState(begin([]));
    },

    progress({ update, losses, gradNorms, updatesPerSecond }) {
      if (update < status.getState().update) streams.goBack(update);
      streams.addLosses(update, losses);
      if (gradNorms.length > 0) streams.addGradNorms(gradNorms);
      status.setState({ update, updatesPerSecond });
    },

    evaluated({ update, loss, metric, measures, best, confusion }) {
      streams.addHeldOut({ update, loss, metric });
      if (best) status.setState({ best: { update, metric } });
      status.setState({ measured: { update, measures }, confusion: confusion ? { ...confusion, update } : null });
    },

    snapshot({ snapshot }) {
      streams.setSnapshot(keepMeasured(streams.measured(), snapshot));
      cursor.setState(clampCursor(cursor.getState(), boundsOf(snapshot), operationsOf(equationsOf(snapshot.model.encoder)).length));
    },

    moments({ updates, shown, finite }) {
      status.setState({ moments: updates, moment: shown, finite });
    },

    tried({ answered }) {
      streams.setTried(answered);
    },

    notTried({ message }) {
      streams.setTried(null);
      notify({ kind: 'refused', detail: message });
    },

    initial({ snapshot }) {
      streams.setInitial(snapshot);
    },

    running({ running }) {
      status.setState({ running });
    },

    nonFinite({ update, pass, step, lastGood }) {
      status.setState({ running: false, notice: { kind: 'nonFinite', update, pass, step, lastGood } });
    },

    engineChanged({ engine, update, detail }) {
      status.setState({ engine, update, notice: { kind: 'engineChanged', engine, update, detail } });
    },

    engineDecided({ engine }) {
      status.setState({ engine });
    },

    weights: waiting.answer,
    saved: waiting.answer,
    notSaved: waiting.answer,
    sampled: waiting.answer,
    notSampled: waiting.answer,
    foretold: waiting.answer,
    notForetold: waiting.answer,

    fileRefused(event) {
      waiting.answer(event);
      if (present.run !== null) takeBack(present.run);
      notify({ kind: 'fileRefused', detail: event.message });
    },

    refused({ message, opening, edits }) {
      if (opening) present.asked -= 1;
      if (present.run === null) {
        if (present.asked === 0) onFirstRefused(message);
        return;
      }
      takeBack(present.run);
      // The interventions are those that the worker still has.
      if (edits !== null && present.asked === 0) whatIf.setState(begin(edits));
      // The way back from numbers that are not finite stays in sight.
      if (status.getState().notice?.kind !== 'nonFinite') notify({ kind: 'refused', detail: message });
    },

    failed({ message }) {
      waiting.giveUp(message);
      status.setState({ phase: 'failed', running: false, notice: { kind: 'failed', detail: message } });
    },
  };

  return (event) => {
    // The compiler cannot see that a row and its event are of one type.
    const handle = handlers[event.type] as (event: Event) => void;
    handle(event);
  };
}

/** Whether the gradients of two runs may be drawn on one axis: the same examples, that is the same task at the same options and seed. */
function isComparable(before: Run | null, after: Run): boolean {
  return before !== null && before.seed === after.seed && JSON.stringify(before.task) === JSON.stringify(after.task);
}

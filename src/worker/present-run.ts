/** The run that commands are about: begun, moved to the engine decided for, and kept when that engine is lost. */
import { InputError, UnavailableError } from '../core/errors';
import type { ChosenEngine, Chooser, Wanted } from '../engine/choose';
import { EngineLostError } from '../engine/guard';
import type { OpenedRun } from '../engine/open-run';
import type { Session } from '../engine/session';
import type { TrainingState } from '../engine/weights';
import type { Edit } from '../model/edits';
import type { Drive } from './drive';
import type { HeldOut } from './held-out';
import { close, moveTo, type Opened, openFirst, openOn, statusOf } from './opened';
import type { Pictures } from './pictures';
import type { Progress } from './progress';
import type { Event, Restored } from './protocol';

export interface PresentRunOptions {
  readonly post: (event: Event) => void;
  /** Milliseconds. */
  readonly clock: () => number;
  readonly chooser: Chooser;
  readonly drive: Drive;
  readonly progress: Progress;
  readonly pictures: Pictures;
  readonly heldOut: HeldOut;
  /** An engine that was taken is no more. */
  readonly onLost: (chosen: ChosenEngine, reason: string) => void;
  /** Lets messages in, and says whether this run is still wanted. */
  readonly isWanted: () => Promise<boolean>;
}

/** What to begin: a run, the state that it begins with, and where it comes from. */
export interface Beginning {
  readonly what: OpenedRun;
  /** null = the run's initial weights. */
  readonly state: TrainingState | null;
  readonly wanted: Wanted;
  /** The held-out example that is watched. */
  readonly example: number;
  /** The interventions that it is shown with, not yet checked. */
  readonly edits: readonly Edit[];
  readonly restored: Restored | null;
}

export interface PresentRun {
  readonly opened: Opened | null;
  /** @throws InputError where no run is open. */
  readonly session: () => Session;
  /** Opens a run in place of the present one, which is left alone until the next one is there. @throws UnavailableError */
  begin(beginning: Beginning): Promise<void>;
  /** The first picture is out: which engine trains? Nothing where another run is about to be opened. */
  decideEngine(): Promise<void>;
  /** After a loss: the same engine once more, then the fallback, from the last checkpoint. */
  recover(reason: string): Promise<void>;
  close(): Promise<void>;
}

export function createPresentRun(options: PresentRunOptions): PresentRun {
  const { post, clock, chooser, drive, progress, pictures, heldOut, onLost, isWanted } = options;
  let opened: Opened | null = null;
  let losses = 0;

  /** From now on this is the run that commands are about. */
  function take(next: Opened): void {
    opened = next;
    drive.restart();
    void next.chosen.engine.lost.then((reason) => {
      onLost(next.chosen, reason);
    });
  }

  /** The run is open, and stays it without what cannot be done to it. */
  function edit(session: Session, edits: readonly Edit[]): void {
    try {
      pictures.edit(session.parseEdits(edits, pictures.watched));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      post({ type: 'refused', message: error.message, opening: false, edits: pictures.edits });
    }
  }

  return {
    get opened() {
      return opened;
    },
    session() {
      if (!opened) throw new InputError('lab', 'a run must be open', undefined);
      return opened.session;
    },
    async begin({ what, state, wanted, example, edits, restored }) {
      const choice = await chooser.choose(wanted, what);
      const next = await openFirst(choice, what, state, clock).catch((error: unknown) => {
        throw error instanceof EngineLostError ? new UnavailableError(error.message) : error;
      });
      drive.stop();
      const before = opened;
      take(next);
      losses = 0;
      heldOut.forgetBest();
      pictures.edit([]);
      pictures.revisit(null);
      pictures.watch(example);
      if (before) await close(before);
      const { parameterCount, baseline, rival, symbols, trainer } = next.session;
      post({ type: 'opened', run: what.run, engine: statusOf(next), parameterCount, baseline, rival, symbols, example, restored });
      edit(next.session, edits);
      if (trainer.update > 0) progress.flush(trainer.update, true);
      await pictures.showInitial(next.session);
      await drive.show(next.session);
      drive.tellMoments(next.session);
    },
    async decideEngine() {
      const before = opened;
      const decided = await before?.decide?.(isWanted);
      if (!before || !decided) return;
      const next = await moveTo(decided, before, clock);
      const moved = next.session !== before.session;
      if (moved) take(next);
      else opened = next;
      post({ type: 'engineDecided', engine: statusOf(next) });
      if (moved) await drive.show(next.session);
    },
    async recover(reason) {
      if (!opened) return;
      const { chosen, session } = opened;
      losses += 1;
      const state = session.trainer.checkpoints.latest;
      const next = await openOn(await chooser.replaceLost(chosen.engine.name, losses), session, state, clock);
      for (const kept of session.trainer.checkpoints.states) next.session.trainer.checkpoints.add(kept);
      await close(opened);
      take(next);
      drive.tellMoments(next.session);
      post({ type: 'engineChanged', engine: statusOf(next), update: state.update, detail: reason });
      await drive.show(next.session);
    },
    async close() {
      if (opened) await close(opened);
    },
  };
}

/** Drives a run: trains it, stops it, takes it back, and shows and evaluates it in between, with nothing in flight where that matters. */
import { InputError } from '../core/errors';
import { nextMark } from '../engine/checkpoints';
import type { Session } from '../engine/session';
import type { TrainingState } from '../engine/weights';
import type { HeldOut } from './held-out';
import { checkExample, type Pictures } from './pictures';
import type { Progress } from './progress';
import type { Event } from './protocol';
import { createRate } from './rate';

export interface DriveOptions {
  readonly post: (event: Event) => void;
  /** Milliseconds. */
  readonly clock: () => number;
  readonly progress: Progress;
  readonly pictures: Pictures;
  readonly heldOut: HeldOut;
  /** Lets messages in, and says whether none waits. */
  readonly isUndisturbed: () => Promise<boolean>;
}

export interface Drive {
  readonly running: boolean;
  /** Another session is driven from now on. */
  restart(): void;
  start(session: Session): void;
  stop(): void;
  pause(session: Session): Promise<void>;
  /** One update. */
  step(session: Session): Promise<void>;
  /** @param back loads an earlier state into the trainer. */
  goBack(session: Session, back: (trainer: Session['trainer']) => void): Promise<void>;
  /**
   * Snapshots are of the weights kept of this update from now on; null: of the present ones. The next one comes when no message waits, so that who scrubs
   * fast sees the last one asked for. @throws InputError where none are kept, or where the present ones are not finite
   */
  revisit(session: Session, update: number | null): void;
  /** Tells which moments can be revisited. */
  tellMoments(session: Session): void;
  watch(session: Session, example: number): Promise<void>;
  /** As many updates as go in one submit, and what is due after them. */
  train(session: Session): Promise<void>;
  /** Nothing is in flight afterwards, and the page knows of every update; if one was not finite, of that too, and it sees the last weights that were. */
  settle(session: Session): Promise<void>;
  show(session: Session): Promise<void>;
  evaluate(session: Session): Promise<void>;
}

export function createDrive({ post, clock, progress, pictures, heldOut, isUndisturbed }: DriveOptions): Drive {
  const checkpoints = createRate({ share: 0.02, shortest: 1000, longest: 5000 }, clock);
  let running = false;
  let failureTold = false;

  function restart(): void {
    failureTold = false;
    heldOut.restart();
    progress.restart();
  }

  function stop(): void {
    if (!running) return;
    running = false;
    post({ type: 'running', running });
  }

  async function settle(session: Session): Promise<void> {
    const { trainer } = session;
    progress.note(await trainer.settle());
    if (!running || trainer.failed !== null) progress.flush(trainer.update, true);
    if (trainer.failed === null || failureTold) return;
    failureTold = true;
    stop();
    const found = await session.findNonFinite();
    post({ type: 'nonFinite', ...found, lastGood: trainer.checkpoints.latest.update });
    if (pictures.moment === null) pictures.revisit(trainer.checkpoints.latest);
    tellMoments(session);
    await show(session);
  }

  async function show(session: Session): Promise<void> {
    await pictures.show(session, running, isUndisturbed);
  }

  function tellMoments({ trainer: { checkpoints, failed } }: Session): void {
    const shown = pictures.moment?.update ?? null;
    post({ type: 'moments', updates: checkpoints.states.map(({ update }) => update), shown, finite: failed === null });
  }

  async function keep(session: Session): Promise<void> {
    await session.trainer.keep();
    tellMoments(session);
  }

  async function evaluate(session: Session): Promise<void> {
    await settle(session);
    if (hasFailed(session)) return;
    await heldOut.evaluate(session, isUndisturbed);
  }

  return {
    get running() {
      return running;
    },
    restart,
    start(session) {
      refuseFailed('start', session);
      if (running) return;
      running = true;
      progress.restart();
      post({ type: 'running', running });
    },
    stop,
    async pause(session) {
      if (!running) return;
      stop();
      await settle(session);
      if (hasFailed(session)) return;
      await keep(session);
      await show(session);
    },
    async step(session) {
      const { trainer } = session;
      if (running) stop();
      await settle(session);
      refuseFailed('step', session);
      progress.note(await trainer.advance(trainer.update + 1));
      await settle(session);
      if (hasFailed(session)) return;
      await keep(session);
      await show(session);
    },
    async goBack(session, back) {
      stop();
      progress.note(await session.trainer.settle());
      progress.flush(session.trainer.update, true);
      back(session.trainer);
      pictures.revisit(null);
      tellMoments(session);
      restart();
      progress.flush(session.trainer.update, true);
      await show(session);
    },
    revisit(session, update) {
      // Of numbers that are not finite there is no picture: what is shown stays that of the moment.
      if (update === null) refuseFailed('revisit', session);
      pictures.revisit(update === null ? null : findMoment('revisit.update', session, update));
      pictures.hasten();
      tellMoments(session);
    },
    tellMoments,
    async watch(session, example) {
      checkExample('watch.example', example);
      pictures.watch(example);
      await pictures.showInitial(session);
      if (running) pictures.hasten();
      else await show(session);
    },
    async train(session) {
      const { trainer } = session;
      const mark = nextMark(trainer.update);
      progress.note(await trainer.advance(mark));
      if (trainer.failed !== null) {
        await settle(session);
        return;
      }
      progress.flush(trainer.update);
      const isMarked = trainer.update === mark;
      if (!pictures.due && !heldOut.due && !checkpoints.due && !isMarked) return;
      await settle(session);
      if (hasFailed(session)) return;
      if (checkpoints.due || isMarked) await checkpoints.measure(() => keep(session));
      if (pictures.due) await show(session);
      if (heldOut.due) await evaluate(session);
    },
    settle,
    show,
    evaluate,
  };
}

/** A function, since a session fails between two looks at it. */
export function hasFailed({ trainer }: Session): boolean {
  return trainer.failed !== null;
}

/** The state kept of this update. @throws InputError naming `where` there is none */
export function findMoment(where: string, { trainer: { checkpoints } }: Session, update: number): TrainingState {
  const found = checkpoints.states.find((state) => state.update === update);
  if (found) return found;
  throw new InputError(where, 'must be an update whose weights are kept', update);
}

/** @throws InputError naming the command that cannot be carried out on numbers that are not finite. */
export function refuseFailed(command: string, { trainer }: Session): void {
  if (trainer.failed === null) return;
  throw new InputError(command, 'the numbers must be finite: restore or reset first', `update ${String(trainer.failed)}`);
}

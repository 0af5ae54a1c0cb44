/**
 * The lab itself, without the worker around it: a loop that carries out commands in order and trains in between. One loop, so that no two
 * things ever happen at once; between two submits it lets waiting messages in.
 */
import { InputError, UnavailableError } from '../core/errors';
import { type ChosenEngine, createChooser, type EngineFactories, type Wanted } from '../engine/choose';
import type { History } from '../engine/history';
import { EngineLostError } from '../engine/guard';
import type { OpenedRun } from '../engine/open-run';
import type { Session } from '../engine/session';
import type { TrainingState } from '../engine/weights';
import { createHeldOut } from './held-out';
import { createInbox } from './inbox';
import { close, moveTo, type Opened, openFirst, openOn, statusOf } from './opened';
import { checkExample, checkRequest, createPictures } from './pictures';
import { createProgress } from './progress';
import type { Command, Event, Restored } from './protocol';
import { createRate } from './rate';
import { readRunFile, writeRunFile } from './run-files';
import { packWeights, unpackWeights } from './weights-file';

export interface LabOptions {
  readonly post: (event: Event) => void;
  /** Checks a run that came from outside. @throws InputError */
  readonly openRun: (given: unknown) => Promise<OpenedRun>;
  readonly engines: EngineFactories;
  /** Milliseconds; decides how often things are shown, never what they are. */
  readonly clock: () => number;
  /** Resolves after messages that were waiting have been received. */
  readonly yieldToMessages: () => Promise<void>;
  /** Held-out examples of an evaluation. */
  readonly evaluationExamples?: number;
}

export interface LabLoop {
  receive(command: Command): void;
  /** Resolves when the loop has ended and everything is freed. */
  dispose(): Promise<void>;
}

type Message = Command | { readonly type: 'engineLost'; readonly chosen: ChosenEngine; readonly reason: string };

export function startLab({ post, openRun, engines, clock, yieldToMessages, evaluationExamples = 256 }: LabOptions): LabLoop {
  const inbox = createInbox<Message>();
  const chooser = createChooser(engines, clock);
  const progress = createProgress(post, clock);
  const pictures = createPictures(post, clock);
  const heldOut = createHeldOut(evaluationExamples, post, clock);
  const checkpoints = createRate({ share: 0.02, shortest: 1000, longest: 5000 }, clock);
  let opened: Opened | null = null;
  let running = false;
  let losses = 0;
  let failureTold = false;
  let ended = false;

  async function loop(): Promise<void> {
    while (!ended) {
      const message = inbox.take();
      if (message) await attempt(() => carryOut(message), true);
      else if (opened?.decide) await attempt(decideEngine, false);
      else if (opened && running) await attempt(() => trainOnce(session()), false);
      else if (opened && pictures.unfinished && !hasFailed(opened.session)) await attempt(() => show(session()), false);
      else if (opened && !hasFailed(opened.session) && heldOut.isMissing(opened.session.trainer.update)) {
        await attempt(() => evaluateNow(session()), false);
      } else await inbox.arrival();
      if (running) await yieldToMessages();
    }
    if (opened) await close(opened);
  }

  /** Every failure becomes an event. */
  async function attempt(work: () => Promise<void>, asked: boolean): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof EngineLostError) await attempt(() => recover(error.reason), false);
      else if (asked && (error instanceof InputError || error instanceof UnavailableError)) post({ type: 'refused', message: error.message });
      else {
        stop();
        if (opened) heldOut.giveUp(opened.session.trainer.update);
        post({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
      }
    }
  }

  async function carryOut(message: Message): Promise<void> {
    switch (message.type) {
      case 'open':
        await open(message);
        return;
      case 'start':
        start(session());
        return;
      case 'pause':
        await pause(session());
        return;
      case 'step':
        if (opened?.decide) await decideEngine();
        if (!opened?.decide) await step(session());
        return;
      case 'reset':
        await goBack(session(), (trainer) => {
          trainer.reset();
          heldOut.forgetBest();
        });
        return;
      case 'restore':
        await goBack(session(), (trainer) => {
          trainer.load(trainer.checkpoints.latest);
        });
        return;
      case 'restoreBest': {
        const { best } = heldOut;
        if (!best) throw new InputError('restoreBest', 'held-out examples must have been evaluated', undefined);
        await goBack(session(), (trainer) => {
          trainer.load(best.state);
        });
        return;
      }
      case 'watch':
        await watch(session(), message.example);
        return;
      case 'show':
        checkRequest(message.request);
        if (!pictures.request(message.request)) return;
        if (running) pictures.hasten();
        else if (opened) await show(opened.session);
        return;
      case 'exportWeights': {
        const { trainer, run } = session();
        await settle(session());
        post({ type: 'weights', update: trainer.update, file: packWeights(run.model, (await trainer.keep()).parameters) });
        return;
      }
      case 'save':
        await save(message.history);
        return;
      case 'openFile':
        await openFile(message);
        return;
      case 'engineLost':
        if (opened?.chosen === message.chosen) await recover(message.reason);
        return;
      default:
        message satisfies never;
    }
  }

  function session(): Session {
    if (!opened) throw new InputError('lab', 'a run must be open', undefined);
    return opened.session;
  }

  async function open({ run: given, engine, replay, checkpoint, example }: Extract<Command, { type: 'open' }>): Promise<void> {
    checkExample('open.example', example);
    const what = await openRun(given);
    const state = checkpoint === null ? null : unpackWeights(what.run.model, checkpoint);
    await begin(what, state, { engine, replay }, example, null);
  }

  async function openFile({ file, engine, example }: Extract<Command, { type: 'openFile' }>): Promise<void> {
    try {
      checkExample('openFile.example', example);
      const { what, state, replay, restored } = await readRunFile(file, session, openRun);
      await begin(what, state, { engine, replay }, example, restored);
    } catch (error) {
      if (!(error instanceof InputError || error instanceof UnavailableError)) throw error;
      post({ type: 'fileRefused', message: error.message });
    }
  }

  /** The present run is left alone until the next one is there. */
  async function begin(what: OpenedRun, state: TrainingState | null, wanted: Wanted, example: number, restored: Restored | null): Promise<void> {
    const choice = await chooser.choose(wanted, what);
    const next = await openFirst(choice, what, state, clock).catch((error: unknown) => {
      throw error instanceof EngineLostError ? new UnavailableError(error.message) : error;
    });
    stop();
    const before = opened;
    take(next);
    losses = 0;
    heldOut.forgetBest();
    pictures.watch(example);
    if (before) await close(before);
    const { parameterCount, baseline, rival, symbols, trainer } = next.session;
    post({ type: 'opened', run: what.run, engine: statusOf(next), parameterCount, baseline, rival, symbols, example, restored });
    if (trainer.update > 0) progress.flush(trainer.update, true);
    await pictures.showInitial(next.session);
    await show(next.session);
  }

  /** Whoever asked is answered, whatever happens. */
  async function save(history: History): Promise<void> {
    try {
      const { run } = session();
      await settle(session());
      refuseFailed('save', session());
      post({ type: 'saved', run, ...(await writeRunFile(session(), opened?.chosen.engine.name ?? null, history)) });
    } catch (error) {
      post({ type: 'notSaved', message: error instanceof Error ? error.message : String(error) });
      if (!(error instanceof InputError)) throw error;
    }
  }

  /** The first picture is out: which engine trains? Nothing where another run is about to be opened. */
  async function decideEngine(): Promise<void> {
    const before = opened;
    const decided = await before?.decide?.(async () => {
      await yieldToMessages();
      return !ended && !inbox.waiting.some(({ type }) => type === 'open');
    });
    if (!before || !decided) return;
    const next = await moveTo(decided, before, clock);
    const moved = next.session !== before.session;
    if (moved) take(next);
    else opened = next;
    post({ type: 'engineDecided', engine: statusOf(next) });
    if (moved) await show(next.session);
  }

  /** From now on this is the run that commands are about. */
  function take(next: Opened): void {
    opened = next;
    failureTold = false;
    heldOut.restart();
    progress.restart();
    void next.chosen.engine.lost.then((reason) => {
      inbox.put({ type: 'engineLost', chosen: next.chosen, reason });
    });
  }

  function start(session: Session): void {
    refuseFailed('start', session);
    if (running) return;
    running = true;
    progress.restart();
    post({ type: 'running', running });
  }

  function stop(): void {
    if (!running) return;
    running = false;
    post({ type: 'running', running });
  }

  async function pause(session: Session): Promise<void> {
    if (!running) return;
    stop();
    await settle(session);
    if (!hasFailed(session)) await session.trainer.keep();
    await show(session);
  }

  async function step(session: Session): Promise<void> {
    const { trainer } = session;
    if (running) stop();
    await settle(session);
    refuseFailed('step', session);
    progress.note(await trainer.advance(trainer.update + 1));
    await settle(session);
    await show(session);
  }

  async function goBack(session: Session, back: (trainer: Session['trainer']) => void): Promise<void> {
    stop();
    progress.note(await session.trainer.settle());
    progress.flush(session.trainer.update, true);
    back(session.trainer);
    failureTold = false;
    heldOut.restart();
    progress.restart();
    progress.flush(session.trainer.update, true);
    await show(session);
  }

  async function watch(session: Session, example: number): Promise<void> {
    checkExample('watch.example', example);
    pictures.watch(example);
    await pictures.showInitial(session);
    if (running) pictures.hasten();
    else await show(session);
  }

  async function trainOnce(session: Session): Promise<void> {
    const { trainer } = session;
    progress.note(await trainer.advance(Infinity));
    if (trainer.failed !== null) {
      await settle(session);
      return;
    }
    progress.flush(trainer.update);
    if (!pictures.due && !heldOut.due && !checkpoints.due) return;
    await settle(session);
    if (hasFailed(session)) return;
    if (checkpoints.due) await checkpoints.measure(() => trainer.keep());
    if (pictures.due) await show(session);
    if (heldOut.due) await evaluateNow(session);
  }

  /** Nothing is in flight afterwards, and the page knows of every update; if one was not finite, of that too. */
  async function settle(session: Session): Promise<void> {
    const { trainer } = session;
    progress.note(await trainer.settle());
    if (!running || trainer.failed !== null) progress.flush(trainer.update, true);
    if (trainer.failed === null || failureTold) return;
    failureTold = true;
    stop();
    const found = await session.findNonFinite();
    post({ type: 'nonFinite', ...found, lastGood: trainer.checkpoints.latest.update });
  }

  async function show(session: Session): Promise<void> {
    if (!hasFailed(session)) await pictures.show(session, running, isUndisturbed);
  }

  async function evaluateNow(session: Session): Promise<void> {
    await settle(session);
    if (hasFailed(session)) return;
    await heldOut.evaluate(session, isUndisturbed);
  }

  /** Lets messages in, and says whether none waits. */
  async function isUndisturbed(): Promise<boolean> {
    await yieldToMessages();
    return inbox.waiting.length === 0 && !ended;
  }

  /** After a loss: the same engine once more, then the fallback, from the last checkpoint. */
  async function recover(reason: string): Promise<void> {
    if (!opened) return;
    const { chosen, session } = opened;
    losses += 1;
    const state = session.trainer.checkpoints.latest;
    const next = await openOn(await chooser.replaceLost(chosen.engine.name, losses), session, state, clock);
    await close(opened);
    take(next);
    post({ type: 'engineChanged', engine: statusOf(next), update: state.update, detail: reason });
    await show(next.session);
  }

  const finished = loop();
  return {
    receive(message) {
      inbox.put(message);
    },
    dispose() {
      ended = true;
      inbox.wake();
      return finished;
    },
  };
}

/** A function, since a session fails between two looks at it. */
function hasFailed({ trainer }: Session): boolean {
  return trainer.failed !== null;
}

function refuseFailed(command: string, { trainer }: Session): void {
  if (trainer.failed === null) return;
  throw new InputError(command, 'the numbers must be finite: restore or reset first', `update ${String(trainer.failed)}`);
}

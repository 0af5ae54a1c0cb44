/**
 * The lab itself, without the worker around it: a loop that carries out commands in order and trains in between. One loop, so that no two
 * things ever happen at once; between two submits it lets waiting messages in.
 */
import { InputError, UnavailableError } from '../core/errors';
import { type ChosenEngine, createChooser, type EngineFactories } from '../engine/choose';
import { EngineLostError } from '../engine/guard';
import type { OpenedRun } from '../engine/open-run';
import { createCommands } from './commands';
import { createDrive, hasFailed } from './drive';
import { createHeldOut } from './held-out';
import { createInbox } from './inbox';
import { createPictures } from './pictures';
import { createPresentRun } from './present-run';
import { createProgress } from './progress';
import type { Command, Event } from './protocol';

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
  const drive = createDrive({ post, clock, progress, pictures, heldOut, isUndisturbed });
  const onLost = (chosen: ChosenEngine, reason: string): void => {
    inbox.put({ type: 'engineLost', chosen, reason });
  };
  const present = createPresentRun({ post, clock, chooser, drive, progress, pictures, heldOut, onLost, isWanted });
  const command = createCommands({ post, openRun, present, drive, pictures, heldOut, isWanted });
  let ended = false;

  async function loop(): Promise<void> {
    while (!ended) {
      const message = inbox.take();
      const work = message ? () => carryOut(message) : findWork();
      if (work) await attempt(work, message ?? null);
      else await inbox.arrival();
      if (drive.running) await yieldToMessages();
    }
    await present.close();
  }

  /** What is to be done unasked, the most urgent first; null where there is nothing. */
  function findWork(): (() => Promise<void>) | null {
    const { opened } = present;
    if (!opened) return null;
    const { session, decide } = opened;
    if (decide) return () => present.decideEngine();
    if (drive.running) return () => drive.train(session);
    if (pictures.unfinished) return () => drive.show(session);
    if (hasFailed(session)) return null;
    if (heldOut.isMissing(session.trainer.update)) return () => drive.evaluate(session);
    return null;
  }

  /** Every failure becomes an event. @param asked the message that this is about; null: nobody asked for it */
  async function attempt(work: () => Promise<void>, asked: Message | null): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof EngineLostError) await attempt(() => present.recover(error.reason), null);
      else if (asked !== null && (error instanceof InputError || error instanceof UnavailableError)) {
        const edits = asked.type === 'open' || asked.type === 'edit' ? pictures.edits : null;
        post({ type: 'refused', message: error.message, opening: asked.type === 'open', edits });
      } else {
        drive.stop();
        if (present.opened) heldOut.giveUp(present.opened.session.trainer.update);
        post({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
      }
    }
  }

  async function carryOut(message: Message): Promise<void> {
    if (message.type !== 'engineLost') await command(message);
    else if (present.opened?.chosen === message.chosen) await present.recover(message.reason);
  }

  async function isUndisturbed(): Promise<boolean> {
    await yieldToMessages();
    return inbox.waiting.length === 0 && !ended;
  }

  async function isWanted(): Promise<boolean> {
    await yieldToMessages();
    return !ended && !inbox.waiting.some(({ type }) => type === 'open');
  }

  const finished = loop();
  return {
    receive(message) {
      if (message.type === 'drawn') void command(message);
      else inbox.put(message);
    },
    dispose() {
      ended = true;
      inbox.wake();
      return finished;
    },
  };
}

/** What the lab does at each command: one table, a row a command. */
import { InputError, UnavailableError } from '../core/errors';
import type { OpenedRun } from '../engine/open-run';
import { type Drive, findMoment, refuseFailed } from './drive';
import type { HeldOut } from './held-out';
import { checkExample, checkRequest, type Pictures } from './pictures';
import type { PresentRun } from './present-run';
import type { Command, Event } from './protocol';
import { readRunFile, writeRunFile } from './run-files';
import { packWeights, unpackWeights } from './weights-file';

export interface CommandsOptions {
  readonly post: (event: Event) => void;
  /** Checks a run that came from outside. @throws InputError */
  readonly openRun: (given: unknown) => Promise<OpenedRun>;
  readonly present: PresentRun;
  readonly drive: Drive;
  readonly pictures: Pictures;
  readonly heldOut: HeldOut;
  /** Lets messages in; false where another run waits to be opened. */
  readonly isWanted: () => Promise<boolean>;
}

type Handlers = { readonly [Type in Command['type']]: (command: Extract<Command, { readonly type: Type }>) => void | Promise<void> };

/** Carries out a command. @throws InputError, UnavailableError where it cannot be, and then nothing has changed. */
export function createCommands({ post, openRun, present, drive, pictures, heldOut, isWanted }: CommandsOptions): (command: Command) => Promise<void> {
  const { session } = present;

  const handlers: Handlers = {
    async open({ run, engine, replay, checkpoint, example, edits }) {
      checkExample('open.example', example);
      const what = await openRun(run);
      const state = checkpoint === null ? null : unpackWeights(what.run.model, checkpoint);
      await present.begin({ what, state, wanted: { engine, replay }, example, edits, restored: null });
    },

    start() {
      drive.start(session());
    },

    pause: () => drive.pause(session()),

    async step() {
      if (present.opened?.decide) await present.decideEngine();
      if (!present.opened?.decide) await drive.step(session());
    },

    reset: () =>
      drive.goBack(session(), (trainer) => {
        trainer.reset();
        heldOut.forgetBest();
      }),

    restore: () =>
      drive.goBack(session(), (trainer) => {
        trainer.load(trainer.checkpoints.latest);
      }),

    async restoreBest() {
      const { best } = heldOut;
      if (!best) throw new InputError('restoreBest', 'held-out examples must have been evaluated', undefined);
      await drive.goBack(session(), (trainer) => {
        trainer.load(best.state);
      });
    },

    revisit({ update }) {
      drive.revisit(session(), update);
    },

    async goOnFrom({ update }) {
      // The moment in the picture can be gone on from though its weights have been thinned out meanwhile.
      const { moment } = pictures;
      const state = moment?.update === update ? moment : findMoment('goOnFrom.update', session(), update);
      await drive.goBack(session(), (trainer) => {
        trainer.load(state);
      });
    },

    watch: ({ example }) => drive.watch(session(), example),

    async try({ source }) {
      try {
        if (pictures.moment === null) refuseFailed('try', session());
        await drive.settle(session());
        await pictures.try(session(), source);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        await pictures.try(session(), null);
        post({ type: 'notTried', message: error.message });
      }
    },

    /** Whoever asked is answered. */
    async sample({ request }) {
      try {
        refuseFailed('sample', session());
        await drive.settle(session());
        post({ type: 'sampled', update: session().trainer.update, text: await session().writeText(request, isWanted) });
      } catch (error) {
        post({ type: 'notSampled', message: error instanceof Error ? error.message : String(error) });
        if (!(error instanceof InputError)) throw error;
      }
    },

    /** Whoever asked is answered. */
    async foretell({ steps }) {
      try {
        if (pictures.moment === null) refuseFailed('foretell', session());
        await drive.settle(session());
        const example = pictures.watched;
        post({ type: 'foretold', example, foretold: await session().foretell(example, steps, isWanted, pictures.moment) });
      } catch (error) {
        post({ type: 'notForetold', message: error instanceof Error ? error.message : String(error) });
        if (!(error instanceof InputError)) throw error;
      }
    },

    async show({ request }) {
      checkRequest(request);
      if (!pictures.request(request)) return;
      if (drive.running) pictures.hasten();
      else if (present.opened) await drive.show(present.opened.session);
    },

    async edit({ edits }) {
      if (!pictures.edit(session().parseEdits(edits, pictures.watched, pictures.edits))) return;
      if (drive.running) pictures.hasten();
      else await drive.show(session());
    },

    drawn({ milliseconds }) {
      pictures.drawn(milliseconds);
    },

    async exportWeights() {
      const { trainer, run } = session();
      await drive.settle(session());
      post({ type: 'weights', update: trainer.update, file: packWeights(run.model, (await trainer.keep()).parameters) });
    },

    /** Whoever asked is answered, whatever happens. */
    async save({ history }) {
      try {
        const { run } = session();
        await drive.settle(session());
        refuseFailed('save', session());
        post({ type: 'saved', run, ...(await writeRunFile(session(), present.opened?.chosen.engine.name ?? null, history)) });
      } catch (error) {
        post({ type: 'notSaved', message: error instanceof Error ? error.message : String(error) });
        if (!(error instanceof InputError)) throw error;
      }
    },

    async openFile({ file, engine, example }) {
      try {
        checkExample('openFile.example', example);
        const { what, state, replay, restored } = await readRunFile(file, session, openRun);
        await present.begin({ what, state, wanted: { engine, replay }, example, edits: [], restored });
      } catch (error) {
        if (!(error instanceof InputError || error instanceof UnavailableError)) throw error;
        post({ type: 'fileRefused', message: error.message });
      }
    },
  };

  return async (command) => {
    // The compiler cannot see that a row and its command are of one type.
    const handle = handlers[command.type] as (command: Command) => void | Promise<void>;
    await handle(command);
  };
}

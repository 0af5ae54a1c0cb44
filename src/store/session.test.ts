/** The session turns each event into one change of state, and refuses without losing what was open. */
import { describe, expect, it } from 'vitest';
import type { Edit } from '../model/edits';
import type { Run } from '../model/run';
import type { Snapshot } from '../model/snapshot';
import { getTask } from '../tasks/table';
import type { Command, EngineStatus, Event } from '../worker/protocol';
import { createDefaultRun } from './default-run';
import { withEncoder, withOption, withSeed } from './edit';
import { createSession, type Lab, type Session } from './session';

const recall = getTask('recall');
const run = createDefaultRun(recall);
const engine: EngineStatus = { name: 'reference', adapter: 'float64', software: false, reason: 'noWebGpu', rates: null };

interface Bench {
  readonly session: Session;
  readonly sent: Command[];
  readonly say: (event: Event) => void;
}

function createBench(): Bench {
  const sent: Command[] = [];
  const listeners = new Set<(event: Event) => void>();
  const lab: Lab = {
    send: (command) => {
      sent.push(command);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const session = createSession(lab, run, {
    request: (callback) => {
      callback();
    },
    measure: (callback) => {
      callback(7);
    },
  });
  return {
    session,
    sent,
    say: (event) => {
      for (const listener of listeners) listener(event);
    },
  };
}

const opened = (of: Run, example = 0): Event => ({
  type: 'opened',
  run: of,
  engine,
  parameterCount: 10,
  baseline: 2,
  rival: null,
  symbols: { inputs: ['x'], outputs: ['y'] },
  example,
  restored: null,
});

/** Only what the session reads of a snapshot. */
function snapshotOf(of: Run, steps: number, update = 0): Snapshot {
  return { update, model: of.model, batch: { inputs: { shape: [1, steps], data: new Int32Array(steps) } }, tensors: {} };
}

describe('a session', () => {
  it('tells the lab what drawing a snapshot cost, and nothing of other events', () => {
    const { say, sent } = createBench();
    say(opened(run));
    expect(sent).toEqual([]);
    say({ type: 'snapshot', snapshot: snapshotOf(run, 5) });
    expect(sent).toEqual([{ type: 'drawn', milliseconds: 7 }]);
    say({ type: 'progress', update: 1, losses: new Float32Array([1]), gradNorms: new Float32Array([1]), updatesPerSecond: 1 });
    expect(sent).toHaveLength(1);
  });

  it('opens at update 0 and holds the cursor inside the example', () => {
    const { session, say } = createBench();
    session.cursor.setState({ t: 900, unit: 900 });
    session.open({ run });
    say(opened(run));
    say({ type: 'snapshot', snapshot: snapshotOf(run, 21) });
    expect(session.status.getState()).toMatchObject({ phase: 'open', update: 0, parameterCount: 10, baseline: 2, engine });
    expect(session.cursor.getState()).toMatchObject({ t: 20, unit: 11 });
  });

  it('opens the changed run, and says at the field what cannot be, changing nothing', () => {
    const { session, sent, say } = createBench();
    session.open({ run });
    say(opened(run));
    session.change('option.lag', (before) => withOption(before, recall, 'lag', 7));
    expect(sent.at(-1)).toMatchObject({ type: 'open', run: { task: { options: { lag: 7 } } }, checkpoint: null });
    const count = sent.length;
    session.change('option.lag', (before) => withOption(before, recall, 'lag', -7));
    expect(sent.length).toBe(count);
    expect(session.settings.getState().refused['option.lag']).toMatchObject({
      kind: 'rule',
      rule: expect.stringContaining('task.options.lag') as string,
    });
    expect(session.settings.getState().run.task.options.lag).toBe(7);
  });

  it('edits what was last asked for, even before the worker has opened it', () => {
    const { session, sent, say } = createBench();
    session.open({ run });
    say(opened(run));
    session.change('option.lag', (before) => withOption(before, recall, 'lag', 7));
    session.change('cell', (before) => withEncoder(before, { cell: 'rnn' }));
    expect(sent.at(-1)).toMatchObject({ run: { task: { options: { lag: 7 } }, model: { encoder: { cell: 'rnn' } } } });
  });

  it('goes back to the open run where the worker refuses another', () => {
    const { session, say } = createBench();
    session.open({ run });
    say(opened(run));
    session.change('cell', (before) => withEncoder(before, { cell: 'gru' }));
    say({ type: 'refused', message: 'model: must fit', opening: true, edits: null });
    expect(session.settings.getState().run).toEqual(run);
    expect(session.status.getState().notice).toEqual({ kind: 'refused', detail: 'model: must fit' });
  });

  it('keeps the settings of the run that is opened next where the worker refuses the one before', () => {
    const { session, say } = createBench();
    session.open({ run, example: 1 });
    say(opened(run, 1));
    session.change('cell', (before) => withEncoder(before, { cell: 'rnn' }));
    session.change('cell', (before) => withEncoder(before, { cell: 'gru' }));
    const next = session.settings.getState().run;
    say({ type: 'refused', message: 'model: must fit', opening: true, edits: [] });
    expect(session.settings.getState().run).toEqual(next);
    expect(session.status.getState().notice).toEqual({ kind: 'refused', detail: 'model: must fit' });
    say({ type: 'refused', message: 'step: a run must be open', opening: false, edits: null });
    expect(session.settings.getState().run).toEqual(next);
    say(opened(next, 1));
    expect(session.settings.getState().run).toEqual(next);
    say({ type: 'refused', message: 'watch.example: must be a number', opening: false, edits: null });
    expect(session.settings.getState().run).toEqual(next);
  });

  it('opens the second of two first runs where the first of them is refused', () => {
    const { session, sent, say } = createBench();
    session.open({ run: withEncoder(run, { hiddenSizes: [3, 3] }) });
    session.open({ run: withEncoder(run, { cell: 'gru' }) });
    say({ type: 'refused', message: 'model: must fit', opening: true, edits: [] });
    expect(sent).toHaveLength(2);
    expect(session.status.getState().phase).not.toBe('failed');
  });

  it('shows the interventions that the worker still has where it refuses another run', () => {
    const { session, sent, say } = createBench();
    const zero = (unit: number): Edit => ({ kind: 'zero', scan: 'l0', unit });
    session.open({ run, edits: [zero(0)] });
    expect(sent).toMatchObject([{ type: 'open', edits: [zero(0)] }]);
    say(opened(run));
    expect(session.whatIf.getState().edits).toEqual([zero(0)]);
    session.change('cell', (before) => withEncoder(before, { cell: 'gru' }));
    expect(session.whatIf.getState().edits).toEqual([]);
    say({ type: 'refused', message: 'model: must fit', opening: true, edits: [zero(0)] });
    expect(session.whatIf.getState().edits).toEqual([zero(0)]);
    say({ type: 'refused', message: 'step: the numbers must be finite', opening: false, edits: null });
    expect(session.whatIf.getState().edits).toEqual([zero(0)]);
  });

  it('opens the default run where the first one is refused, and says why', () => {
    const { session, sent, say } = createBench();
    session.open({ run: withEncoder(run, { hiddenSizes: [3, 3] }) });
    say({ type: 'refused', message: 'model.encoder.hiddenSizes: must be one layer', opening: true, edits: null });
    expect(sent.at(-1)).toMatchObject({ type: 'open', run });
    expect(session.status.getState().notice).toMatchObject({ kind: 'linkRefused' });
    say({ type: 'refused', message: 'again', opening: true, edits: null });
    expect(session.status.getState().phase).toBe('failed');
  });

  it('opens a run on its example in one command, and answers its refusal by one other', () => {
    const { session, sent, say } = createBench();
    session.open({ run: withEncoder(run, { hiddenSizes: [3, 3] }), example: 3 });
    expect(sent).toMatchObject([{ type: 'open', example: 3 }]);
    say({ type: 'refused', message: 'model.encoder.hiddenSizes: must be one layer', opening: true, edits: null });
    expect(sent).toMatchObject([{ type: 'open' }, { type: 'open', run, example: 0 }]);
    say(opened(run));
    session.open({ run, example: 2 });
    session.change('cell', (before) => withEncoder(before, { cell: 'gru' }));
    session.open({ run, example: 0 });
    expect(sent.slice(2)).toMatchObject([{ example: 2 }, { example: 2 }, { example: 0 }]);
    expect(sent.every(({ type }) => type === 'open')).toBe(true);
  });

  it('goes back to the watched example of the open run where the worker refuses another', () => {
    const { session, say } = createBench();
    session.open({ run, example: 2 });
    say(opened(run, 2));
    session.open({ run: withEncoder(run, { cell: 'gru' }), example: 7 });
    expect(session.settings.getState().example).toBe(7);
    say({ type: 'refused', message: 'model: must fit', opening: true, edits: null });
    expect(session.settings.getState()).toMatchObject({ run, example: 2 });
    session.watch(4);
    session.open({ run: withEncoder(run, { cell: 'gru' }), example: 7 });
    say({ type: 'refused', message: 'model: must fit', opening: true, edits: null });
    expect(session.settings.getState().example).toBe(4);
  });

  it('keeps the network before training for comparison, only on the same task and seed', () => {
    const { session, say } = createBench();
    const longer = withOption(run, recall, 'lag', 50);
    const first = snapshotOf(run, 21);
    const rnn = withEncoder(run, { cell: 'rnn' });
    say(opened(run));
    say({ type: 'initial', snapshot: first });
    say({ type: 'snapshot', snapshot: snapshotOf(run, 21, 500) });
    say(opened(rnn));
    expect(session.streams.previous()).toBe(first);
    expect(session.streams.snapshot()).toBeNull();
    say({ type: 'initial', snapshot: snapshotOf(rnn, 21) });
    expect(session.streams.previous()).toBe(first);
    say(opened(longer));
    expect(session.streams.previous()).toBeNull();
    say({ type: 'initial', snapshot: snapshotOf(longer, 52) });
    say(opened(withSeed(longer, longer.seed + 1)));
    expect(session.streams.previous()).toBeNull();
  });

  it('ends the comparison where another example is watched', () => {
    const { session, say } = createBench();
    say(opened(run));
    say({ type: 'initial', snapshot: snapshotOf(run, 21) });
    say(opened(withEncoder(run, { cell: 'rnn' })));
    const [one, other] = [snapshotOf(run, 21), snapshotOf(run, 21)];
    say({ type: 'initial', snapshot: one });
    say({ type: 'initial', snapshot: other });
    expect(session.streams.initial()).toBe(other);
    expect(session.streams.previous()).toBeNull();
  });

  it('forgets the losses that a reset takes back', () => {
    const { session, say } = createBench();
    say(opened(run));
    say({ type: 'progress', update: 3, losses: Float32Array.of(3, 2, 1), gradNorms: new Float32Array(3), updatesPerSecond: 9 });
    expect(session.status.getState().update).toBe(3);
    say({ type: 'progress', update: 0, losses: new Float32Array(0), gradNorms: new Float32Array(0), updatesPerSecond: 0 });
    expect(session.streams.curve().losses).toEqual([]);
    expect(session.status.getState().update).toBe(0);
  });

  it('says where numbers stopped being finite', () => {
    const { session, say } = createBench();
    say(opened(run));
    say({ type: 'running', running: true });
    say({ type: 'nonFinite', update: 9, pass: 'scan l0', step: 4, lastGood: 8 });
    expect(session.status.getState()).toMatchObject({
      running: false,
      notice: { kind: 'nonFinite', update: 9, pass: 'scan l0', step: 4, lastGood: 8 },
    });
  });

  it('keeps saying that the worker failed, whatever is asked for then', () => {
    const { session, sent, say } = createBench();
    say({ type: 'failed', message: 'worker: its script must load' });
    session.open({ run });
    expect(sent).toEqual([]);
    expect(session.status.getState()).toMatchObject({ phase: 'failed', notice: { kind: 'failed' } });
  });

  it('keeps the way back from numbers that are not finite in sight until it is taken', () => {
    const { session, say } = createBench();
    say(opened(run));
    say({ type: 'nonFinite', update: 9, pass: 'loss', step: null, lastGood: 8 });
    session.toggleRunning();
    say({ type: 'refused', message: 'start: the weights must be finite', opening: false, edits: null });
    expect(session.status.getState().notice).toMatchObject({ kind: 'nonFinite' });
    session.reset();
    expect(session.status.getState().notice).toBeNull();
  });

  it('knows the best evaluation until another run is opened, and asks for its return', () => {
    const { session, sent, say } = createBench();
    say(opened(run));
    say({ type: 'evaluated', update: 4, loss: 1, metric: 0.5, measures: [], best: true });
    say({ type: 'evaluated', update: 8, loss: 2, metric: 0.4, measures: [{ name: 'recall', value: 0.3 }], best: false });
    expect(session.status.getState().measured).toEqual({ update: 8, measures: [{ name: 'recall', value: 0.3 }] });
    expect(session.status.getState().best).toEqual({ update: 4, metric: 0.5 });
    session.restoreBest();
    expect(sent.at(-1)).toEqual({ type: 'restoreBest' });
    say(opened(run));
    expect(session.status.getState().best).toBeNull();
  });

  it('takes the engine that a measurement decides for, and replays a link on the one it names', () => {
    const { session, sent, say } = createBench();
    session.open({ run, engine: 'auto', replay: 'webgpu' });
    expect(sent.at(-1)).toMatchObject({ type: 'open', engine: 'auto', replay: 'webgpu' });
    say(opened(run));
    const rates = { webgpu: 900, wasm: 300 };
    say({ type: 'engineDecided', engine: { ...engine, name: 'webgpu', reason: 'measured', rates } });
    expect(session.status.getState().engine).toMatchObject({ name: 'webgpu', rates });
    session.change('cell', (before) => withEncoder(before, { cell: 'rnn' }));
    expect(sent.at(-1)).toMatchObject({ engine: 'auto', replay: null });
  });

  it('hands the exported weights to who asked', async () => {
    const { session, say } = createBench();
    const file = Uint8Array.of(1, 2, 3);
    const exported = session.exportWeights();
    say({ type: 'weights', update: 4, file });
    expect(await exported).toEqual({ update: 4, file });
  });

  describe('with files', () => {
    const history = { updates: [10, 20], losses: [2, 1], heldOut: [{ update: 20, loss: 1.5, metric: 0.5 }] };
    const fromFile = (of: Run): Event => ({ ...opened(of), restored: { kind: 'exact', update: 20, history } }) as Event;

    it('opens the run of a file at its update, with its curves', async () => {
      const { session, sent, say } = createBench();
      session.open({ run });
      say(opened(run));
      expect(session.status.getState()).toMatchObject({ beginnings: 1, beganAt: 0 });
      const other = withEncoder(run, { cell: 'rnn' });
      const done = session.openFile(Uint8Array.of(1));
      expect(sent.at(-1)).toEqual({ type: 'openFile', file: Uint8Array.of(1), engine: 'auto', example: 0 });
      say(fromFile(other));
      expect(await done).toBe(true);
      expect(session.settings.getState()).toMatchObject({ run: other, weights: 'initial' });
      expect(session.status.getState()).toMatchObject({
        update: 20,
        beginnings: 2,
        beganAt: null,
        notice: { kind: 'resumed', restored: 'exact', update: 20 },
      });
      expect(session.streams.curve()).toEqual({ updates: [10, 20], losses: [2, 1] });
      expect(session.streams.heldOut()).toEqual(history.heldOut);
      session.chooseEngine('wasm');
      expect(sent.at(-1)).toEqual({ type: 'openFile', file: Uint8Array.of(1), engine: 'wasm', example: 0 });
      session.reset();
      session.chooseEngine('wasm');
      expect(sent.at(-1)).toMatchObject({ type: 'open' });
    });

    it('leaves everything as it was where a file is refused', async () => {
      const { session, say } = createBench();
      session.open({ run });
      say(opened(run));
      say({ type: 'progress', update: 3, losses: Float32Array.of(3, 2, 1), gradNorms: new Float32Array(3), updatesPerSecond: 9 });
      const done = session.openFile(Uint8Array.of(1));
      say({ type: 'fileRefused', message: 'archive: must be whole' });
      expect(await done).toBe(false);
      expect(session.settings.getState().run).toEqual(run);
      expect(session.status.getState()).toMatchObject({
        update: 3,
        beginnings: 1,
        notice: { kind: 'fileRefused', detail: 'archive: must be whole' },
      });
      expect(session.streams.curve().updates).toEqual([1, 2, 3]);
    });

    it('hands the file of the run to who asked, with its curves, or says why there is none', async () => {
      const { session, sent, say } = createBench();
      say(opened(run));
      say({ type: 'progress', update: 2, losses: Float32Array.of(3, 2), gradNorms: new Float32Array(2), updatesPerSecond: 9 });
      const saved = session.save();
      expect(sent.at(-1)).toEqual({ type: 'save', history: { updates: [1, 2], losses: [3, 2], heldOut: [] } });
      say({ type: 'saved', run, update: 2, file: Uint8Array.of(7) });
      expect(await saved).toEqual({ run, update: 2, file: Uint8Array.of(7) });
      const refused = session.save();
      say({ type: 'notSaved', message: 'weights: must be finite' });
      await expect(refused).rejects.toThrow('weights: must be finite');
      const left = session.save();
      say({ type: 'failed', message: 'worker: gone' });
      await expect(left).rejects.toThrow('worker: gone');
    });
  });
});

/**
 * The race itself, without the worker around it: a loop that carries out commands in order and trains all lanes in lock step in between. Held-out
 * examples are evaluated at fixed updates, so that what a race says does not depend on how fast it ran.
 */
import { InputError, UnavailableError } from '../core/errors';
import { type ChosenEngine, type Chooser, createChooser, type EngineFactories, type Wanted } from '../engine/choose';
import { EngineLostError, guardEngine } from '../engine/guard';
import type { OpenedRace } from '../engine/race/open-race';
import { createRace, type Race } from '../engine/race/race';
import { createInbox } from './inbox';
import { checkExample } from './pictures';
import { createRaceProgress } from './race-progress';
import { EVALUATED_EVERY, type RaceCommand, type RaceEvent } from './race-protocol';
import { createRate } from './rate';

export interface RaceLoopOptions {
  readonly post: (event: RaceEvent) => void;
  /** Checks a race that came from outside. @throws InputError */
  readonly openRace: (given: unknown) => Promise<OpenedRace>;
  readonly engines: EngineFactories;
  /** Milliseconds; decides how often things are shown and how long a turn is, never what is computed. */
  readonly clock: () => number;
  /** Resolves after messages that were waiting have been received. */
  readonly yieldToMessages: () => Promise<void>;
  /** Held-out examples of an evaluation. */
  readonly evaluationExamples?: number;
}

export interface RaceLoop {
  receive(command: RaceCommand): void;
  /** Resolves when the loop has ended and everything is freed. */
  dispose(): Promise<void>;
}

type Message = RaceCommand | { readonly type: 'lost'; readonly chosen: ChosenEngine; readonly reason: string };

interface OpenRace {
  readonly race: Race;
  readonly chosen: ChosenEngine;
  /** The last update that was evaluated, or given up; -1 before the first. */
  evaluatedAt: number;
}

export function startRace({ post, openRace, engines, clock, yieldToMessages, evaluationExamples = 256 }: RaceLoopOptions): RaceLoop {
  const inbox = createInbox<Message>();
  const chooser = createChooser(engines, clock);
  const progress = createRaceProgress(post, clock);
  const pictures = createRate({ share: 0.1, shortest: 100, longest: Infinity }, clock);
  let opened: OpenRace | null = null;
  let watched = 0;
  let running = false;
  let ended = false;

  async function loop(): Promise<void> {
    while (!ended) {
      const message = inbox.take();
      if (message) await attempt(() => carryOut(message), true);
      else if (opened && shouldEvaluate(opened)) await attempt(() => evaluateNow(current()), false);
      else if (opened && running) await attempt(() => trainOnce(current()), false);
      else await inbox.arrival();
      if (running) await yieldToMessages();
    }
    if (opened) await close(opened);
  }

  /** Every failure becomes an event. */
  async function attempt(work: () => Promise<void>, asked: boolean): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof EngineLostError) await lose(error.reason);
      else if (asked && (error instanceof InputError || error instanceof UnavailableError)) post({ type: 'refused', message: error.message });
      else {
        stop();
        if (opened) opened.evaluatedAt = opened.race.update;
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
        start(current().race);
        return;
      case 'pause':
        await pause(current());
        return;
      case 'step':
        await step(current());
        return;
      case 'reset':
        await reset(current());
        return;
      case 'watch':
        checkExample('watch.example', message.example);
        watched = message.example;
        if (running) pictures.hasten();
        else await show(current());
        return;
      case 'lost':
        if (opened?.chosen === message.chosen) await lose(message.reason);
        return;
      default:
        message satisfies never;
    }
  }

  function current(): OpenRace {
    if (!opened) throw new InputError('race', 'must be open', undefined);
    return opened;
  }

  /** The present race is left alone until the next one is there. */
  async function open({ race: given, engine, example }: Extract<RaceCommand, { type: 'open' }>): Promise<void> {
    checkExample('open.example', example);
    const what = await openRace(given);
    const wanted: Wanted = { engine, replay: null };
    const next = await openOnBest(chooser, wanted, what, clock).catch((error: unknown) => {
      throw error instanceof EngineLostError ? new UnavailableError(error.message) : error;
    });
    stop();
    const before = opened;
    opened = next;
    watched = example;
    progress.goBack();
    if (before) await close(before);
    void next.chosen.engine.lost.then((reason) => {
      inbox.put({ type: 'lost', chosen: next.chosen, reason });
    });
    const { reason, rates, engine: used } = next.chosen;
    post({
      type: 'opened',
      race: what.race,
      engine: { name: used.name, adapter: used.adapter, software: used.software, reason, rates },
      lanes: what.runs.map(([{ model }], lane) => ({ model, parameterCount: next.race.lanes[lane].parameterCount })),
      baseline: what.task.baseline(what.race.task.options).value,
      symbols: what.task.symbols(what.race.task.options),
      example,
    });
    await show(next);
  }

  function start(race: Race): void {
    refuseStanding('start', race);
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

  async function pause(at: OpenRace): Promise<void> {
    if (!running) return;
    stop();
    progress.tell(at.race, true);
    await show(at);
  }

  async function step(at: OpenRace): Promise<void> {
    const { race } = at;
    stop();
    refuseStanding('step', race);
    await advance(race, race.update + 1);
    progress.tell(race, true);
    await show(at);
  }

  async function reset(at: OpenRace): Promise<void> {
    stop();
    at.race.reset();
    at.evaluatedAt = -1;
    progress.goBack();
    post({ type: 'reset' });
    progress.tell(at.race, true);
    await show(at);
  }

  /** One round, never beyond the next update that is evaluated. */
  async function trainOnce(at: OpenRace): Promise<void> {
    const { race } = at;
    await advance(race, (Math.floor(race.update / EVALUATED_EVERY) + 1) * EVALUATED_EVERY);
    if (running) progress.flush(race);
    else progress.tell(race, true);
    if (pictures.due || !running) await show(at);
  }

  /** One round; what failed in it is told after the losses before it, and where nothing is left that could go on the race stops. */
  async function advance(race: Race, until: number): Promise<void> {
    const rounds = await race.round(until, yieldToMessages);
    progress.note(rounds);
    rounds.forEach(({ failed }, lane) => {
      if (failed === null) return;
      progress.tell(race, !running);
      post({ type: 'laneFailed', lane, failure: failed });
    });
    if (race.alive === 0) stop();
  }

  async function show({ race }: OpenRace): Promise<void> {
    const snapshots = await pictures.measure(() => race.snapshots(watched));
    post({ type: 'pictures', update: race.update, example: watched, snapshots });
  }

  /** While training only at the fixed updates, and wherever the race stands. */
  function shouldEvaluate({ race, evaluatedAt }: OpenRace): boolean {
    return evaluatedAt !== race.update && race.alive > 0 && (!running || race.update % EVALUATED_EVERY === 0);
  }

  async function evaluateNow(at: OpenRace): Promise<void> {
    const { race } = at;
    const lanes = await race.assess(evaluationExamples, isUndisturbed);
    if (lanes === null) return;
    at.evaluatedAt = race.update;
    post({ type: 'assessed', update: race.update, lanes });
  }

  /** Lets messages in, and says whether none waits. */
  async function isUndisturbed(): Promise<boolean> {
    await yieldToMessages();
    return inbox.waiting.length === 0 && !ended;
  }

  /** The lanes can only go on together, from the same update, and what the lost device held is gone: whoever wants to may open the race anew. */
  async function lose(reason: string): Promise<void> {
    if (!opened) return;
    stop();
    const { name } = opened.chosen.engine;
    await close(opened);
    opened = null;
    post({ type: 'engineLost', engine: name, reason });
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

/**
 * The race on the engine that is fastest for its largest lane; with `auto` on the fallback where that engine cannot take every lane.
 * @throws InputError for a race that no engine can take.
 */
async function openOnBest(chooser: Chooser, wanted: Wanted, what: OpenedRace, clock: () => number): Promise<OpenRace> {
  const [run] = what.runs.map(([first]) => first).toSorted((a, b) => weightOf(b) - weightOf(a));
  const { chosen, decide } = await chooser.choose(wanted, { run, task: what.task });
  const decided = (await decide?.(() => Promise.resolve(true))) ?? chosen;
  if (decided.engine === chosen.engine) return openOn(decided, what, clock);
  try {
    const next = await openOn(decided, what, clock);
    chosen.engine.dispose();
    return next;
  } catch {
    return openOn({ ...chosen, reason: 'unable' }, what, clock);
  }
}

/** Of two runs on the same batches the one that costs more: wider states, more layers. */
function weightOf({ model: { encoder } }: OpenedRace['runs'][number][number]): number {
  return encoder.hiddenSizes.reduce((sum, size) => sum + size * size, 0);
}

/** The engine is disposed where there can be no race on it. */
async function openOn(chosen: ChosenEngine, what: OpenedRace, clock: () => number): Promise<OpenRace> {
  try {
    return { race: await createRace({ ...what, createExecutor: guardEngine(chosen.engine), clock }), chosen, evaluatedAt: -1 };
  } catch (error) {
    chosen.engine.dispose();
    throw error;
  }
}

async function close({ race, chosen }: OpenRace): Promise<void> {
  await race.dispose();
  chosen.engine.dispose();
}

function refuseStanding(command: string, race: Race): void {
  if (race.alive > 0) return;
  throw new InputError(command, 'some lane must still have finite numbers: reset first', `${String(race.lanes.length)} lanes that stopped`);
}

/**
 * Several networks trained in lock step: round by round every lane and seed does exactly as many updates, one trainer after another in small
 * turns. The clock decides how many updates a turn has, never what they compute.
 */
import type { Executor } from '../../model/executor';
import type { Plan } from '../../model/plan';
import type { Snapshot } from '../../model/snapshot';
import type { Finding } from '../autopsy';
import { findHorizon, type Horizon, medianOf } from './horizon';
import type { OpenedRace } from './open-race';
import { createRacer, type Racer } from './racer';

/** Where a lane's numbers stopped being finite: the lane stands still from then on, with all its seeds. */
export interface LaneFailure extends Finding {
  /** Which of the lane's runs, from 0. */
  readonly seed: number;
}

/** What a lane did in one round. */
export interface LaneRound {
  /** Of each seed, as many; oldest first. Fewer than the round has, where the lane failed. */
  readonly losses: readonly (readonly number[])[];
  /** In this round. */
  readonly failed: LaneFailure | null;
}

/** How a lane does at one update. */
export interface LaneAssessment {
  /** Of each seed, on the same held-out examples in every lane. */
  readonly heldOut: readonly { readonly loss: number; readonly metric: number }[];
  /** Over the examples of all seeds. */
  readonly horizon: Horizon;
}

export interface Race {
  /** Updates that every lane has done which has not failed; where all have, the most that one has done. */
  readonly update: number;
  /** Lanes that go on. */
  readonly alive: number;
  readonly lanes: readonly {
    readonly parameterCount: number;
    readonly failed: LaneFailure | null;
    /** The median over its seeds' latest turns; null before the first. */
    readonly millisecondsPerUpdate: number | null;
  }[];
  /** One turn of every lane and seed, to the same update, at most `until`. @param between awaited after each turn: lets messages in */
  round(until: number, between: () => Promise<void>): Promise<readonly LaneRound[]>;
  /** Every lane that goes on, null for the others; null where `goOn` ended it. */
  assess(examples: number, goOn: () => Promise<boolean>): Promise<readonly (LaneAssessment | null)[] | null>;
  /** Held-out example number `example` of the first seed passing through each lane that goes on. */
  snapshots(example: number): Promise<readonly (Snapshot | null)[]>;
  reset(): void;
  dispose(): Promise<void>;
}

/** Milliseconds that the slowest lane's turn should take: what lies between two looks at the messages. */
const TURN_MS = 8;
const MOST_UPDATES = 64;

interface Lane {
  readonly racers: readonly Racer[];
  failed: LaneFailure | null;
}

export interface RaceOptions extends OpenedRace {
  readonly createExecutor: (plan: Plan) => Promise<Executor>;
  /** Milliseconds, for pacing and the time of an update only. */
  readonly clock: () => number;
}

/** @throws InputError for a lane that the engines cannot train; nothing of the others is left then. */
export async function createRace({ runs, task, createExecutor, clock }: RaceOptions): Promise<Race> {
  const lanes: Lane[] = [];
  const begun: Racer[] = [];
  try {
    for (const ofLane of runs) {
      const racers: Racer[] = [];
      for (const run of ofLane) {
        const racer = await createRacer({ run, task, createExecutor, clock });
        begun.push(racer);
        racers.push(racer);
      }
      lanes.push({ racers, failed: null });
    }
  } catch (error) {
    for (const racer of begun) await racer.dispose();
    throw error;
  }
  let update = 0;
  let turn = 1;

  function pace(): void {
    const times = lanes.filter(({ failed }) => failed === null).flatMap(({ racers }) => racers.map((racer) => racer.millisecondsPerUpdate ?? 0));
    const slowest = Math.max(...times, 1e-3);
    turn = Math.max(1, Math.min(Math.floor(TURN_MS / slowest), 2 * turn, MOST_UPDATES));
  }

  /** The turns of one lane; where one of its seeds fails, the others stop at the update before. */
  async function advance(lane: Lane, target: number, between: () => Promise<void>): Promise<LaneRound> {
    if (lane.failed !== null) return { losses: lane.racers.map(() => []), failed: null };
    let until = target;
    const losses: (readonly number[])[] = [];
    for (const [seed, racer] of lane.racers.entries()) {
      losses.push(await racer.advance(until));
      const { trainer } = racer.session;
      // A later seed stops where an earlier one failed, so that what fails now has failed before it.
      if (trainer.failed !== null) {
        lane.failed = { seed, ...(await racer.session.findNonFinite()) };
        until = trainer.update;
      }
      await between();
    }
    return { losses: losses.map((each) => each.slice(0, until - update)), failed: lane.failed };
  }

  return {
    get update() {
      return update;
    },
    get alive() {
      return lanes.filter(({ failed }) => failed === null).length;
    },
    get lanes() {
      return lanes.map(({ racers, failed }) => {
        const times = racers.map((racer) => racer.millisecondsPerUpdate).filter((time) => time !== null);
        return { parameterCount: racers[0].session.parameterCount, failed, millisecondsPerUpdate: times.length === 0 ? null : medianOf(times) };
      });
    },
    async round(until, between) {
      const target = Math.min(update + turn, until);
      const rounds: LaneRound[] = [];
      for (const lane of lanes) rounds.push(await advance(lane, target, between));
      const doing = lanes.some(({ failed }) => failed === null);
      update = doing ? target : update + Math.max(...rounds.map(({ losses: [first] }) => first.length));
      pace();
      return rounds;
    },
    async assess(examples, goOn) {
      const found: (LaneAssessment | null)[] = [];
      for (const { racers, failed } of lanes) {
        if (failed !== null) {
          found.push(null);
          continue;
        }
        const all = [];
        for (const racer of racers) {
          const assessed = await racer.assess(examples, goOn);
          if (assessed === null) return null;
          all.push(assessed);
        }
        found.push({
          heldOut: all.map(({ heldOut: { loss, metric } }) => ({ loss, metric })),
          horizon: findHorizon(all.flatMap(({ norms }) => norms)),
        });
      }
      return found;
    },
    async snapshots(example) {
      const taken: (Snapshot | null)[] = [];
      for (const { racers, failed } of lanes) taken.push(failed === null ? await racers[0].session.snapshot(example) : null);
      return taken;
    },
    reset() {
      for (const lane of lanes) {
        lane.failed = null;
        for (const racer of lane.racers) racer.reset();
      }
      update = 0;
      turn = 1;
    },
    async dispose() {
      for (const { racers } of lanes) for (const racer of racers) await racer.dispose();
    },
  };
}

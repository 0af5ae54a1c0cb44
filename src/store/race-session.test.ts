import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../model/snapshot';
import type { RaceCommand, RaceEvent } from '../worker/race-protocol';
import { withNewLane } from './race-edit';
import type { RaceLink } from './race-link';
import { createRaceSession } from './race-session';
import { wholeRaces } from './whole-races';

const first: RaceLink = { race: wholeRaces.recallCells(), engine: 'auto', example: 0, t: 0 };

function begin() {
  const sent: RaceCommand[] = [];
  let tell: (event: RaceEvent) => void = () => undefined;
  const session = createRaceSession(
    {
      send: (command) => sent.push(command),
      subscribe: (listener) => {
        tell = listener;
        return () => undefined;
      },
      dispose: () => undefined,
    },
    first,
    (draw) => {
      draw();
    },
  );
  const opened = (race = session.state.getState().race): RaceEvent => ({
    type: 'opened',
    race,
    engine: { name: 'wasm', adapter: '', software: false, reason: 'noWebGpu', rates: null },
    lanes: race.lanes.map(({ model }) => ({ model, parameterCount: 10 })),
    baseline: 2,
    symbols: { inputs: [], outputs: [] },
    example: 0,
  });
  return {
    session,
    sent,
    opened,
    tell: (event: RaceEvent) => {
      tell(event);
    },
  };
}

const progress = (update: number, losses: readonly number[], from: number): RaceEvent => ({
  type: 'progress',
  update,
  updatesPerSecond: 1,
  lanes: first.race.lanes.map(() => ({ losses: [Float32Array.from(losses)], from, millisecondsPerUpdate: 2 })),
});

describe('race session', () => {
  it('gathers the lanes’ curves and forgets them where the race goes back', () => {
    const { session, opened, tell } = begin();
    tell(opened());
    tell(progress(2, [4, 3], 1));
    tell(progress(3, [2], 3));
    expect(session.streams.curves().map(({ updates, losses }) => [updates, losses])).toEqual(first.race.lanes.map(() => [[1, 2, 3], [[4, 3, 2]]]));
    expect(session.state.getState()).toMatchObject({ update: 3, phase: 'open' });
    expect(session.state.getState().lanes[0].millisecondsPerUpdate).toBe(2);
    tell({ type: 'laneFailed', lane: 1, failure: { seed: 0, update: 4, pass: 'loss', step: null } });
    expect(session.state.getState().lanes.map(({ failed }) => failed?.update)).toEqual([undefined, 4, undefined]);
    tell({ type: 'reset' });
    tell(progress(0, [], 1));
    expect(session.streams.curves().every(({ updates }) => updates.length === 0)).toBe(true);
    expect(session.state.getState().lanes.every(({ failed }) => failed === null)).toBe(true);
  });

  it('opens the race changed, and says at the control why a change cannot be', () => {
    const { session, sent, opened, tell } = begin();
    tell(opened());
    session.change('lanes', withNewLane);
    expect(sent.at(-1)).toMatchObject({ type: 'open', race: { lanes: { length: 4 } } });
    session.change('lanes', withNewLane);
    expect(sent).toHaveLength(1);
    expect(session.state.getState().notice).toMatchObject({ kind: 'refused', field: 'lanes' });
    expect(session.state.getState().race.lanes).toHaveLength(4);
  });

  it('goes back to the race that is open where the worker refuses another', () => {
    const { session, opened, tell } = begin();
    tell(opened());
    session.change('lanes', withNewLane);
    tell({ type: 'refused', message: 'race.lanes.3: no' });
    expect(session.state.getState()).toMatchObject({ race: first.race, notice: { kind: 'refused', field: null, detail: 'race.lanes.3: no' } });
  });

  it('opens another race where the worker refuses the first', () => {
    const { session, sent, tell } = begin();
    session.open({ ...first, race: wholeRaces.forgetBias() });
    tell({ type: 'refused', message: 'race.lanes.0.model.input: no' });
    expect(sent.map((command) => (command.type === 'open' ? command.race.lanes.length : 0))).toEqual([2, 3]);
    expect(session.state.getState().notice).toMatchObject({ kind: 'linkRefused' });
  });

  it('keeps the last picture of a lane that failed, but not beside another example', () => {
    const { session, opened, tell } = begin();
    tell(opened());
    const picture = (update: number) => ({ update }) as Snapshot;
    tell({ type: 'pictures', update: 0, example: 0, snapshots: [picture(0), picture(0), picture(0)] });
    tell({ type: 'pictures', update: 3, example: 0, snapshots: [null, picture(3), picture(3)] });
    expect(session.streams.snapshots().map((each) => each?.update)).toEqual([0, 3, 3]);
    tell({ type: 'pictures', update: 3, example: 7, snapshots: [null, picture(3), picture(3)] });
    expect(session.streams.snapshots().map((each) => each?.update)).toEqual([undefined, 3, 3]);
  });

  it('goes on with the example and step at hand after a refusal', () => {
    const { session, opened, tell } = begin();
    tell(opened());
    session.watch(5);
    session.moveTo(2);
    tell({ type: 'refused', message: 'step: some lane must still have finite numbers' });
    expect(session.state.getState()).toMatchObject({ example: 5, t: 2 });
  });

  it('offers to begin anew where the engine was lost', () => {
    const { session, sent, opened, tell } = begin();
    tell(opened());
    tell({ type: 'engineLost', engine: 'webgpu', reason: 'gone' });
    expect(session.state.getState()).toMatchObject({ phase: 'opening', running: false, notice: { kind: 'engineLost', detail: 'gone' } });
    session.reopen();
    expect(sent.at(-1)).toMatchObject({ type: 'open', race: first.race });
    expect(session.state.getState().notice).toBeNull();
  });
});

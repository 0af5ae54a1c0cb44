import { describe, expect, it } from 'vitest';
import { parseRace } from './parse-race';
import { countParameters, matchModel, runsOf, solveWidth, withEveryWidth } from './race';

const model = (cell: 'rnn' | 'lstm' | 'gru', hiddenSizes: readonly number[] = [12]) => ({
  input: { kind: 'values', size: 2 },
  encoder: { cell, hiddenSizes },
  output: { kind: 'last', size: 1, loss: 'mse' },
});

const race = (change: object = {}) => ({
  task: { name: 'adding', options: { length: 20 } },
  lanes: [{ model: model('rnn') }, { model: model('lstm') }, { model: model('gru') }],
  seed: 5,
  ...change,
});

describe('parseRace', () => {
  it('fills in what is left out, key by key', () => {
    const parsed = parseRace(race({ lanes: [{ model: model('lstm'), initialisation: { kind: 'pytorch', forgetBias: 1 } }] }));
    expect(parsed).toMatchObject({ match: { kind: 'own' }, seed: 5, seeds: 1, training: { batchSize: 32, teacherForcing: 1 } });
    expect(parsed.lanes[0].initialisation).toEqual({ kind: 'pytorch', forgetBias: 1 });
    expect(parsed.training).not.toHaveProperty('initialisation');
    expect(parseRace(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
  });

  it('refuses what cannot race, by the name of the field', () => {
    const lanes = Array.from({ length: 5 }, () => ({ model: model('gru') }));
    expect(() => parseRace(race({ lanes }))).toThrow('race.lanes: must be a list of 1 to 4 lanes');
    expect(() => parseRace(race({ lanes: [] }))).toThrow('race.lanes: must be a list of 1 to 4 lanes');
    expect(() => parseRace(race({ seeds: 4 }))).toThrow('race.seeds: must be a whole number from 1 to 3');
    expect(() => parseRace(race({ seed: -1 }))).toThrow('race.lanes.0.run.seed');
    expect(() => parseRace(race({ match: { kind: 'size' } }))).toThrow('race.match.kind: must be one of "own", "width", "parameters"');
    expect(() => parseRace(race({ training: { initialisation: {} } }))).toThrow('race.training.initialisation: must not be there');
    expect(() => parseRace(race({ lanes: [{ model: model('gru') }, { model: model('rnn', [0]) }] }))).toThrow(
      'race.lanes.1.model.encoder.hiddenSizes.0',
    );
    expect(() => parseRace(race({ lanes: [{ model: model('rnn'), initialisation: { kind: 'chrono', maxLag: 20 } }] }))).toThrow(
      'race.lanes.0.training.initialisation.kind',
    );
    expect(() => parseRace(race({ faster: true }))).toThrow('race.faster: must not be there');
    for (const hostile of [null, 7, 'race', [], {}]) expect(() => parseRace(hostile)).toThrow('race');
  });
});

describe('runsOf', () => {
  it('gives every lane the same task, training and seeds', () => {
    const runs = runsOf(parseRace(race({ seeds: 3, seed: 0xffffffff })));
    expect(runs.map((lane) => lane.map(({ seed }) => seed))).toEqual([0, 1, 2].map(() => [0xffffffff, 0, 1]));
    expect(runs.map(([{ model: each }]) => each.encoder.cell)).toEqual(['rnn', 'lstm', 'gru']);
    expect(new Set(runs.flat().map(({ task, training }) => JSON.stringify([task, training])))).toHaveProperty('size', 1);
  });

  it('matches widths', () => {
    const [rnn, lstm] = runsOf(
      parseRace(race({ match: { kind: 'width', width: 7 }, lanes: [{ model: model('rnn') }, { model: model('lstm', [3, 4]) }] })),
    );
    expect(rnn[0].model.encoder.hiddenSizes).toEqual([7]);
    expect(lstm[0].model.encoder.hiddenSizes).toEqual([7, 7]);
  });

  it('matches parameters by the width that comes nearest', () => {
    for (const { model: given } of parseRace(race({ lanes: [{ model: model('rnn') }, { model: model('lstm', [2, 2]) }, { model: model('gru') }] }))
      .lanes) {
      for (const count of [1, 100, 1337, 5000, 123456]) {
        const distances = Array.from({ length: 400 }, (_, k) => Math.abs(countParameters(withEveryWidth(given, k + 1)) - count));
        const nearest = distances.indexOf(Math.min(...distances)) + 1;
        expect(solveWidth(given, count)).toBe(nearest);
        expect(matchModel(given, { kind: 'parameters', count }).encoder.hiddenSizes).toEqual(given.encoder.hiddenSizes.map(() => nearest));
      }
    }
  });
});

import { describe, expect, it } from 'vitest';
import { raceLimits } from '../model/race';
import { getTask } from '../tasks/table';
import { createDefaultRun } from './default-run';
import { withArchitecture } from './edit';
import { raceOfRun, withMatch, withSeeds } from './race-edit';
import { isRaceLink, type RaceLink, readRaceLink, writeRaceLink } from './race-link';
import { isLink } from './permalink';
import { encodeBase64Url } from './base64url';
import { wholeRaceNames, wholeRaces } from './whole-races';

const linkOf = (change: Partial<RaceLink> = {}): RaceLink => ({ race: wholeRaces.recallCells(), engine: 'auto', example: 0, t: 0, ...change });
const encode = (value: unknown): string => `race=v1.${encodeBase64Url(JSON.stringify(value))}`;

describe('race links', () => {
  it('bring back what they were written from', () => {
    const links = [
      ...wholeRaceNames.map((name) => linkOf({ race: wholeRaces[name]() })),
      linkOf({ engine: 'wasm', example: 7, t: 12 }),
      linkOf({ race: withSeeds(withMatch(wholeRaces.forgetBias(), { kind: 'parameters', count: 2000 }), 3) }),
      linkOf({ race: raceOfRun(createDefaultRun(getTask('dates'))) }),
    ];
    for (const link of links) {
      const fragment = writeRaceLink(link);
      expect(readRaceLink(fragment)).toEqual(link);
      expect([isRaceLink(fragment), isLink(fragment)]).toEqual([true, false]);
      expect(fragment.length).toBeLessThan(2500);
    }
  });

  it('are refused with a sentence where they are hostile', () => {
    const race = wholeRaces.resetGates();
    const lanes = Array.from({ length: raceLimits.lanes.max + 1 }, () => race.lanes[0]);
    const hostile: readonly (readonly [fragment: string, sentence: string])[] = [
      ['race=', 'link: must begin with race=v1.'],
      ['race=v2.e30', 'link: must begin with race=v1.'],
      ['race=v1.~~', 'link: must be base64url after race=v1.'],
      [`race=v1.${encodeBase64Url('{')}`, 'link: must hold JSON'],
      [`race=v1.${'A'.repeat(20_000)}`, 'link: must be at most 16384 characters long'],
      [encode([]), 'link'],
      [encode({ race: { ...race, lanes } }), 'race.lanes: must be a list of 1 to 4 lanes'],
      [encode({ race: { ...race, task: { name: 'constructor', options: {} } } }), 'task.name: must be one of'],
      [encode({ race: { ...race, task: { name: 'adding', options: { length: 1e9 } } } }), 'task.options.length'],
      [encode({ race, t: -1 }), 'link.t: must be a whole number'],
      [encode({ race, engine: 'abacus' }), 'link.engine: must be one of'],
      [encode({ race, script: '<script>' }), 'link.script: must not be there'],
    ];
    for (const [fragment, sentence] of hostile) expect(() => readRaceLink(fragment)).toThrow(sentence);
  });
});

describe('raceOfRun', () => {
  it('races the network at hand against the other cells of its own shape', () => {
    const run = createDefaultRun(getTask('recall'));
    const { lanes, training, task } = raceOfRun(run);
    expect(lanes[0].model).toEqual(run.model);
    expect(lanes.map(({ model }) => model.encoder.cell)).toEqual(['lstm', 'rnn', 'gru']);
    expect(task).toEqual(run.task);
    expect({ ...training, initialisation: run.training.initialisation }).toEqual(run.training);
  });

  it('carries layers and directions over', () => {
    const run = createDefaultRun(getTask('adding'));
    const stacked = withArchitecture(run, { ...run.model, encoder: { ...run.model.encoder, hiddenSizes: [9, 5], bidirectional: true } });
    for (const { model } of raceOfRun(stacked).lanes) expect(model.encoder).toMatchObject({ hiddenSizes: [9, 5], bidirectional: true });
  });
});

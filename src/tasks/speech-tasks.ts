/** The tasks of synthetic speech as they are offered; how their examples are made comes with the speech itself. */
import { melBands } from '../core/sound/bands';
import { reservedTokens } from '../model/spec';
import { createLaterTask } from './later-task';
import { attendingDecoder } from './letters';
import { getNumber } from './options';
import { bandNames, digitNames, noiseOption } from './speech-names';

export const spokenDigits = createLaterTask(
  {
    name: 'spokenDigits',
    options: { lag: { type: 'integer', default: 0, min: 0, max: 100 }, noise: noiseOption },
    input: () => ({ kind: 'values', size: melBands }),
    output: () => ({ kind: 'last', size: digitNames.length, loss: 'crossEntropy', dropout: 0, hidden: [] }),
    metric: { name: 'accuracy', better: 'higher' },
    symbols: () => ({ inputs: bandNames, outputs: digitNames, sound: 'inputs' }),
  },
  async (read) => (await import('./spoken-digit-examples')).loadSpokenDigits(read),
);

export const keyword = createLaterTask(
  {
    name: 'keyword',
    options: {
      length: { type: 'integer', default: 120, min: 60, max: 500 },
      digit: { type: 'integer', default: 7, min: 0, max: 9 },
      noise: noiseOption,
    },
    input: () => ({ kind: 'values', size: melBands }),
    output: () => ({ kind: 'every', size: 1, loss: 'bce', dropout: 0, hidden: [] }),
    metric: { name: 'f1', better: 'higher' },
    symbols: (options) => ({
      inputs: bandNames,
      outputs: [`“${String(getNumber(options, 'digit'))}”`],
      sound: 'inputs',
      picture: { kind: 'detection', sought: 'events' },
    }),
  },
  async (read) => (await import('./keyword-examples')).loadKeyword(read),
);

export const digitStrings = createLaterTask(
  {
    name: 'digitStrings',
    options: { digits: { type: 'integer', default: 3, min: 2, max: 8 }, noise: noiseOption },
    input: () => ({ kind: 'values', size: melBands }),
    output: () => attendingDecoder(reservedTokens.length + digitNames.length),
    metric: { name: 'exact', better: 'higher' },
    symbols: () => ({ inputs: bandNames, outputs: [...reservedTokens, ...digitNames], sound: 'inputs' }),
  },
  async (read) => (await import('./digit-string-examples')).loadDigitStrings(read),
);

export const speak = createLaterTask(
  {
    name: 'speak',
    options: { digits: { type: 'integer', default: 1, min: 1, max: 4 } },
    input: () => ({ kind: 'values', size: digitNames.length + 1 }),
    output: () => ({ kind: 'every', size: melBands, loss: 'mse', dropout: 0, hidden: [] }),
    metric: { name: 'mse', better: 'lower' },
    symbols: () => ({ inputs: [...digitNames, 'position'], outputs: bandNames, sound: 'outputs' }),
  },
  async (read) => (await import('./speak-examples')).loadSpeak(read),
);

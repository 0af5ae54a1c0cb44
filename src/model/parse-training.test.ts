import { describe, expect, it } from 'vitest';
import { InputError } from '../core/errors';
import { parseRun } from './parse-run';
import { parseModelSpec } from './parse-spec';
import { checkTrainingFitsModel, parseTrainingSpec } from './parse-training';
import { defaultTraining } from './training';

describe('parseTrainingSpec', () => {
  it('gives the defaults for nothing', () => {
    expect(parseTrainingSpec({})).toEqual(defaultTraining);
  });

  it('fills in what is left out key by key', () => {
    expect(parseTrainingSpec({ optimizer: { kind: 'sgd', momentum: 0.9 } }).optimizer).toEqual({
      ...defaultTraining.optimizer,
      kind: 'sgd',
      momentum: 0.9,
    });
    expect(parseTrainingSpec({ optimizer: { learningRate: 0.1 } }).optimizer.kind).toBe('adam');
    expect(parseTrainingSpec({ initialisation: { forgetBias: 1 } }).initialisation).toEqual({ kind: 'pytorch', forgetBias: 1 });
  });

  it('returns complete trainings as they are', () => {
    const complete = {
      batchSize: 64,
      optimizer: { kind: 'adamw', learningRate: 0.002, momentum: 0, alpha: 0.9, betas: [0.8, 0.99], eps: 1e-7, weightDecay: 0.01 },
      clip: { value: 0.5 },
      schedule: { kind: 'cosine', steps: 100, floor: 0.0001 },
      initialisation: { kind: 'chrono', maxLag: 200, spectralRadius: 0.9 },
      truncate: 20,
      carryState: true,
      teacherForcing: 0.5,
    };
    expect(parseTrainingSpec(complete)).toEqual(complete);
    expect(parseTrainingSpec({ clip: null }).clip).toBeNull();
    expect(parseTrainingSpec({ schedule: { kind: 'step', every: 5, factor: 0.5 } }).schedule).toEqual({ kind: 'step', every: 5, factor: 0.5 });
    expect(parseTrainingSpec({ schedule: { kind: 'warmup', steps: 5 } }).schedule).toEqual({ kind: 'warmup', steps: 5 });
  });

  const refused: readonly (readonly [unknown, string])[] = [
    ['fast', 'training: must be an object'],
    [{ epochs: 3 }, 'training.epochs: must not be there'],
    [{ batchSize: 0 }, 'training.batchSize: must be a whole number from 1 to 4096, got 0'],
    [{ optimizer: { kind: 'lion' } }, 'training.optimizer.kind: must be one of "sgd", "rmsprop", "adam", "adamw", got "lion"'],
    [{ optimizer: { nesterov: true } }, 'training.optimizer.nesterov: must not be there'],
    [{ optimizer: { learningRate: -1 } }, 'training.optimizer.learningRate: must be a number at least 0'],
    [{ optimizer: { learningRate: Infinity } }, 'training.optimizer.learningRate'],
    [{ optimizer: { betas: [0.9, 1] } }, 'training.optimizer.betas.1: must be a number at least 0 and below 1, got 1'],
    [{ optimizer: { betas: [0.9] } }, 'training.optimizer.betas'],
    [{ optimizer: { betas: [0.9, 0.9, 0.9] } }, 'training.optimizer.betas'],
    [{ optimizer: { alpha: 1.1 } }, 'training.optimizer.alpha'],
    [{ optimizer: { eps: null } }, 'training.optimizer.eps'],
    [{ clip: {} }, 'training.clip.norm: must be given'],
    [{ clip: 1 }, 'training.clip: must be an object'],
    [{ clip: { norm: 0 } }, 'training.clip.norm: must be a number above 0'],
    [{ clip: { value: -1 } }, 'training.clip.value: must be a number above 0'],
    [{ clip: { norm: 1, value: 1 } }, 'training.clip.norm: must not be there'],
    [{ schedule: { kind: 'linear' } }, 'training.schedule.kind: must be one of "constant", "step", "cosine", "warmup", got "linear"'],
    [{ schedule: { kind: 'step', every: 5 } }, 'training.schedule.factor: must be given'],
    [{ schedule: { kind: 'warmup', steps: 0 } }, 'training.schedule.steps'],
    [{ schedule: { every: 5 } }, 'training.schedule.every: must not be there'],
    [{ initialisation: { kind: 'he' } }, 'training.initialisation.kind: must be one of'],
    [{ initialisation: { kind: 'chrono' } }, 'training.initialisation.maxLag: must be given'],
    [{ initialisation: { kind: 'chrono', maxLag: 1 } }, 'training.initialisation.maxLag'],
    [{ initialisation: { spectralRadius: 0 } }, 'training.initialisation.spectralRadius'],
    [{ initialisation: { forgetBias: '1' } }, 'training.initialisation.forgetBias'],
    [{ truncate: 0 }, 'training.truncate: must be a whole number from 1'],
    [{ carryState: 'yes' }, 'training.carryState: must be true or false, got "yes"'],
    [{ teacherForcing: 1.5 }, 'training.teacherForcing: must be a number at least 0 and at most 1, got 1.5'],
  ];
  it.each(refused)('refuses %o', (given, message) => {
    expect(() => parseTrainingSpec(given)).toThrow(InputError);
    expect(() => parseTrainingSpec(given)).toThrow(message);
  });
});

function modelOf(cell: string): unknown {
  return { input: { kind: 'values', size: 2 }, encoder: { cell, hiddenSizes: [4] }, output: { kind: 'last', size: 1, loss: 'mse' } };
}

describe('checkTrainingFitsModel', () => {
  it.each([
    ['identity', 'rnn', true],
    ['identity', 'lstm', false],
    ['identity', 'gru', false],
    ['chrono', 'rnn', false],
    ['chrono', 'lstm', true],
    ['chrono', 'gru', true],
  ])('%s for %s: %s', (kind, cell, fits) => {
    const training = parseTrainingSpec({ initialisation: { kind, ...(kind === 'chrono' ? { maxLag: 9 } : {}) } });
    const check = () => {
      checkTrainingFitsModel(training, parseModelSpec(modelOf(cell)));
    };
    if (fits) expect(check).not.toThrow();
    else expect(check).toThrow(`training.initialisation.kind: must not be "${kind}" for cell "${cell}"`);
  });
});

describe('parseRun', () => {
  const run = { model: modelOf('gru'), task: { name: 'adding', options: { length: 50 } }, training: {}, seed: 4294967295 };

  it('completes every part', () => {
    expect(parseRun(run)).toEqual({ ...run, model: parseModelSpec(modelOf('gru')), training: defaultTraining });
    expect(parseRun({ model: run.model, task: { name: 'adding' }, seed: 0 })).toMatchObject({ task: { name: 'adding', options: {} }, seed: 0 });
  });

  it.each([
    [{ ...run, seed: -1 }, 'run.seed: must be a whole number from 0 to 4294967295, got -1'],
    [{ ...run, view: 1 }, 'run.view: must not be there'],
    [{ ...run, task: { name: 'adding', options: { length: [1] } } }, 'run.task.options.length: must be a number, a text, true or false, got [1]'],
    [{ ...run, task: 'adding' }, 'run.task: must be an object with name, options'],
    [{ ...run, model: modelOf('mlp') }, 'model.encoder.cell'],
    [{ ...run, training: { initialisation: { kind: 'identity' } } }, 'training.initialisation.kind'],
  ])('refuses %o', (given, message) => {
    expect(() => parseRun(given)).toThrow(message);
  });
});

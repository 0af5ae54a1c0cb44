import { describe, expect, it } from 'vitest';
import { parseTrainingSpec } from '../model/parse-training';
import type { Run } from '../model/run';
import { reverse } from '../tasks/reverse';
import { createBatchFeeds, createTaskFeeds } from './feeds';
import { createRun, thresholdTask } from './fixtures/threshold';

const options = { length: 3, symbols: 4 };
const decoding: Run = {
  model: {
    input: reverse.input(options),
    encoder: { cell: 'gru', hiddenSizes: [4], bidirectional: false, dropout: 0, residual: false, nonlinearity: 'tanh', resetAfter: true },
    output: { kind: 'decoder', vocabSize: 7, embeddingSize: 2, attention: null },
  },
  task: { name: 'reverse', options },
  training: parseTrainingSpec({ batchSize: 2, teacherForcing: 0.25 }),
  seed: 11,
};

describe('the feeds of a run', () => {
  it('say how often a decoder hears its teacher, drawn from the run’s seed', () => {
    expect(createTaskFeeds(decoding, reverse)(5, 2).map(({ update, forcing }) => [update, forcing])).toEqual([
      [5, { seed: 11, probability: 0.25 }],
      [6, { seed: 11, probability: 0.25 }],
    ]);
  });
  it('always tell a decoder everything where the run says so, and have nothing to tell a head', () => {
    const told = { ...decoding, training: { ...decoding.training, teacherForcing: 1 } };
    expect(createTaskFeeds(told, reverse)(1, 1)[0].forcing).toBeNull();
    const run = createRun();
    const headed = { ...run, training: { ...run.training, teacherForcing: 0.25 } };
    expect(createTaskFeeds(headed, thresholdTask)(1, 1)[0].forcing).toBeNull();
  });
  it('on one batch tell everything and drop nothing, whatever the training says', () => {
    const batch = reverse.sample(options, 11, 'train', 0, 2);
    expect(createBatchFeeds(decoding.model, batch, decoding.training)(1, 1)[0]).toMatchObject({ forcing: null, dropout: null });
  });
});

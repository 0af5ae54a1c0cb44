/** The runs that can be opened by name: a task, a network and its training that go well together, each one row of the table. */
import { presets } from '../model/presets';
import type { Run } from '../model/run';
import { getTask } from '../tasks/table';
import { createDefaultRun } from './default-run';
import { withArchitecture, withAttention, withEncoder, withOption, withOptimizer, withTraining } from './edit';

export const wholeRunNames = [
  'addingRnn',
  'addingLstm',
  'addingGru',
  'recall',
  'text',
  'reverseAttention',
  'reverseBottleneck',
  'datesAdditive',
  'sentiment',
  'stackedSentiment',
] as const;

export type WholeRunName = (typeof wholeRunNames)[number];

/** Makes the run of a name, complete. */
export const wholeRuns: Readonly<Record<WholeRunName, () => Run>> = {
  addingRnn: () => adding('rnn'),
  addingLstm: () => adding('lstm'),
  addingGru: () => adding('gru'),
  recall: () => createDefaultRun(getTask('recall')),
  text: () => withEncoder(createDefaultRun(getTask('text')), { cell: 'gru', hiddenSizes: [64] }),
  reverseAttention: () => withAttention(reverse(), { score: 'dot', query: 'current' }),
  reverseBottleneck: () => withAttention(reverse(), null),
  datesAdditive: () => {
    const run = withEncoder(createDefaultRun(getTask('dates')), { cell: 'gru', hiddenSizes: [48], bidirectional: true });
    return withTraining(withAttention(run, { score: 'additive', query: 'previous' }), { batchSize: 64 });
  },
  sentiment: () => classifier('sentiment', 4000),
  stackedSentiment: () => classifier('stackedSentiment', 1000),
};

/** The same for each cell, so that they can be compared. */
function adding(cell: 'rnn' | 'lstm' | 'gru'): Run {
  const task = getTask('adding');
  const run = withOption(createDefaultRun(task), task, 'length', 50);
  return withTraining(withEncoder(run, { cell, hiddenSizes: [32] }), { batchSize: 64 });
}

/** The same with attention and without. */
function reverse(): Run {
  return withTraining(withEncoder(createDefaultRun(getTask('reverse')), { cell: 'gru', hiddenSizes: [32] }), { batchSize: 64 });
}

/** A named classifier on reviews' sentences, with as many of the task's words as it has itself, or as the task has. */
function classifier(name: string, vocabulary: number): Run {
  const task = getTask('sentiment');
  const preset = presets.find((each) => each.name === name);
  if (preset === undefined) throw new Error(`preset: must be in the table of presets, got ${name}`);
  const run = withOption(createDefaultRun(task), task, 'vocabulary', vocabulary);
  return withOptimizer(withArchitecture(run, preset.model), { learningRate: 0.001 });
}

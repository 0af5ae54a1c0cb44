/** Every run by name fits its task, comes back from a link as it went, and is the network that its name promises. */
import { describe, expect, it } from 'vitest';
import { checkModelFitsTask } from '../engine/fit-task';
import { layoutParameters } from '../model/parameters';
import { presets } from '../model/presets';
import { getTask } from '../tasks/table';
import { completeRun } from './complete-run';
import { initialCursor } from './cursor';
import { createDefaultRun } from './default-run';
import { withArchitecture } from './edit';
import { readLink, viewOf, writeLink } from './permalink';
import { wholeRunNames, wholeRuns } from './whole-runs';

const countOf = (name: keyof typeof wholeRuns): number => layoutParameters(wholeRuns[name]().model).count;

describe.each(wholeRunNames)('%s', (name) => {
  it('fits its task and is complete', () => {
    const run = wholeRuns[name]();
    expect(completeRun(run)).toEqual(run);
    checkModelFitsTask(run.model, getTask(run.task.name), run.task.options);
    const link = { run, engine: 'auto', ran: null, weights: 'initial', example: 0, view: viewOf(initialCursor), edits: [] } as const;
    expect(readLink(writeLink(link)).run).toEqual(run);
  });
});

it('are the named classifiers, as large as they are known to be for as many words', () => {
  const [first, stacked] = presets;
  expect(countOf('stackedSentiment')).toBe(stacked.parameterCount);
  expect(countOf('sentiment')).toBe(first.parameterCount - 6000 * 100);
  expect(wholeRuns.sentiment().model.encoder).toEqual(first.model.encoder);
  expect(wholeRuns.stackedSentiment().model).toEqual(stacked.model);
});

describe('an architecture on another task', () => {
  const [, stacked] = presets;

  it('leaves what the task reads and answers, and brings all between', () => {
    const recall = createDefaultRun(getTask('recall'));
    const { model } = withArchitecture(recall, stacked.model);
    expect(model.encoder).toEqual(stacked.model.encoder);
    expect(model.input).toEqual({ ...recall.model.input, embeddingSize: 64 });
    expect(model.output).toEqual({ ...recall.model.output, dropout: 0, hidden: [{ size: 64, activation: 'relu', dropout: 0.5 }] });
    checkModelFitsTask(model, getTask('recall'), recall.task.options);
  });

  it('brings a decoder its encoder only, and scores that its keys can have', () => {
    const dates = createDefaultRun(getTask('dates'));
    const { model } = withArchitecture(dates, stacked.model);
    expect(model.encoder.hiddenSizes).toEqual([64, 32]);
    expect(model.output).toMatchObject({ kind: 'decoder', attention: { score: 'general' } });
  });

  it('reads values as they are', () => {
    const adding = createDefaultRun(getTask('adding'));
    expect(withArchitecture(adding, stacked.model).model.input).toEqual(adding.model.input);
  });
});

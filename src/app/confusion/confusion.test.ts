/** A confusion matrix counts every held-out example once, its diagonal those that the accuracy counts. */
import { renderToStaticMarkup } from 'react-dom/server';
import { createElement } from 'react';
import { expect, it } from 'vitest';
import { ConfusionTable } from './confusion-table';
import { en } from '../messages/confusion/en';
import { createDefaultRun } from '../../store/default-run';
import { createReferenceEngine } from '../../reference/engine';
import { getTask } from '../../tasks/table';
import { classesOf, countConfusion } from '../../engine/confusion';
import { createSession } from '../../engine/session';

it('counts what the evaluation scores, and the page shows these counts', async () => {
  const task = getTask('markedRecall');
  const run = createDefaultRun(task);
  const engine = createReferenceEngine();
  const session = await createSession({ run, task, createExecutor: (plan) => engine.createExecutor(plan), clock: () => 0, state: null });
  const classes = classesOf(run.model.output) ?? 0;
  const counts = new Int32Array(classes * classes);
  const evaluation = await session.evaluate(100, undefined, { classes, counts });
  await session.dispose();
  expect(classes).toBe(4);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(100);
  const right = Array.from({ length: classes }, (_, c) => counts[c * classes + c]).reduce((sum, count) => sum + count, 0);
  expect(right / 100).toBeCloseTo(evaluation?.metric ?? Number.NaN, 12);
  const { targets } = task.sample(run.task.options, run.seed, 'heldOut', 0, 100);
  for (let c = 0; c < classes; c++) {
    const asked = Array.from(targets.data).filter((target) => target === c).length;
    expect(counts.subarray(c * classes, (c + 1) * classes).reduce((sum, count) => sum + count, 0)).toBe(asked);
  }
  const confusion = { classes, counts, update: 0 };
  const markup = renderToStaticMarkup(createElement(ConfusionTable, { confusion, outputs: session.symbols.outputs, words: en }));
  expect([...markup.matchAll(/data-count="(\d+)"/g)].map(([, count]) => Number(count))).toEqual(Array.from(counts));
});

it('is there for a yes or no and for few classes at the end, and for nothing else', () => {
  const head = { kind: 'last', dropout: 0, hidden: [] } as const;
  expect(classesOf({ ...head, size: 1, loss: 'bce' })).toBe(2);
  expect(classesOf({ ...head, size: 10, loss: 'crossEntropy' })).toBe(10);
  expect(classesOf({ ...head, size: 1, loss: 'mse' })).toBeNull();
  expect(classesOf({ ...head, size: 3, loss: 'bce' })).toBeNull();
  expect(classesOf({ ...head, kind: 'every', size: 3, loss: 'crossEntropy' })).toBeNull();
  const counts = new Int32Array(4);
  const targets = { shape: [3, 1], data: Float32Array.of(1, 0, 1) };
  countConfusion({ classes: 2, counts }, Float32Array.of(0.2, 0.1, -3), { inputs: targets, targets });
  expect(Array.from(counts)).toEqual([0, 1, 1, 1]);
});

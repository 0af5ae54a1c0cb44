/** A run that was saved and opened again goes on bit for bit, on every engine, whatever its optimizer and settings keep from one update to the next. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRun, type OpenedRun } from '../engine/open-run';
import { packRun, unpackRun } from '../engine/run-file';
import { createSession } from '../engine/session';
import type { TrainingState } from '../engine/weights';
import type { Engine, EngineName } from '../model/executor';
import { createNodeEngine, engineNames } from './engines';
import { readData } from './files';
import { now, trainUntil } from './train-until';

/** Updates in all, and those before the run is saved. */
const UPDATES = 9;
const SAVED_AT = 4;

let engines: Readonly<Record<EngineName, Engine>>;
beforeAll(async () => {
  const [reference, wasm, webgpu] = await Promise.all(engineNames.map(createNodeEngine));
  engines = { reference, wasm, webgpu };
});
afterAll(() => {
  for (const engine of Object.values(engines)) engine.dispose();
});

const adding = (encoder: object) => ({ input: { kind: 'values', size: 2 }, encoder, output: { kind: 'last', size: 1, loss: 'mse' } });
const ADDING = { name: 'adding', options: { length: 12 } };

/** Between them every optimizer's state, every schedule, both clips, dropout, truncation, decoding and carried states. */
const runs: Readonly<Record<string, object>> = {
  'adam, dropout, cosine': {
    model: adding({ cell: 'lstm', hiddenSizes: [5, 4], dropout: 0.3 }),
    task: ADDING,
    training: { batchSize: 4, optimizer: { kind: 'adam', learningRate: 0.02 }, schedule: { kind: 'cosine', steps: 7, floor: 0.001 } },
  },
  'sgd with momentum, truncated, warming up': {
    model: adding({ cell: 'gru', hiddenSizes: [6] }),
    task: ADDING,
    training: { batchSize: 4, optimizer: { kind: 'sgd', learningRate: 0.1, momentum: 0.9 }, schedule: { kind: 'warmup', steps: 6 }, truncate: 5 },
  },
  'rmsprop with momentum, clipped by value, in steps': {
    model: adding({ cell: 'rnn', hiddenSizes: [7], bidirectional: true }),
    task: ADDING,
    training: {
      batchSize: 4,
      optimizer: { kind: 'rmsprop', learningRate: 0.01, momentum: 0.5 },
      clip: { value: 0.05 },
      schedule: { kind: 'step', every: 3, factor: 0.5 },
    },
  },
  'adamw, decoding with attention, now and then freely': {
    model: {
      input: { kind: 'tokens', vocabSize: 11, embeddingSize: 4 },
      encoder: { cell: 'gru', hiddenSizes: [5] },
      output: { kind: 'decoder', vocabSize: 11, embeddingSize: 4, attention: { score: 'dot', query: 'current' } },
    },
    task: { name: 'reverse', options: { length: 4, symbols: 8 } },
    training: { batchSize: 4, optimizer: { kind: 'adamw', learningRate: 0.01, weightDecay: 0.1 }, teacherForcing: 0.5 },
  },
  'adam, its states carried from batch to batch': {
    model: {
      input: { kind: 'tokens', vocabSize: 43, embeddingSize: 4 },
      encoder: { cell: 'lstm', hiddenSizes: [5] },
      output: { kind: 'every', size: 43, loss: 'crossEntropy' },
    },
    task: { name: 'text', options: { length: 8 } },
    training: { batchSize: 4, optimizer: { kind: 'adam', learningRate: 0.01 }, carryState: true },
  },
};

interface Trained {
  readonly losses: readonly number[];
  readonly state: TrainingState;
}

async function train(engine: Engine, opened: OpenedRun, from: TrainingState | null, until: number): Promise<Trained> {
  const session = await createSession({ ...opened, createExecutor: (plan) => engine.createExecutor(plan), clock: now, state: from });
  try {
    const losses: number[] = [];
    await trainUntil(session.trainer, until, ({ loss }) => losses.push(loss));
    return { losses, state: await session.trainer.keep() };
  } finally {
    await session.dispose();
  }
}

describe.each(engineNames)('on %s', (name) => {
  it.each(Object.keys(runs))('a run by %s goes on from its file bit for bit', async (which) => {
    const opened = await openRun({ ...runs[which], seed: 5 }, readData);
    const straight = await train(engines[name], opened, null, UPDATES);
    const before = await train(engines[name], opened, null, SAVED_AT);
    const file = packRun({ run: opened.run, engine: name, state: before.state, history: { updates: [], losses: [], heldOut: [] } });
    const saved = unpackRun(file);
    const after = await train(engines[name], await openRun(saved.run, readData), saved.state, UPDATES);
    expect([...before.losses, ...after.losses]).toEqual(straight.losses);
    expect(after.state).toEqual(straight.state);
    expect(new Set(straight.losses).size).toBe(UPDATES);
    // Without the optimizer's state, or the states carried, it leads elsewhere: what is tested here is not nothing.
    const forgotten = [{ moment1: null, moment2: null }, ...(saved.state.carried === null ? [] : [{ carried: null }])];
    for (const part of forgotten) {
      const anew = await train(engines[name], opened, { ...saved.state, ...part }, UPDATES);
      expect(anew.losses).not.toEqual(after.losses);
    }
  });
});

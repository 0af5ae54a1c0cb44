/** The scans alone against the reference: every cell, both orders of time, narrow and wide layers, ragged, truncated, recorded. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../model/executor';
import { gateCount } from '../model/parameters';
import { type Dim, type ScanBackwardPass, type ScanPass, slotCount } from '../model/passes';
import { cellVariants } from '../reference/example';
import { findDisagreements } from './fixtures/agreement';
import { drawNumbers, type Lone, openTestEngine, runLone, type SideBySide } from './fixtures/lone-plan';
import { WIDEST_LAYER } from './tuning';

let webgpu: Engine;
let software: Engine;
let streamed: Engine;
let stepwise: Engine;
beforeAll(async () => {
  webgpu = await openTestEngine('hardware');
  software = await openTestEngine('software');
  streamed = await openTestEngine('hardware', 'streamed');
  stepwise = await openTestEngine('hardware', 'steps');
});
afterAll(() => {
  webgpu.dispose();
  software.dispose();
  streamed.dispose();
  stepwise.dispose();
});

interface Case {
  readonly variant: string;
  readonly H: number;
  readonly B: number;
  readonly T: number;
  readonly lengths?: readonly number[];
  readonly reverse?: boolean;
  readonly truncate?: number;
  readonly record?: boolean;
  readonly arrives?: 'every' | 'final' | 'both';
  readonly on?: 'hardware' | 'software' | 'streamed' | 'steps';
}

/** Forward, then backward on top of it; gates, states and whatever is recorded. */
async function runScans({
  variant,
  H,
  B,
  T,
  lengths,
  reverse = false,
  truncate = 0,
  record = false,
  arrives = 'both',
  on = 'hardware',
}: Case): Promise<SideBySide> {
  const { cell, nonlinearity, resetAfter } = cellVariants[variant];
  const isLstm = cell === 'lstm';
  const shared = {
    label: 'scan',
    cell,
    nonlinearity,
    resetAfter,
    steps: 'T' as const,
    initial: false,
    hiddenSize: H,
    reverse,
    gates: 'gates',
    hidden: 'hidden',
    cellState: isLstm ? 'cell' : null,
    weightHh: 'w',
    lengths: 'lengths',
    held: null,
    window: null,
  };
  const forward: ScanPass = { kernel: 'scan', ...shared, biasHh: 'b' };
  const backward: ScanBackwardPass = {
    kernel: 'scanBackward',
    ...shared,
    label: 'backward',
    dhidden: arrives !== 'final' || record ? 'dhidden' : null,
    readsDhidden: arrives !== 'final',
    dfinal: arrives !== 'every' ? 'dfinal' : null,
    dinitial: null,
    record,
    dcell: record && isLstm ? 'dcell' : null,
  };
  const G = gateCount[cell];
  const slots = slotCount[cell];
  const activations: Readonly<Record<string, readonly Dim[]>> = {
    gates: ['T', 'B', slots, H],
    kept: ['T', 'B', slots, H],
    hidden: ['T+1', 'B', H],
    dhidden: ['T', 'B', H],
    dfinal: ['B', 2, H],
    ...(isLstm ? { cell: ['T+1', 'B', H], dcell: ['T', 'B', H] } : {}),
  };
  const lone: Lone = {
    sizes: { B, T, U: 0 },
    capacity: { B: B + 2, T: T + 1, U: 0 },
    parameters: { w: [G * H, H], b: [G * H] },
    activations,
    inputs: { lengths: { shape: ['B'], data: Int32Array.from(lengths ?? new Array<number>(B).fill(T)) } },
    passes: [forward, { kernel: 'copy', label: 'keep', from: 'gates', to: 'kept' }, backward],
  };
  const written = {
    w: drawNumbers(G * H * H, 1, 0.7 / Math.sqrt(H)),
    b: drawNumbers(G * H, 2, 0.5),
    gates: drawNumbers(T * B * slots * H, 3),
    dhidden: drawNumbers(T * B * H, 4),
    dfinal: drawNumbers(B * 2 * H, 5),
  };
  const recorded = record ? ['dhidden', ...(isLstm ? ['dcell'] : [])] : [];
  return runLone(
    { hardware: webgpu, software, streamed, steps: stepwise }[on],
    lone,
    written,
    ['gates', 'kept', 'hidden', ...(isLstm ? ['cell'] : []), ...recorded],
    {
      truncate,
    },
  );
}

async function expectSame(example: Case): Promise<void> {
  const { given, truth } = await runScans(example);
  expect(findDisagreements(given, truth)).toEqual([]);
}

describe.each(Object.keys(cellVariants))('%s', (variant) => {
  const ragged = { B: 5, T: 6, lengths: [6, 1, 4, 3, 5] };
  it('forward in time, ragged', () => expectSame({ variant, H: 7, ...ragged }));
  it('backward in time, ragged, recorded', () => expectSame({ variant, H: 7, ...ragged, reverse: true, record: true }));
  it('truncated, recorded', () => expectSame({ variant, H: 5, B: 9, T: 9, lengths: [9, 1, 2, 3, 4, 5, 6, 7, 8], truncate: 3, record: true }));
  it('truncated, backward in time', () => expectSame({ variant, H: 5, ...ragged, reverse: true, truncate: 2 }));
  it('recorded under a head that reads the final state', () => expectSame({ variant, H: 6, ...ragged, arrives: 'final', record: true }));
  it('one unit, one row, one step', () => expectSame({ variant, H: 1, B: 1, T: 1, arrives: 'every' }));
  it('more rows than a workgroup owns', () => expectSame({ variant, H: 3, B: 70, T: 3, arrives: 'every' }));
  it('64 and 65 units', async () => {
    for (const H of [64, 65]) await expectSame({ variant, H, B: 5, T: 4 });
  });
  it('256 and 257 units', async () => {
    for (const H of [256, 257]) await expectSame({ variant, H, B: 2, T: 2 });
  });
});

describe.each(Object.keys(cellVariants))('%s in blocks', (variant) => {
  const on = 'software';
  const ragged = { B: 5, T: 6, lengths: [6, 1, 4, 3, 5], on } as const;
  it('forward in time, ragged', () => expectSame({ variant, H: 8, ...ragged }));
  it('backward in time, ragged, recorded', () => expectSame({ variant, H: 4, ...ragged, reverse: true, record: true }));
  it('truncated, recorded', () => expectSame({ variant, H: 12, B: 9, T: 9, lengths: [9, 1, 2, 3, 4, 5, 6, 7, 8], truncate: 3, record: true, on }));
  it('truncated, backward in time', () => expectSame({ variant, H: 4, ...ragged, reverse: true, truncate: 2 }));
  it('wide, ragged, truncated, recorded', () =>
    expectSame({ variant, H: 32, B: 13, T: 4, lengths: [4, 1, 2, 3, 4, 4, 4, 1, 2, 3, 4, 2, 1], truncate: 3, record: true, on }));
  it('wide, backward in time', () => expectSame({ variant, H: 40, B: 17, T: 3, reverse: true, arrives: 'final', on }));
  it('more rows than a workgroup owns', () => expectSame({ variant, H: 4, B: 70, T: 3, arrives: 'every', on }));
  it('256 units', () => expectSame({ variant, H: 256, B: 2, T: 2, on }));
});

describe.each(Object.keys(cellVariants))('%s, weights read at every step', (variant) => {
  it('is what it is with weights in registers, bit for bit', async () => {
    const example = { variant, H: 7, B: 5, T: 6, lengths: [6, 1, 4, 3, 5], record: true } as const;
    expect((await runScans({ ...example, on: 'streamed' })).given).toEqual((await runScans(example)).given);
  });
});

describe.each(Object.keys(cellVariants).filter((variant) => variant !== 'gru before'))('%s step by step', (variant) => {
  const on = 'steps';
  it('forward in time, ragged, more rows and units than a workgroup has', () =>
    expectSame({ variant, H: 21, B: 37, T: 4, lengths: Array.from({ length: 37 }, (_row, k) => 1 + (k % 4)), on }));
  it('backward in time, ragged, truncated, recorded', () =>
    expectSame({ variant, H: 16, B: 5, T: 6, lengths: [6, 1, 4, 3, 5], reverse: true, truncate: 2, record: true, on }));
  it('recorded under a head that reads the final state', () =>
    expectSame({ variant, H: 5, B: 3, T: 4, lengths: [4, 1, 3], arrives: 'final', record: true, on }));
  it('where a gradient arrives at every step alone', () => expectSame({ variant, H: 33, B: 2, T: 3, truncate: 2, arrives: 'every', on }));
});

describe('the widest layer', () => {
  it.each(['rnn tanh', 'lstm', 'gru after', 'gru before'])('%s', (variant) => expectSame({ variant, H: WIDEST_LAYER, B: 1, T: 2 }));
  it('lstm in blocks', () => expectSame({ variant: 'lstm', H: WIDEST_LAYER, B: 1, T: 2, on: 'software' }));
  it('is refused one unit more', async () => {
    await expect(runScans({ variant: 'lstm', H: WIDEST_LAYER + 1, B: 1, T: 1 })).rejects.toThrow('layers of at most 1024 units, got 1025');
  });
});

describe('extreme preactivations', () => {
  it.each(Object.keys(cellVariants))('%s saturates without NaN', async (variant) => {
    const { cell, nonlinearity, resetAfter } = cellVariants[variant];
    const slots = slotCount[cell];
    const pass: ScanPass = {
      kernel: 'scan',
      label: 'scan',
      cell,
      nonlinearity,
      resetAfter,
      steps: 'T',
      initial: false,
      hiddenSize: 4,
      reverse: false,
      gates: 'gates',
      hidden: 'hidden',
      cellState: cell === 'lstm' ? 'cell' : null,
      weightHh: 'w',
      biasHh: 'b',
      lengths: 'lengths',
      held: null,
      window: null,
    };
    const lone: Lone = {
      sizes: { B: 1, T: 4, U: 0 },
      parameters: { w: [gateCount[cell] * 4, 4], b: [gateCount[cell] * 4] },
      activations: { gates: ['T', 'B', slots, 4], hidden: ['T+1', 'B', 4], ...(cell === 'lstm' ? { cell: ['T+1', 'B', 4] } : {}) },
      inputs: { lengths: { shape: ['B'], data: Int32Array.of(4) } },
      passes: [pass],
    };
    const gates = Float32Array.from({ length: 4 * slots * 4 }, (_value, k) => [1e30, -1e30, 88.5, -88.5, 1e-6, -1e-6, 1e-20, 0][k % 8]);
    const { given, truth } = await runLone(webgpu, lone, { gates }, ['gates', 'hidden']);
    expect(findDisagreements(given, truth, 2e-6)).toEqual([]);
  });
  it('tanh keeps its digits near 0', async () => {
    const pass: ScanPass = {
      kernel: 'scan',
      label: 'scan',
      ...cellVariants['rnn tanh'],
      steps: 'T',
      initial: false,
      hiddenSize: 256,
      reverse: false,
      gates: 'gates',
      hidden: 'hidden',
      cellState: null,
      weightHh: 'w',
      biasHh: 'b',
      lengths: 'lengths',
      held: null,
      window: null,
    };
    const lone: Lone = {
      sizes: { B: 1, T: 1, U: 0 },
      parameters: { w: [256, 256], b: [256] },
      activations: { gates: ['T', 'B', 1, 256], hidden: ['T+1', 'B', 256] },
      inputs: { lengths: { shape: ['B'], data: Int32Array.of(1) } },
      passes: [pass],
    };
    const gates = Float32Array.from({ length: 256 }, (_value, k) => (k % 2 === 0 ? 1 : -1) * 10 ** (-9 + k / 25));
    const { given } = await runLone(webgpu, lone, { gates }, ['gates']);
    for (let k = 0; k < 256; k++) {
      const exact = Math.tanh(gates[k]);
      expect(Math.abs(given.gates[k] - exact) / Math.abs(exact), String(gates[k])).toBeLessThan(1e-6);
    }
  });
});

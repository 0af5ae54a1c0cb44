/** Scans alone, forward and backward, against the reference: every cell, ragged, reversed, truncated, recording, at sizes around the tile. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine, Feed } from '../model/executor';
import type { Plan } from '../model/plan';
import { gateCount } from '../model/parameters';
import { type Pass, type ScanTensors, slotCount, type TensorSpec } from '../model/passes';
import { createReferenceEngine } from '../reference/engine';
import { cellVariants } from '../reference/example';
import { loadWasmEngine } from './load';
import { createLoneFeed, createLonePlan, drawNumbers, findDisagreements, runLone } from './side-by-side';

let wasm: Engine;
const reference = createReferenceEngine();
beforeAll(async () => {
  wasm = await loadWasmEngine();
});

interface Case {
  readonly B: number;
  readonly T: number;
  readonly H: number;
  readonly reverse?: boolean;
  readonly ragged?: boolean;
  readonly truncate?: number;
  readonly everyStep?: boolean;
  readonly record?: boolean;
  /** Of the recurrent weights and biases. */
  readonly scale?: number;
}

interface Prepared {
  readonly plan: Plan;
  readonly feed: Feed;
  readonly written: Readonly<Record<string, Float32Array | Int32Array>>;
  readonly read: readonly string[];
}

/** A forward scan, a copy of its gates, and the backward scan under random gradients from above. */
function prepare(variant: string, scan: Case): Prepared {
  const { B, T, H, reverse = false, ragged = false, truncate = 0, everyStep = false, record = false, scale = 1 } = scan;
  const sizes = { B, T, U: 0 };
  const kind = cellVariants[variant];
  const lstm = kind.cell === 'lstm';
  const G = gateCount[kind.cell];
  const tensors: Omit<TensorSpec, 'role'>[] = [
    { name: 'gates', shape: ['T', 'B', slotCount[kind.cell], H], type: 'f32' },
    { name: 'hidden', shape: ['T+1', 'B', H], type: 'f32' },
    { name: 'cell', shape: ['T+1', 'B', H], type: 'f32' },
    { name: 'weight', shape: [G * H, H], type: 'f32' },
    { name: 'bias', shape: [G * H], type: 'f32' },
    { name: 'lengths', shape: ['B'], type: 'i32' },
    { name: 'dhidden', shape: ['T', 'B', H], type: 'f32' },
    { name: 'dfinal', shape: ['B', 2, H], type: 'f32' },
    { name: 'dcell', shape: ['T', 'B', H], type: 'f32' },
    { name: 'kept', shape: ['T', 'B', slotCount[kind.cell], H], type: 'f32' },
  ];
  const shared: Omit<ScanTensors, 'label'> = {
    ...kind,
    steps: 'T',
    initial: false,
    hiddenSize: H,
    reverse,
    gates: 'gates',
    hidden: 'hidden',
    cellState: lstm ? 'cell' : null,
    weightHh: 'weight',
    lengths: 'lengths',
    held: null,
    window: null,
  };
  const backward = {
    dhidden: everyStep || record ? 'dhidden' : null,
    readsDhidden: everyStep,
    dfinal: 'dfinal',
    dinitial: null,
    record,
    dcell: record && lstm ? 'dcell' : null,
  };
  const passes: Pass[] = [
    { kernel: 'scan', label: 'scan', ...shared, biasHh: 'bias' },
    { kernel: 'copy', label: 'keep', from: 'gates', to: 'kept' },
    { kernel: 'scanBackward', label: 'scan backward', ...shared, ...backward },
  ];
  const rows = (count: number, seed: number, zeroPastLength = false): Float32Array => {
    const numbers = drawNumbers(T * B * count, seed, 0.5);
    for (let m = 0; zeroPastLength && m < T * B; m++) if (Math.floor(m / B) >= lengths[m % B]) numbers.fill(0, m * count, (m + 1) * count);
    return numbers;
  };
  const lengths = Int32Array.from({ length: B }, (_value, b) => (ragged ? 1 + ((b * 5 + T - 1) % T) : T));
  const written = {
    gates: rows(slotCount[kind.cell] * H, 1),
    weight: drawNumbers(G * H * H, 2, scale / Math.sqrt(H)),
    bias: drawNumbers(G * H, 3, scale / 2),
    lengths,
    dhidden: rows(H, 4, true),
    dfinal: drawNumbers(B * 2 * H, 5),
  };
  const read = ['hidden', 'kept', 'gates', ...(lstm ? ['cell'] : []), ...(record ? ['dhidden'] : []), ...(record && lstm ? ['dcell'] : [])];
  return { plan: createLonePlan(sizes, tensors, passes), feed: createLoneFeed(sizes, { truncate }), written, read };
}

async function expectAgreement(variant: string, scan: Case): Promise<void> {
  const { plan, feed, written, read } = prepare(variant, scan);
  const [actual, expected] = await Promise.all([wasm, reference].map((engine) => runLone(engine, plan, feed, written, read)));
  // The floor allows for 1 - h² in float32 where h is saturated; what arrives from above is about 1.
  expect(findDisagreements(actual, expected, 2e-5, 1e-7), JSON.stringify(scan)).toEqual([]);
}

describe.each(Object.keys(cellVariants))('%s', (variant) => {
  it('agrees at and around the size of a tile', async () => {
    for (const B of [1, 4, 5]) for (const H of [1, 4, 5, 8, 9]) for (const T of [1, 3]) await expectAgreement(variant, { B, T, H });
  });

  it('agrees ragged, reversed, under gradients of every step, recording', async () => {
    for (const ragged of [false, true]) {
      for (const reverse of [false, true]) {
        for (const everyStep of [false, true]) {
          for (const record of [false, true]) await expectAgreement(variant, { B: 6, T: 7, H: 10, ragged, reverse, everyStep, record });
        }
      }
    }
  });

  it('cuts the gradient where it is truncated', async () => {
    for (const truncate of [1, 2, 3, 7]) {
      for (const reverse of [false, true]) await expectAgreement(variant, { B: 6, T: 7, H: 5, truncate, reverse, ragged: true, record: true });
    }
  });

  it('leaves no subnormal numbers, on which processors are slow', async () => {
    const { plan, feed, written, read } = prepare(variant, { B: 3, T: 300, H: 8, scale: 0.3 });
    const found = await runLone(wasm, plan, feed, written, read);
    const subnormal = Object.entries(found).filter(([, numbers]) => numbers.some((value) => value !== 0 && Math.abs(value) < 2 ** -126));
    expect(subnormal.map(([name]) => name)).toEqual([]);
    expect(found.gates.some((value) => value === 0)).toBe(true);
  });

  it('agrees at a large size', async () => {
    await expectAgreement(variant, { B: 33, T: 12, H: 70, ragged: true, everyStep: true, record: true });
    await expectAgreement(variant, { B: 2, T: 3, H: 300 });
  });
});

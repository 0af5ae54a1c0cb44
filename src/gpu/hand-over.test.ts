/** States handed over by the scan that computes them: of every cell, at once and in chunks, of fewer rows and steps than there is room for. */
import { describe, expect, it } from 'vitest';
import { openNodeDevice } from '../headless/node-device';
import { gateCount } from '../model/parameters';
import { type Dim, type JoinPass, type Matrix, type ScanPass, slotCount } from '../model/passes';
import { cellVariants } from '../reference/example';
import { flattenDispatches } from './dispatch';
import { createEngineOn } from './engine';
import { findDisagreements } from './fixtures/agreement';
import { createLonePlan, drawNumbers, type Lone, runLone } from './fixtures/lone-plan';
import { lowerPlan } from './lower';
import type { Target } from './tuning';

const sizes = { B: 6, T: 5, U: 2 };

function handOver(from: string, to: string, H: number): JoinPass {
  const rows = { rows: ['B'] as const, columns: H, stride: H, offset: 0 };
  const forward: Matrix = { ...rows, tensor: from, steps: 'T' };
  const y: Matrix = { ...rows, tensor: to, steps: 0 };
  return { kernel: 'join', label: `hand over ${from}`, reading: 'last', hiddenSize: H, lengths: 'lengths', forward, reverse: null, x: null, y };
}

function loneOf(variant: string, H: number): Lone {
  const isLstm = cellVariants[variant].cell === 'lstm';
  const slots = slotCount[cellVariants[variant].cell];
  const scan: ScanPass = {
    kernel: 'scan',
    label: 'scan',
    ...cellVariants[variant],
    steps: 'T',
    initial: false,
    hiddenSize: H,
    reverse: false,
    gates: 'gates',
    hidden: 'hidden',
    cellState: isLstm ? 'cell' : null,
    weightHh: 'w',
    biasHh: 'b',
    lengths: 'lengths',
    held: null,
    window: null,
  };
  const states = (name: string, dim: Dim): Readonly<Record<string, readonly Dim[]>> => ({ [name]: [dim, 'B', H] });
  return {
    sizes,
    capacity: { B: 9, T: 8, U: 4 },
    parameters: { w: [gateCount[scan.cell] * H, H], b: [gateCount[scan.cell] * H] },
    activations: {
      gates: ['T', 'B', slots, H],
      ...states('hidden', 'T+1'),
      ...states('next', 'U+1'),
      ...(isLstm ? { ...states('cell', 'T+1'), ...states('nextCell', 'U+1') } : {}),
    },
    inputs: { lengths: { shape: ['B'], data: Int32Array.of(5, 1, 3, 4, 2, 5) } },
    passes: [scan, handOver('hidden', 'next', H), ...(isLstm ? [handOver('cell', 'nextCell', H)] : [])],
  };
}

function entriesOf(lone: Lone, target: Target, passes = lone.passes): readonly string[] {
  return flattenDispatches(lowerPlan(createLonePlan(lone), target).schedule(passes)).map(({ variant }) => variant.entry);
}

describe.each(Object.keys(cellVariants))('%s', (variant) => {
  const H = 7;
  const lone = loneOf(variant, H);
  it.each([
    ['at once', { software: false }],
    ['with weights read at every step', { software: false, strategy: 'streamed' }],
    ['in chunks', { software: false, chunk: 2 }],
  ] as const)('%s', async (_how, target) => {
    expect(entriesOf(lone, target).filter((entry) => entry.startsWith('join_'))).toEqual([]);
    const written = {
      w: drawNumbers(gateCount[cellVariants[variant].cell] * H * H, 1, 0.4),
      b: drawNumbers(gateCount[cellVariants[variant].cell] * H, 2, 0.5),
      gates: drawNumbers(sizes.T * sizes.B * slotCount[cellVariants[variant].cell] * H, 3),
      next: drawNumbers((sizes.U + 1) * sizes.B * H, 4),
      ...(lone.activations?.nextCell ? { nextCell: drawNumbers((sizes.U + 1) * sizes.B * H, 5) } : {}),
    };
    const engine = createEngineOn(await openNodeDevice(), target);
    const { given, truth } = await runLone(engine, lone, written, Object.keys(lone.activations ?? {}));
    engine.dispose();
    expect(findDisagreements(given, truth)).toEqual([]);
  });

  it('takes one dispatch, beside the report, where all of it is wanted', () => {
    const [scan, ...joins] = lone.passes;
    expect(entriesOf(lone, { software: false })).toHaveLength(2);
    expect(entriesOf(lone, { software: false }, [scan])).toHaveLength(2);
    expect(entriesOf(lone, { software: false }, joins)[0]).toMatch(/^join_/);
  });
});

it.each([
  ['that runs step by step', { software: false, strategy: 'steps' }],
  ['in blocks', { software: true }],
  ['whose states fit no binding together', { software: false, bindingBytes: 1024 }],
] as const)('a scan %s leaves it to a dispatch after it', (_what, target) => {
  expect(entriesOf(loneOf('lstm', 8), target)).toContain('join_states');
});

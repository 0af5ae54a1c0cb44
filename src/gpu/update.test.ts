/** The end of an update, as lowered: by the parameters in one workgroup or spread, and however many products were split. */
import { describe, expect, it } from 'vitest';
import type { UpdatePass } from '../model/passes';
import { createPlan } from '../model/plan';
import { defaultTraining } from '../model/training';
import { createExampleModel } from '../reference/example';
import { REDUCTION_LIMIT, type ReductionBlock } from './blocks';
import { fitLimits } from './memory';
import { parseModelSpec } from '../model/parse-spec';
import { lowerUpdate } from './lower-update';

const update: UpdatePass = { kernel: 'update', label: 'update', optimizer: defaultTraining.optimizer, clip: null };
const partsOf = (count: number): readonly ReductionBlock[] =>
  Array.from({ length: count }, (_part, k): ReductionBlock => ({ slab: 8 * k, size: 4, splits: 2, to: 4 * k }));

function entriesOf(hiddenSize: number, parts: number): readonly string[] {
  const plan = createPlan(createExampleModel({ hiddenSize }), { capacity: { B: 2, T: 3, U: 0 } });
  return lowerUpdate(plan, update, [], partsOf(parts), null, { software: false }).map(({ variant }) => variant.entry);
}

describe('the end of an update', () => {
  it('is one dispatch where there are few parameters, else two', () => {
    expect(entriesOf(6, 12)).toEqual(['update_whole_adam']);
    expect(entriesOf(40, 12)).toEqual(['norm_squares', 'update_adam']);
  });
  it('adds up parts before it where there are more than its list holds', () => {
    expect(entriesOf(6, REDUCTION_LIMIT)).toEqual(['update_whole_adam']);
    expect(entriesOf(6, REDUCTION_LIMIT + 1)).toEqual(['product_parts_add', 'product_parts_add', 'update_whole_adam']);
  });
  it('binds the copies of recurrent weights in two halves, so that deep wide networks fit', () => {
    const model = parseModelSpec({
      input: { kind: 'values', size: 2 },
      encoder: { cell: 'gru', hiddenSizes: [1024, 1024, 1024, 1024, 1024] },
      output: { kind: 'last', size: 1, loss: 'mse' },
    });
    const plan = createPlan(model, { capacity: { B: 1, T: 2, U: 0 } });
    const limits = { maxStorageBufferBindingSize: 2 ** 27, maxBufferSize: 2 ** 28 } as GPUSupportedLimits;
    expect(fitLimits(plan, limits, { software: false })).toBe(plan);
  });
});

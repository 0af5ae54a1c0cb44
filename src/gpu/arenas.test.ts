/** Arenas: no dispatch reads what it writes, tensors do not overlap, and what is too large stays alone. */
import { describe, expect, it } from 'vitest';
import { parseModelSpec } from '../model/parse-spec';
import { createPlan, type Plan } from '../model/plan';
import { resolveCount } from '../model/resolve';
import { cellVariants, createExampleModel } from '../reference/example';
import { flattenDispatches } from './dispatch';
import { getKernel } from './kernels';
import { type Lowered, lowerPlan } from './lower';
import { MOST_BYTES_BOUND, WANTED_STORAGE_BUFFERS } from './tuning';

const attentions = [
  null,
  { score: 'dot', query: 'current' },
  { score: 'general', query: 'current', inputFeeding: true },
  { score: 'additive', query: 'previous' },
] as const;
const outputs = [
  { kind: 'last', size: 3, loss: 'mse', hidden: [{ size: 8, activation: 'relu', dropout: 0 }] },
  { kind: 'every', size: 4, loss: 'mse', dropout: 0.5 },
  ...attentions.map((attention) => ({ kind: 'decoder', vocabSize: 8, embeddingSize: 8, attention })),
];
const inputs = [
  { kind: 'values', size: 3 },
  { kind: 'tokens', vocabSize: 7, embeddingSize: 8 },
  { kind: 'tokens', vocabSize: 70, embeddingSize: 4 },
];
const targets = [
  { software: true },
  { software: false, strategy: 'streamed', storageBuffers: WANTED_STORAGE_BUFFERS },
  { software: false, strategy: 'steps' },
] as const;

/** Dispatches that bind a buffer both to read and to write. */
function findClashes(plan: Plan, lowered: Lowered): readonly string[] {
  const { arenas } = lowered;
  const { encode, decode, decodeFreely, loss, backward, update } = plan.segments;
  const bufferOf = (range: string): string => {
    const first = range.startsWith('both ') ? range.slice('both '.length) : (lowered.besides.get(range)?.first ?? range);
    return arenas.places.get(first)?.arena ?? first;
  };
  const lists = [
    [...encode, ...decode, ...loss, ...backward, ...update],
    [...encode, ...decodeFreely],
  ];
  return lists
    .flatMap((list) => flattenDispatches(lowered.schedule(list)))
    .flatMap(({ label, variant, ranges }) => {
      const bound = getKernel(variant.entry).variables.flatMap(([name, { access }]) =>
        name in ranges ? [{ buffer: bufferOf(ranges[name]), access }] : [],
      );
      const clash = bound.find(({ buffer, access }) => bound.some((other) => other.buffer === buffer && other.access !== access));
      return clash ? [`${label} (${variant.entry}) reads and writes ${clash.buffer}`] : [];
    });
}

describe.each(targets)('cut for %j', (target) => {
  it.each(Object.keys(cellVariants))('are read or written by a dispatch, never both: %s', (variant) => {
    const { encoder } = createExampleModel({ variant, hiddenSize: 8 });
    for (const input of inputs) {
      for (const output of outputs) {
        const isDot = 'attention' in output && output.attention?.score === 'dot';
        for (const bidirectional of isDot ? [false] : [false, true]) {
          const model = parseModelSpec({ input, output, encoder: { ...encoder, hiddenSizes: [8, 8], bidirectional } });
          const plan = createPlan(model, { capacity: { B: 4, T: 9, U: 7 } });
          expect(findClashes(plan, lowerPlan(plan, target))).toEqual([]);
        }
      }
    }
  });
});

describe('parts of split products', () => {
  it.each([
    ['lstm', 320],
    ['gru after', 352],
  ])('fit one binding for the largest networks: %s of 8 × %i', (variant, H) => {
    const { encoder } = createExampleModel({ variant });
    const model = parseModelSpec({
      input: { kind: 'values', size: 8 },
      encoder: { ...encoder, hiddenSizes: new Array<number>(8).fill(H), bidirectional: true },
      output: { kind: 'last', size: 4, loss: 'mse' },
    });
    const { slabLength } = lowerPlan(createPlan(model, { capacity: { B: 32, T: 50, U: 0 } }), { software: false });
    expect(4 * slabLength).toBeLessThan(MOST_BYTES_BOUND / 2);
  });

  it('are not more than a binding holds', () => {
    const plan = createPlan(createExampleModel({ variant: 'lstm', hiddenSize: 64 }), { capacity: { B: 32, T: 100, U: 0 } });
    const free = lowerPlan(plan, { software: false }).slabLength;
    const bound = lowerPlan(plan, { software: false, bindingBytes: 2 * free }).slabLength;
    expect(bound).toBeGreaterThan(0);
    expect(4 * bound).toBeLessThanOrEqual(2 * free);
  });
});

describe('places', () => {
  const model = createExampleModel({ variant: 'lstm', hiddenSize: 8 });
  const plan = createPlan(model, { capacity: { B: 4, T: 9, U: 0 } });

  it('follow one another without overlap, at multiples of 256 bytes', () => {
    const { places, lengths } = lowerPlan(plan, { software: false }).arenas;
    expect(places.size).toBeGreaterThan(1);
    for (const [arena, length] of lengths) {
      const ranges = [...places]
        .filter(([, place]) => place.arena === arena)
        .map(([tensor, { base }]) => ({ base, end: base + resolveCount(plan.tensors.get(tensor)?.shape ?? [], plan.options.capacity) }))
        .toSorted((a, b) => a.base - b.base);
      ranges.forEach(({ base, end }, k) => {
        expect(base % 64).toBe(0);
        expect(end).toBeLessThanOrEqual(ranges.at(k + 1)?.base ?? length);
      });
    }
  });

  it('are none for what would not fit a binding together', () => {
    const gates = 4 * 4 * 8 * 4 * 9;
    const { places, lengths } = lowerPlan(plan, { software: false, bindingBytes: gates }).arenas;
    expect(places.size).toBeGreaterThan(0);
    for (const length of lengths.values()) expect(4 * length).toBeLessThanOrEqual(gates);
  });
});

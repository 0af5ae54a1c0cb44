/** Whatever a valid model or training is, parsing returns it as it is; and each of its fields, broken alone, is refused by its path. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../core/errors';
import { parseModelSpec } from './parse-spec';
import { parseTrainingSpec } from './parse-training';

const size = fc.integer({ min: 1, max: 4096 });
const vocabSize = fc.integer({ min: 3, max: 20000 });
const embeddingSize = fc.integer({ min: 1, max: 1024 });
const dropout = fc.double({ min: 0, max: 0.999, noNaN: true });

const input = fc.oneof(fc.record({ kind: fc.constant('values'), size }), fc.record({ kind: fc.constant('tokens'), vocabSize, embeddingSize }));
const encoder = fc.record({
  cell: fc.constantFrom('rnn', 'lstm', 'gru'),
  hiddenSizes: fc.array(fc.integer({ min: 1, max: 1024 }), { minLength: 1, maxLength: 8 }),
  bidirectional: fc.boolean(),
  dropout,
  residual: fc.boolean(),
  nonlinearity: fc.constantFrom('tanh', 'relu'),
  resetAfter: fc.boolean(),
});
const dense = fc.record({ size, activation: fc.constantFrom('relu', 'tanh', 'sigmoid'), dropout });
const head = fc.record({
  kind: fc.constantFrom('last', 'every'),
  size: fc.integer({ min: 2, max: 20000 }),
  loss: fc.constantFrom('mse', 'bce', 'crossEntropy'),
  dropout,
  hidden: fc.array(dense, { maxLength: 3 }),
});
const attention = fc.oneof(
  fc.record({ score: fc.constantFrom('general', 'additive'), query: fc.constant('current'), inputFeeding: fc.boolean() }),
  fc.record({ score: fc.constantFrom('general', 'additive'), query: fc.constant('previous'), inputFeeding: fc.constant(false) }),
);
const decoder = fc.record({ kind: fc.constant('decoder'), vocabSize, embeddingSize, attention: fc.option(attention) });
const model = fc.record({ input, encoder, output: fc.oneof(head, decoder) });

const positive = fc.double({ min: 1e-6, max: 100, noNaN: true });
const share = fc.double({ min: 0, max: 0.999, noNaN: true });
const count = fc.integer({ min: 2, max: 100_000 });
const training = fc.record({
  batchSize: fc.integer({ min: 1, max: 4096 }),
  optimizer: fc.record({
    kind: fc.constantFrom('sgd', 'rmsprop', 'adam', 'adamw'),
    learningRate: positive,
    momentum: share,
    alpha: share,
    betas: fc.tuple(share, share),
    eps: positive,
    weightDecay: share,
  }),
  clip: fc.oneof(fc.constant(null), fc.record({ norm: positive }), fc.record({ value: positive })),
  schedule: fc.oneof(
    fc.constant({ kind: 'constant' }),
    fc.record({ kind: fc.constant('step'), every: count, factor: positive }),
    fc.record({ kind: fc.constant('cosine'), steps: count, floor: share }),
    fc.record({ kind: fc.constant('warmup'), steps: count }),
  ),
  initialisation: fc.oneof(
    fc.record({ kind: fc.constantFrom('pytorch', 'glorotOrthogonal', 'identity') }),
    fc.record({ kind: fc.constant('chrono'), maxLag: count, forgetBias: share, spectralRadius: positive }),
  ),
  truncate: fc.option(count),
  carryState: fc.boolean(),
  teacherForcing: share,
});

/** The paths of all numbers, words, flags and nulls of a value. */
function listLeaves(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, each]) => listLeaves(each, [...path, key]));
}

/** A copy of `value` with a new value at `path`. */
function replaceAt(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (typeof value !== 'object' || value === null) return by;
  const changed = rest.length === 0 ? by : replaceAt((value as Record<string, unknown>)[key], rest, by);
  return Array.isArray(value) ? value.map((each: unknown, k) => (String(k) === key ? changed : each)) : { ...value, [key]: changed };
}

describe.each([
  ['parseModelSpec', model, parseModelSpec, 'model'],
  ['parseTrainingSpec', training, parseTrainingSpec, 'training'],
] as const)('%s', (_, valid: fc.Arbitrary<unknown>, parse: (value: unknown) => unknown, root) => {
  it('returns complete specs as they are, also through JSON', () => {
    fc.assert(
      fc.property(valid, (spec) => {
        expect(parse(spec)).toEqual(spec);
        expect(parse(JSON.parse(JSON.stringify(parse(spec))))).toEqual(parse(spec));
      }),
      { numRuns: 60 },
    );
  });

  it('refuses each field, broken alone, by its path', () => {
    const broken = fc.oneof(fc.constant('nonsense'), fc.constant(-2_000_000), fc.constant(NaN), fc.constant({}));
    fc.assert(
      fc.property(valid, broken, (spec, by) => {
        for (const path of listLeaves(spec)) {
          const named = new RegExp(`^${[root, ...path].join('\\.')}[.:]`);
          const attempt = () => parse(replaceAt(spec, path, by));
          expect(attempt).toThrow(InputError);
          expect(attempt).toThrow(named);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('refuses an unknown key in each object', () => {
    fc.assert(
      fc.property(valid, (spec) => {
        const objects = new Set(listLeaves(spec).map((path) => path.slice(0, -1).join('.')));
        for (const place of objects) {
          const path: readonly string[] = place === '' ? [] : place.split('.');
          if (/^\d+$/.test(path.at(-1) ?? '') || !isPlainObject(spec, path)) continue;
          expect(() => parse(replaceAt(spec, [...path, 'surprise'], 1))).toThrow(`${[root, ...path, 'surprise'].join('.')}: must not be there`);
        }
      }),
      { numRuns: 40 },
    );
  });
});

function isPlainObject(value: unknown, path: readonly string[]): boolean {
  const place = path.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], value);
  return typeof place === 'object' && place !== null && !Array.isArray(place);
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readArchive, writeArchive } from '../core/archive';
import { InputError } from '../core/errors';
import { readSafetensors, writeSafetensors } from '../core/safetensors';
import type { TensorMap } from '../core/tensor';
import { layoutParameters } from '../model/parameters';
import { createRun } from './fixtures/threshold';
import { boundHistory, type History, parseHistory } from './history';
import { packRun, type SavedRun, unpackRun } from './run-file';

const run = createRun();
const layout = layoutParameters(run.model);

/** A flat array of the layout, its padding 0 as engines have it. */
function fill<Data extends Float32Array | Float64Array>(flat: Data, value: (k: number) => number): Data {
  for (const { offset, size } of layout.list) for (let k = offset; k < offset + size; k++) flat[k] = value(k);
  return flat;
}

const history: History = { updates: [1, 2, 3], losses: [3, 2.5, 0.1], heldOut: [{ update: 2, loss: 2, metric: 0.5 }] };
const saved: SavedRun = {
  run,
  engine: 'wasm',
  state: {
    update: 3,
    parameters: fill(new Float32Array(layout.length), (k) => k / 7),
    moment1: fill(new Float32Array(layout.length), (k) => -k / 11),
    moment2: fill(new Float32Array(layout.length), (k) => 1e-30 * k + 1),
    carried: Float32Array.of(1, -2, 3),
  },
  history,
  exact: true,
};
const all = Object.fromEntries(
  ['model.json', 'training.json', 'run.json', 'weights.safetensors', 'resume.safetensors', 'history.json'].map((name) => [name, 1 << 20]),
);

type Parts = Record<string, Uint8Array | undefined>;

/** The file of `saved` with some of its parts replaced, or without those that are undefined. */
function change(parts: Parts): Uint8Array {
  const kept = Object.entries({ ...Object.fromEntries(readArchive(packRun(saved), all)), ...parts });
  return writeArchive(Object.fromEntries(kept.flatMap(([name, bytes]) => (bytes === undefined ? [] : [[name, bytes]]))));
}

const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const partOf = (name: string): Uint8Array => readArchive(packRun(saved), all).get(name) ?? new Uint8Array(0);
const jsonOf = (name: string): object => JSON.parse(new TextDecoder().decode(partOf(name))) as object;
const tensorsOf = (name: string): TensorMap => readSafetensors(partOf(name));

describe('a run as a file', () => {
  it('is read back to the bit, and is the same file each time', () => {
    const file = packRun(saved);
    expect(unpackRun(file)).toEqual(saved);
    expect(packRun(unpackRun(file))).toEqual(file);
  });

  it('keeps the digits of an engine in float64', () => {
    const double = fill(new Float64Array(layout.length), (k) => k / 7);
    const moment2 = fill(new Float64Array(layout.length), (k) => k * 1e-300);
    const state = { update: 3, parameters: double, moment1: null, moment2, carried: null };
    expect(unpackRun(packRun({ ...saved, state })).state).toEqual(state);
  });

  it('holds weights by PyTorch’s names, parameters alone', () => {
    expect(Object.keys(tensorsOf('weights.safetensors'))).toEqual(layout.list.map(({ name }) => name));
  });

  it('can be of weights and specs alone: the optimizer then begins anew', () => {
    const { exact, state, history: found } = unpackRun(change({ 'resume.safetensors': undefined, 'history.json': undefined }));
    expect(exact).toBe(false);
    expect(state).toEqual({ update: 3, parameters: saved.state.parameters, moment1: null, moment2: null, carried: null });
    expect(found).toEqual({ updates: [], losses: [], heldOut: [] });
  });

  const extra = { ...tensorsOf('weights.safetensors'), more: { shape: [1], data: Float32Array.of(1) } };
  const { 'moment1.encoder.bias_hh_l0': _, ...fewer } = tensorsOf('resume.safetensors');
  const refused: readonly (readonly [string, Uint8Array, string])[] = [
    ['no network', change({ 'model.json': undefined }), 'archive: must hold model.json'],
    ['no weights', change({ 'weights.safetensors': undefined }), 'archive: must hold weights.safetensors'],
    ['another format', change({ 'run.json': json({ ...jsonOf('run.json'), format: 'x' }) }), 'run.json.format: must be "through-time run"'],
    ['another version', change({ 'run.json': json({ ...jsonOf('run.json'), version: 2 }) }), 'run.json.version: must be 1, the version that'],
    ['an update that is none', change({ 'run.json': json({ ...jsonOf('run.json'), update: -1 }) }), 'run.json.update: must be a whole number'],
    ['an unknown key', change({ 'run.json': json({ ...jsonOf('run.json'), note: 'x' }) }), 'run.json.note: must not be there'],
    ['an unknown engine', change({ 'run.json': json({ ...jsonOf('run.json'), engine: 'cuda' }) }), 'run.json.engine: must be one of'],
    [
      'a network of another size',
      change({ 'model.json': json({ ...run.model, encoder: { cell: 'gru', hiddenSizes: [3] } }) }),
      'weights.encoder.weight_ih_l0: must have the shape [9, 1]',
    ],
    ['a training that is none', change({ 'training.json': json({ batchSize: 0 }) }), 'training.batchSize: must be'],
    ['a part that is no JSON', change({ 'training.json': json('x').subarray(1) }), 'training.json: must be JSON in UTF-8'],
    [
      'a name twice',
      change({ 'training.json': new TextEncoder().encode('{"batchSize":1,"batchSize":2}') }),
      'training.json: must hold each name once',
    ],
    ['more weights', change({ 'weights.safetensors': writeSafetensors(extra) }), 'weights.more: must be a parameter of the model'],
    ['no safetensors', change({ 'weights.safetensors': json({}) }), 'weights.safetensors'],
    ['half a moment', change({ 'resume.safetensors': writeSafetensors(fewer) }), 'resume.safetensors moment1.encoder.bias_hh_l0: must be there'],
    [
      'an unknown tensor',
      change({ 'resume.safetensors': writeSafetensors({ moment3: { shape: [], data: Float32Array.of(1) } }) }),
      'resume.safetensors moment3: must be parameter',
    ],
    ['weights and their digits apart', changeWeightsOf64(), 'resume.safetensors parameter: must be the numbers of weights.safetensors'],
    [
      'a history of the future',
      change({ 'history.json': json({ ...history, updates: [1, 2, 4] }) }),
      'history.json.updates: must rise, to 3 at the most, got 4',
    ],
    ['a history that goes back', change({ 'history.json': json({ ...history, updates: [1, 1, 2] }) }), 'history.json.updates: must rise'],
    ['a history of two lengths', change({ 'history.json': json({ ...history, losses: [1] }) }), 'history.json.losses: must be 3 numbers'],
    ['a history of no numbers', change({ 'history.json': json({ ...history, losses: [1, null, 2] }) }), 'history.json.losses.1: must be a number'],
    ['a part too large', change({ 'run.json': new Uint8Array(70_000).fill(32) }), 'run.json: must have at most 65536 bytes'],
    ['a part of its own', change({ 'notes.txt': json('x') }), 'archive: must'],
  ];
  it.each(refused)('is refused with %s', (_, file, message) => {
    expect(() => unpackRun(file)).toThrow(InputError);
    expect(() => unpackRun(file)).toThrow(message);
  });

  it('is not written with numbers that it could not hold', () => {
    const parameters = fill(new Float64Array(layout.length), () => 1e39);
    expect(() => packRun({ ...saved, state: { ...saved.state, parameters } })).toThrow('weights: must be finite');
  });

  it('is read or refused whatever its bytes', () => {
    const file = packRun(saved);
    const changes = fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    const values = fc.oneof(fc.jsonValue(), fc.constantFrom({ __proto__: { update: 1 } }, { constructor: 1 }));
    const spoilt = fc
      .constantFrom('model.json', 'training.json', 'run.json', 'history.json')
      .chain((part) =>
        fc
          .tuple(fc.constantFrom(...Object.keys(jsonOf(part))), values)
          .map(([key, value]) => change({ [part]: json({ ...jsonOf(part), [key]: value }) })),
      );
    const broken = changes.map((list) => {
      const copy = file.slice();
      for (const [at, byte] of list) copy[at] = byte;
      return copy;
    });
    fc.assert(
      fc.property(
        fc.oneof(
          spoilt,
          broken,
          fc.nat(file.length).map((length) => file.subarray(0, length)),
        ),
        (bytes) => {
          try {
            unpackRun(bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(InputError);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** A file of float64 whose F32 weights were changed afterwards. */
function changeWeightsOf64(): Uint8Array {
  const parameters = fill(new Float64Array(layout.length), (k) => k / 7);
  const parts = Object.fromEntries(readArchive(packRun({ ...saved, state: { ...saved.state, parameters } }), all));
  const weights = readSafetensors(parts['weights.safetensors']);
  weights['encoder.bias_hh_l0'].data[0] += 1;
  return writeArchive({ ...parts, 'weights.safetensors': writeSafetensors(weights) });
}

describe('a history', () => {
  it('is thinned to what can be read back', () => {
    const updates = Array.from({ length: 10_000 }, (_, k) => k + 1);
    const heldOut = [
      { update: 5, loss: 1, metric: 1 },
      { update: 5, loss: 2, metric: 2 },
      { update: 6, loss: NaN, metric: 1 },
      { update: 20_000, loss: 1, metric: 1 },
    ];
    const bounded = boundHistory({ updates, losses: updates, heldOut }, 9_999);
    expect(parseHistory(bounded, 9_999, 'history')).toEqual(bounded);
    expect(bounded.updates.slice(0, 2)).toEqual([3, 6]);
    expect(bounded.losses.slice(0, 2)).toEqual([2, 5]);
    expect(bounded.updates.at(-1)).toBe(9_999);
    expect(bounded.heldOut).toEqual([{ update: 5, loss: 2, metric: 2 }]);
    expect(boundHistory({ updates: [], losses: [], heldOut: [] }, 0)).toEqual({ updates: [], losses: [], heldOut: [] });
  });
});

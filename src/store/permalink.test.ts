/** Links come back as they went, and a hostile one is refused by the name of its field. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../core/errors';
import type { Run } from '../model/run';
import { defaultTraining } from '../model/training';
import { getTask, tasks } from '../tasks/table';
import { encodeBase64Url } from './base64url';
import { networkParts, quantityNames, unitOrders } from './cursor';
import { createDefaultRun } from './default-run';
import { withEncoder, withOption, withTask } from './edit';
import { isLink, type Link, readLink, writeLink } from './permalink';

const plain: Link = {
  run: createDefaultRun(getTask('recall')),
  engine: 'auto',
  ran: null,
  weights: 'initial',
  example: 0,
  view: { t: 0, scan: 'l0', unit: 0, across: 0, gate: 'hidden', part: 'node', operation: 0, direction: 'forward', order: 'index', relative: false },
  edits: [],
};

const size = fc.integer({ min: 1, max: 1024 });
const rate = fc.double({ min: 0, max: 1000, noNaN: true });

const initialisation = fc.constantFrom<Run['training']['initialisation'][]>(
  { kind: 'pytorch' },
  { kind: 'pytorch', forgetBias: 1 },
  { kind: 'glorotOrthogonal', spectralRadius: 1.5 },
);
const schedule = fc.constantFrom<Run['training']['schedule'][]>(
  { kind: 'constant' },
  { kind: 'step', every: 7, factor: 0.5 },
  { kind: 'cosine', steps: 100, floor: 0 },
  { kind: 'warmup', steps: 1 },
);

const training = fc.record({
  batchSize: fc.integer({ min: 1, max: 4096 }),
  optimizer: fc.record({
    kind: fc.constantFrom('sgd' as const, 'rmsprop' as const, 'adam' as const, 'adamw' as const),
    learningRate: rate,
    momentum: rate,
    alpha: fc.constantFrom(0.99, 0.5),
    betas: fc.constantFrom<(readonly [number, number])[]>([0.9, 0.999], [0, 0.5]),
    eps: fc.constant(1e-8),
    weightDecay: rate,
  }),
  clip: fc.oneof(fc.constant(null), fc.record({ norm: fc.double({ min: 1e-6, max: 1e6, noNaN: true }) }), fc.constant({ value: 1 })),
  schedule,
  initialisation,
  truncate: fc.option(fc.integer({ min: 1, max: 1000 })),
  carryState: fc.boolean(),
  teacherForcing: fc.double({ min: 0, max: 1, noNaN: true }),
});

const link: fc.Arbitrary<Link> = fc
  .record({
    task: fc.constantFrom(...tasks),
    length: fc.integer({ min: 2, max: 200 }),
    encoder: fc.record({
      cell: fc.constantFrom('rnn' as const, 'lstm' as const, 'gru' as const),
      hiddenSizes: fc.array(size, { minLength: 1, maxLength: 8 }),
      bidirectional: fc.boolean(),
      dropout: fc.double({ min: 0, max: 0.99, noNaN: true }),
      residual: fc.boolean(),
      nonlinearity: fc.constantFrom('tanh' as const, 'relu' as const),
      resetAfter: fc.boolean(),
    }),
    training,
    seed: fc.integer({ min: 0, max: 0xffffffff }),
    ran: fc.constantFrom(null, 'wasm' as const, 'webgpu' as const),
    engine: fc.constantFrom('auto' as const, 'reference' as const, 'wasm' as const, 'webgpu' as const),
    weights: fc.constantFrom('initial' as const, 'shipped' as const),
    edits: fc.array(
      fc.record({
        kind: fc.constant('state' as const),
        scan: fc.constant('l0'),
        state: fc.constant('hidden' as const),
        unit: fc.constantFrom(null, 0),
        from: fc.nat(3),
        to: fc.constantFrom(null, 7),
        example: fc.constant(null),
        value: fc.double({ min: -9, max: 9, noNaN: true }),
      }),
      { maxLength: 3 },
    ),
    example: fc.nat(1000),
    view: fc.record({
      t: fc.nat(1000),
      scan: fc.constantFrom('l0', 'l0_reverse', 'l7_reverse', 'decoder'),
      unit: fc.nat(1024),
      across: fc.nat(1000),
      gate: fc.constantFrom(...quantityNames),
      part: fc.constantFrom(...networkParts),
      operation: fc.nat(60),
      direction: fc.constantFrom('forward' as const, 'backward' as const),
      order: fc.constantFrom(...unitOrders),
      relative: fc.boolean(),
    }),
  })
  .map(({ task, length, encoder, training: trained, seed, ...rest }): Link => {
    const first = Object.entries(task.options).at(0);
    const opened = withTask(plain.run, task);
    const set = first === undefined ? opened : withOption(opened, task, first[0], Math.max(first[1].min, Math.min(length, first[1].max)));
    const fitted = withEncoder(set, encoder);
    const carries = trained.carryState && !encoder.bidirectional && fitted.model.output.kind !== 'decoder';
    const run: Run = { ...fitted, training: { ...trained, carryState: carries }, seed };
    return { ...(JSON.parse(JSON.stringify({ run, ...rest })) as Link) };
  });

/** A link that holds this value. */
const linkTo = (value: unknown): string => `v1=${encodeBase64Url(JSON.stringify(value))}`;

describe('links', () => {
  it('come back as they went', () => {
    fc.assert(
      fc.property(link, (given) => {
        expect(readLink(writeLink(given))).toEqual(given);
      }),
      { numRuns: 300 },
    );
  });

  it('are short where little differs from the defaults, and hold no escapes', () => {
    const written = writeLink(plain);
    expect(written).toMatch(/^v1=[A-Za-z0-9_-]+$/);
    expect(written.length).toBeLessThan(450);
    expect(isLink(written)).toBe(true);
    expect(writeLink({ ...plain, view: { ...plain.view, order: 'memory', relative: true } }).length).toBeGreaterThan(written.length);
    expect(isLink('gallery')).toBe(false);
  });

  it('can be read however many interventions there are, which they leave out where there are too many', () => {
    const make = (count: number): Link => ({
      ...plain,
      edits: Array.from({ length: count }, (_, unit) => ({ kind: 'zero', scan: 'l0_reverse', unit, example: null })),
    });
    expect(readLink(writeLink(make(100)))).toEqual(make(100));
    expect(readLink(writeLink(make(5000)))).toEqual(plain);
  });

  it('never throw anything but a sentence that names a field, whatever they hold', () => {
    const refuse = (fragment: string): void => {
      try {
        readLink(fragment);
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
      }
    };
    fc.assert(fc.property(fc.string(), refuse));
    fc.assert(fc.property(fc.string(), (text) => { refuse(`v1=${text}`); })); // prettier-ignore
    fc.assert(fc.property(fc.jsonValue(), (value) => { refuse(linkTo(value)); })); // prettier-ignore
    fc.assert(fc.property(fc.jsonValue(), (value) => { refuse(linkTo({ run: value })); })); // prettier-ignore
  });

  const { run } = plain;
  it.each<readonly [string, unknown, string]>([
    ['an unknown cell', { run: { ...run, model: { ...run.model, encoder: { cell: 'cnn', hiddenSizes: [4] } } } }, 'model.encoder.cell'],
    ['a huge layer', { run: { ...run, model: { ...run.model, encoder: { cell: 'lstm', hiddenSizes: [1e9] } } } }, 'model.encoder.hiddenSizes.0'],
    ['an unknown task', { run: { ...run, task: { name: 'mining' } } }, 'task.name'],
    ['an option out of range', { run: { ...run, task: { name: 'recall', options: { lag: 1e9 } } } }, 'task.options.lag'],
    ['an unknown option', { run: { ...run, task: { name: 'recall', options: { x: 1 } } } }, 'task.options.x'],
    ['a wrong seed', { run: { ...run, seed: -1 } }, 'run.seed'],
    ['an unknown key', { run, wallTime: 1 }, 'link.wallTime'],
    ['a wrong step', { run, view: { t: 'first' } }, 'link.view.t'],
    ['an unknown scan', { run, view: { scan: 'constructor' } }, 'link.view.scan'],
    ['an unknown order', { run, view: { order: 'luck' } }, 'link.view.order'],
    ['a wrong switch', { run, view: { relative: 1 } }, 'link.view.relative'],
    ['a wrong engine', { run, engine: 'abacus' }, 'link.engine'],
    ['no run', {}, 'run'],
    ['a prototype', JSON.parse('{"run":{"__proto__":{"seed":1}}}'), 'run'],
    ['a wrong training', { run: { ...run, training: { ...defaultTraining, batchSize: 0 } } }, 'training.batchSize'],
  ])('name the field of %s', (_what, value, field) => {
    expect(() => readLink(linkTo(value))).toThrow(field);
  });

  it.each(['v2=abc', 'v1=***', 'v1=bm90IGpzb24', 'v1=_w', `v1=${'A'.repeat(10_000)}`])('refuse %s as a link', (fragment) => {
    expect(() => readLink(fragment)).toThrow(/^link: must/);
  });
});

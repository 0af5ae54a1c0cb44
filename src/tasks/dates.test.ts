import { describe, expect, it } from 'vitest';
import { dateForms, writeIso } from './date-forms';
import { dates } from './dates';
import { parseOptions } from './options';
import type { Stream } from './task';

/** Source and target of each example as text. */
function write(given: object, stream: Stream, count: number): { readonly source: string; readonly target: string }[] {
  const options = parseOptions(dates, given);
  const names = dates.symbols(options);
  const { inputs, lengths, targets } = dates.sample(options, 4, stream, 0, count);
  const [T, U] = [inputs.shape[1], targets.shape[1]];
  return Array.from({ length: count }, (_, b) => ({
    source: Array.from(inputs.data.subarray(b * T, b * T + lengths.data[b]), (id) => names.inputs[id]).join(''),
    target: Array.from(targets.data.subarray(b * U, (b + 1) * U), (id) => names.outputs[id]).join(''),
  }));
}

describe('dates', () => {
  it('writes one day in every form', () => {
    expect(dateForms.map((form) => form({ year: 2003, month: 3, day: 2 }))).toEqual([
      '2 March 2003',
      'Mar 2, 2003',
      '02.03.2003',
      '3/2/2003',
      'March 2nd, 2003',
      '2. März 2003',
      '2 mars 2003',
      '2003年3月2日',
      '20030302',
      '2.3.03',
      '03/02/03',
      '02-Mar-03',
    ]);
    expect(writeIso({ year: 2003, month: 3, day: 2 })).toBe('2003-03-02');
  });

  it.each([
    [1, '1st'],
    [3, '3rd'],
    [11, '11th'],
    [12, '12th'],
    [13, '13th'],
    [14, '14th'],
    [20, '20th'],
    [22, '22nd'],
    [31, '31st'],
  ])('counts day %i as %s', (day, ordinal) => {
    expect(dateForms[4]({ year: 2003, month: 1, day })).toBe(`January ${ordinal}, 2003`);
  });

  it('asks for the day that the source names, and EOS', () => {
    for (const { source, target } of write({ forms: 1 }, 'train', 300)) {
      const date = new Date(`${source} UTC`);
      expect(target).toBe(`${date.toISOString().slice(0, 10)}EOS`);
    }
  });

  it('means one day by one text', () => {
    const meant = new Map<string, string>();
    const texts = (['train', 'heldOut'] as const).flatMap((stream) => write({}, stream, 20_000));
    const twice = texts.filter(({ source, target }) => {
      const before = meant.get(source);
      meant.set(source, target);
      return before !== undefined && before !== target;
    });
    expect(twice).toEqual([]);
  });

  it('never trains on a day that is held out', () => {
    const daysOf = (stream: Stream): Set<string> => new Set(write({}, stream, 20_000).map(({ target }) => target));
    const [train, heldOut] = [daysOf('train'), daysOf('heldOut')];
    expect(heldOut.size).toBeGreaterThan(3600);
    expect([...heldOut].filter((day) => train.has(day))).toEqual([]);
  });

  it('spans 100 years', () => {
    const years = write({}, 'train', 5000).map(({ target }) => Number(target.slice(0, 4)));
    expect([Math.min(...years), Math.max(...years)]).toEqual([1950, 2049]);
    expect(dates.baseline({}).value).toBe(Math.log(36525) / 11);
  });
});

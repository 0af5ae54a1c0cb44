import { describe, expect, it } from 'vitest';
import { anbn } from './anbn';
import { dyck1, dyck2 } from './dyck';
import { parseOptions } from './options';
import { reber } from './reber';
import type { Options, Task } from './task';

const languages: readonly (readonly [string, Task, Options])[] = [
  ['dyck1', dyck1, parseOptions(dyck1, { length: 24, depth: 3 })],
  ['dyck2', dyck2, parseOptions(dyck2, { length: 24, depth: 3 })],
  ['anbn', anbn, parseOptions(anbn, { length: 24, largest: 4 })],
  ['reber', reber, parseOptions(reber, { length: 40 })],
];

/** Each row as text, and after each symbol the symbols that the targets say may follow. */
function write(task: Task, options: Options, count: number): readonly { readonly text: string; readonly legal: readonly string[] }[] {
  const { inputs, targets } = task.sample(options, 3, 'train', 0, count);
  const names = task.symbols(options);
  const [, T, V] = targets.shape;
  return Array.from({ length: count }, (_, b) => ({
    text: Array.from(inputs.data.subarray(b * T, (b + 1) * T), (id) => names.inputs[id]).join(''),
    legal: Array.from({ length: T }, (__, t) => names.outputs.filter((___, k) => targets.data[(b * T + t) * V + k] === 1).join('')),
  }));
}

/** What may follow a run of brackets, from a stack kept here. */
function bracketsAfter(text: string, kinds: number, depth: number): string {
  const open: string[] = [];
  for (const bracket of text) {
    if ('(['.includes(bracket)) open.push(bracket);
    else expect(`${String(open.pop())}${bracket}`).toMatch(/^\(\)$|^\[\]$/);
  }
  const top = open.at(-1);
  return ['(', ')', '[', ']']
    .filter((each) => ('(['.includes(each) ? open.length < depth && (each === '(' || kinds === 2) : top === (each === ')' ? '(' : '[')))
    .join('');
}

describe.each(languages)('language %s', (_, task, options) => {
  it('says of every step exactly what may come next, and writes nothing else', () => {
    for (const { text, legal } of write(task, options, 50)) {
      for (let t = 0; t + 1 < text.length; t++) expect(legal[t], `${text} at ${String(t)}`).toContain(text[t + 1]);
    }
  });

  it('has as its baseline what counting the present symbol alone reaches on examples', () => {
    const V = task.symbols(options).outputs.length;
    const rows = write(task, options, 6000).flatMap(({ text, legal }) => Array.from(text, (symbol, t) => ({ symbol, legal: legal[t] })));
    const counted = new Map<string, { all: number; may: Map<string, number> }>();
    for (const { symbol, legal } of rows) {
      const entry = counted.get(symbol) ?? { all: 0, may: new Map<string, number>() };
      counted.set(symbol, entry);
      entry.all++;
      for (const each of legal) entry.may.set(each, (entry.may.get(each) ?? 0) + 1);
    }
    let nats = 0;
    for (const { all, may } of counted.values()) {
      for (const count of may.values()) {
        const p = count / all;
        if (p < 1) nats -= all * (p * Math.log(p) + (1 - p) * Math.log(1 - p));
      }
    }
    expect(nats / rows.length / V / task.baseline(options).value).toBeCloseTo(1, 2);
  });

  it('scores whole sets', () => {
    const batch = task.sample(options, 1, 'heldOut', 0, 2);
    const right = Float32Array.from(batch.targets.data, (target) => target - 0.5);
    const steps = batch.inputs.data.length;
    expect(task.score(right, batch)).toEqual({ sum: steps, count: steps });
    right[3] = -right[3];
    expect(task.score(right, batch)).toEqual({ sum: steps - 1, count: steps });
  });
});

describe('dyck', () => {
  it.each([
    [1, dyck1],
    [2, dyck2],
  ] as const)('of %i kinds allows what a stack allows', (kinds, task) => {
    for (const { text, legal } of write(task, parseOptions(task, { length: 24, depth: 3 }), 60)) {
      legal.forEach((set, t) => {
        expect(set).toBe(bracketsAfter(text.slice(0, t + 1), kinds, 3));
      });
    }
  });
});

describe('anbn', () => {
  it('writes as many b as a, up to the largest, all n alike', () => {
    const strings = write(anbn, parseOptions(anbn, { length: 80, largest: 4 }), 200).flatMap(({ text }) => text.match(/a+b+(?=a)/g) ?? []);
    const counts = [0, 0, 0, 0];
    for (const each of strings) {
      expect(each).toMatch(/^(ab|aabb|aaabbb|aaaabbbb)$/);
      counts[each.length / 2 - 1]++;
    }
    for (const count of counts) expect(count / strings.length).toBeCloseTo(0.25, 1);
  });
});

describe('reber', () => {
  it('keeps the first letter of a string until its end', () => {
    const strings = write(reber, parseOptions(reber, { length: 100 }), 50).flatMap(({ text }) => text.match(/B[TP]B[TP].*?E[TP]E(?=B)/g) ?? []);
    expect(strings.length).toBeGreaterThan(100);
    for (const each of strings) expect(each).toMatch(/^B(T|P)B(TS*X(XT*VP)*(S|XT*VV)|PT*V(V|P(XT*VP)*(S|XT*VV)))E\1E$/);
  });
});

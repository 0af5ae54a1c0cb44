import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from './errors';
import { parseStrictJson } from './strict-json';

const parse = (text: string): unknown => parseStrictJson(new TextEncoder().encode(text), 'file');

describe('parseStrictJson', () => {
  it('reads whatever JSON.stringify writes, if no deeper than it may be', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), fc.constantFrom(0, 2), (value, space) => {
        expect(parse(JSON.stringify(value, null, space))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['a name twice', '{"a":1,"a":2}', 'file: must hold each name once in an object, got "a"'],
    ['a name twice, once written as an escape', '{"a":1 , "\\u0061" : 2}', 'must hold each name once'],
    ['a name twice further in', '[{"b":{"x":1,"x":1}}]', 'must hold each name once in an object, got "x"'],
    ['lists in lists', '['.repeat(1e6) + ']'.repeat(1e6), 'file: must nest at most 32 levels deep, got 33'],
    ['objects in objects', '{"a":'.repeat(3e5), 'must nest at most 32'],
    ['a broken name', '{"\\x":1}', 'file: must be JSON in UTF-8'],
    ['an open string', '{"a', 'must be JSON in UTF-8'],
    ['nothing', '', 'must be JSON in UTF-8'],
    ['a byte order mark', '\uFEFF{}', 'must be JSON in UTF-8'],
  ])('refuses %s', (_, text, message) => {
    expect(() => parse(text)).toThrow(InputError);
    expect(() => parse(text)).toThrow(message);
  });

  it('lets the same name stand in two objects, and as a text', () => {
    expect(parse('[{"a":"a"},{"a":"\\"a\\":1"}]')).toEqual([{ a: 'a' }, { a: '"a":1' }]);
  });

  it('takes hostile names as names', () => {
    const value = parse('{"__proto__":{"x":1},"constructor":2}') as object;
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});

import { describe, expect, it } from 'vitest';
import { InputError } from './errors';

describe('InputError', () => {
  it('says where, what must hold and what was given', () => {
    expect(new InputError('run.seed', 'must be a whole number', { a: [1, null] }).message).toBe(
      'run.seed: must be a whole number, got {"a":[1,null]}',
    );
    expect(new InputError('x', 'must be given', undefined).message).toBe('x: must be given, got nothing');
  });

  it('tells values in a few characters, however large or deep they are', () => {
    let deep: unknown = 1;
    for (let k = 0; k < 1e5; k++) deep = [deep];
    expect(new InputError('x', 'must hold', deep).message).toBe('x: must hold, got [[[["…"]]]]');
    const wide = Array.from({ length: 1e5 }, (_, k) => k);
    expect(new InputError('n'.repeat(1e6), 'must hold', wide).message.length).toBeLessThan(400);
  });
});

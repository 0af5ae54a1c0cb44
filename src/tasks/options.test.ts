import { describe, expect, it } from 'vitest';
import { InputError } from '../core/errors';
import { parseOptions } from './options';

const task = {
  name: 'echo',
  options: { lag: { type: 'integer', default: 20, min: 1, max: 99 }, noise: { type: 'number', default: 0, min: 0, max: 0.5 } },
} as const;

describe('parseOptions', () => {
  it('fills in defaults and reads numbers from text', () => {
    expect(parseOptions(task, {})).toEqual({ lag: 20, noise: 0 });
    expect(parseOptions(task, { lag: 1, noise: 0.5 })).toEqual({ lag: 1, noise: 0.5 });
    expect(parseOptions(task, { lag: '7' })).toEqual({ lag: 7, noise: 0 });
  });

  it.each([
    [{ length: 5 }, 'task.options.length: must not be there (task "echo" knows lag, noise), got 5'],
    [{ toString: 5 }, 'task.options.toString: must not be there'],
    [{ lag: 0 }, 'task.options.lag: must be a whole number from 1 to 99, got 0'],
    [{ lag: 100 }, 'task.options.lag'],
    [{ lag: 1.5 }, 'task.options.lag'],
    [{ lag: '1x' }, 'task.options.lag: must be a whole number from 1 to 99, got "1x"'],
    [{ lag: '0x7' }, 'task.options.lag: must be a whole number from 1 to 99, got "0x7"'],
    [{ lag: '' }, 'task.options.lag'],
    [{ lag: null }, 'task.options.lag'],
    [{ noise: NaN }, 'task.options.noise: must be a number from 0 to 0.5, got NaN'],
    [7, 'task.options: must be an object, got 7'],
    [[], 'task.options: must be an object'],
  ])('refuses %o', (given, message) => {
    expect(() => parseOptions(task, given)).toThrow(InputError);
    expect(() => parseOptions(task, given)).toThrow(message);
  });
});

import { describe, expect, it } from 'vitest';
import { readSourceText, sourceSizes, writeTokens } from './source-text';
import { getTask } from './table';

const names = getTask('dates').symbols({});

describe('a source as text', () => {
  it.each(['dates', 'numbers', 'reverse', 'sort'])('reads what task %s writes, and back', (name) => {
    const task = getTask(name);
    const options = Object.fromEntries(Object.entries(task.options).map(([key, rule]) => [key, rule.default]));
    const { inputs, lengths } = task.sample(options, 3, 'heldOut', 4, 1) as Record<string, { data: Int32Array } | undefined>;
    const tokens = [...(inputs?.data ?? [])].slice(0, lengths?.data[0]);
    const text = writeTokens(tokens, task.symbols(options).inputs);
    expect(readSourceText(text, task.symbols(options), sourceSizes(task, options, 3).most)).toEqual({ kind: 'read', tokens });
  });

  it('says which symbol is unknown, and where, counted in characters', () => {
    expect(readSourceText('2003年5月!', names, 40)).toEqual({ kind: 'unknown', symbol: '!', at: 8 });
    expect(readSourceText('😀5', names, 40)).toEqual({ kind: 'unknown', symbol: '😀', at: 1 });
  });

  it('refuses nothing and too much', () => {
    expect(readSourceText('', names, 4)).toEqual({ kind: 'empty' });
    expect(readSourceText('12345', names, 4)).toEqual({ kind: 'tooLong', length: 5, most: 4 });
  });

  it('takes words where a symbol is a word', () => {
    const words = { inputs: ['PAD', 'BOS', 'EOS', 'one', 'two'], outputs: [] };
    expect(readSourceText(' two  one', words, 4)).toEqual({ kind: 'read', tokens: [4, 3] });
    expect(writeTokens([4, 3, 2], words.inputs)).toBe('two one');
  });
});

import { expect, it } from 'vitest';
import { readPlainText, writePlainText } from './plain-text';

const names = ['PAD', 'BOS', 'EOS', '↵', '␣', 'a', 'b'];

it('reads and writes spaces and line breaks by their marks', () => {
  expect(readPlainText('a b\n', names)).toEqual([5, 4, 6, 3]);
  expect(writePlainText([5, 4, 6, 3], names)).toBe('a b\n');
  expect(readPlainText('abc', names)).toBeNull();
  expect(readPlainText('', names)).toEqual([]);
});

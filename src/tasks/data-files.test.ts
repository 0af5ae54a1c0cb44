import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readDataFile } from './data-files';

const text = await readFile('public/data/moby-dick.txt', 'utf8');
const read = (changed: string) => readDataFile(() => Promise.resolve(changed), 'moby-dick.txt');

describe('readDataFile', () => {
  it('gives the text that the project ships', async () => {
    await expect(read(text)).resolves.toBe(text);
  });

  it('refuses a file that was cut short', async () => {
    await expect(read(text.slice(0, -1))).rejects.toThrow('data/moby-dick.txt: must have 200969 bytes, got 200968');
  });

  it('refuses a file of the same size with one letter changed', async () => {
    await expect(read(`${text.slice(0, 99)}#${text.slice(100)}`)).rejects.toThrow('data/moby-dick.txt: must have the CRC-32 151a076a, got');
  });

  it('lets the reader say that there is none', async () => {
    await expect(readDataFile(() => Promise.reject(new Error('404')), 'moby-dick.txt')).rejects.toThrow('404');
  });
});

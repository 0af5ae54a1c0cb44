import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dataSources } from './data-sources';
import { tasks } from './table';

const page = readFileSync('DATA.md', 'utf8');

describe('dataSources', () => {
  it('names a source for every task that reads a file, and for no other', () => {
    const simulated = ['genes'];
    const readers = tasks.filter((task) => task.load !== undefined && !simulated.includes(task.name)).map(({ name }) => name);
    expect(Object.keys(dataSources).sort()).toEqual([...readers].sort());
  });

  it.each(Object.entries(dataSources))('of %s stands in DATA.md, and so does its licence', (_, source) => {
    expect(page).toContain(source?.work);
    for (const licence of source?.licence.split(', ') ?? []) {
      if (!['facts', 'ours', 'publicDomain'].includes(licence)) expect(page).toContain(licence);
    }
  });
});

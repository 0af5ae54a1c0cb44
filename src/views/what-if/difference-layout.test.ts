import { describe, expect, it } from 'vitest';
import { fixture } from '../gallery/fixtures/lstm-recall';
import { readSnapshot } from '../gallery/fixtures/fixture';
import { differencesOf, gradientsOf, rangeFor } from './difference-layout';

const snapshot = readSnapshot(fixture.snapshots[0]);

function changeOne(name: string, place: number, by: number) {
  const tensor = snapshot.tensors[name];
  const data = Float64Array.from(tensor.data);
  data[place] += by;
  return { ...snapshot.tensors, [name]: { ...tensor, data } };
}

describe('differences', () => {
  it('are what the edited example has more, at its place, and 0 elsewhere', () => {
    const [, , H] = snapshot.tensors['cell.l0'].shape;
    const found = differencesOf(snapshot, changeOne('cell.l0', 3 * H + 1, 0.25), 'l0');
    expect(found.map(({ name }) => name)).toEqual(['forget', 'input', 'candidate', 'output', 'cell', 'hidden']);
    const cell = found.find(({ name }) => name === 'cell');
    expect(cell?.largest).toBeCloseTo(0.25, 6);
    expect(cell?.quantity).toMatchObject({ scale: 'signed', range: 0.5 });
    expect(Array.from(cell?.grid.values ?? []).filter((value) => value !== 0)).toHaveLength(1);
    expect(cell?.grid.values[3 * H + 1]).toBeCloseTo(0.25, 6);
    expect(found.filter(({ name }) => name !== 'cell').every(({ largest }) => largest === 0)).toBe(true);
  });

  it('are drawn to the round number that holds them', () => {
    expect([0.25, 1, 1.01, 6, 0, 1e-30, Number.NaN].map(rangeFor)).toEqual([0.5, 1, 2, 10, 1, 1e-6, 1]);
  });

  it('set both gradients side by side', () => {
    const [, , H] = snapshot.tensors['hiddenGradient.l0'].shape;
    const { before, after } = gradientsOf(snapshot, changeOne('hiddenGradient.l0', 2 * H, 3), 'l0');
    expect(after[2]).toBeGreaterThan(before[2] + 2);
    expect(after[4]).toBe(before[4]);
  });
});

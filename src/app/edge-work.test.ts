/** The numbers of an edge are the snapshot's, and add up as the cell's equations say. */
import { expect, it } from 'vitest';
import { fixture as gru } from '../views/gallery/fixtures/cell-gru';
import { fixture as lstm } from '../views/gallery/fixtures/cell-lstm';
import { fixture as rnn } from '../views/gallery/fixtures/cell-rnn';
import { readSnapshot } from '../views/gallery/fixtures/fixture';
import { workEdge } from './edge-work';
import { sumsOf, total } from './sum-terms';

const place = { scan: 'l0', t: 3, unit: 1 };
const find = (numbers: ReturnType<typeof workEdge>, name: string): number => numbers?.find((each) => each.name === name)?.value ?? Number.NaN;

it.each([
  ['lstm', lstm, 'forget', 'f'],
  ['gru', gru, 'update', 'z'],
  ['rnn', rnn, 'hidden', 'h'],
] as const)('the recurrent edge and the input of the %s make up the sum of its gate', (_, fixture, quantity, gate) => {
  const snapshot = readSnapshot(fixture.snapshots[0]);
  const recurrent = workEdge(snapshot, place, 'recurrent', quantity);
  const input = workEdge(snapshot, place, 'input', quantity);
  const H = snapshot.tensors['hidden.l0'].shape[2];
  expect(find(recurrent, 'edge.value')).toBe(snapshot.tensors['hidden.l0'].data[2 * H + 1]);
  expect(find(recurrent, 'edge.gradient')).toBe(snapshot.tensors['hiddenGradient.l0'].data[2 * H + 1]);
  const sums = sumsOf(snapshot, place, gate === 'h' ? '' : gate, 'h');
  if (gate === 'h') expect(find(recurrent, 'edge.adds')).toBeTypeOf('number');
  else {
    expect(find(recurrent, 'edge.adds')).toBeCloseTo(total(sums?.recurrent.slice(0, -1) ?? []), 12);
    expect(find(input, 'edge.adds')).toBeCloseTo(total(sums?.input.slice(0, -1) ?? []), 12);
  }
});

it('the road returns what the forget gate lets through', () => {
  const snapshot = readSnapshot(lstm.snapshots[0]);
  const road = workEdge(snapshot, place, 'road', 'forget');
  const read = (name: string, t: number): number => snapshot.tensors[name].data[t * snapshot.tensors[name].shape[2] + 1];
  expect(find(road, 'edge.kept')).toBe(read('gates.l0.forget', 3) * read('cell.l0', 2));
  expect(find(road, 'edge.returned')).toBe(read('gates.l0.forget', 3) * read('cellGradient.l0', 3));
  expect(find(road, 'edge.gradient')).toBe(read('cellGradient.l0', 2));
});

it('before the first step there is a state of zeros, and no gradient', () => {
  const snapshot = readSnapshot(lstm.snapshots[0]);
  const first = workEdge(snapshot, { ...place, t: 0 }, 'recurrent', 'forget');
  expect(find(first, 'edge.value')).toBe(0);
  expect(first?.map(({ name }) => name)).not.toContain('edge.gradient');
  expect(workEdge(snapshot, place, 'node', 'forget')).toBeNull();
});

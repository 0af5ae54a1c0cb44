import { expect, it } from 'vitest';
import { readSnapshot } from './gallery/fixtures/fixture';
import { fixture as lstmStacked } from './gallery/fixtures/lstm-stacked';
import { directionOf, markOfScan, placeOfScan, scanNames } from './scan-names';

it('lists layers, forward before reverse, and the snapshot has each of them', () => {
  const snapshot = readSnapshot(lstmStacked.snapshots[0]);
  const names = scanNames(snapshot);
  expect(names).toEqual(['l0', 'l0_reverse', 'l1', 'l1_reverse']);
  for (const name of names) expect(snapshot.tensors).toHaveProperty([`hiddenGradient.${name}`]);
});

it('reads a name', () => {
  expect(placeOfScan('l12_reverse')).toEqual({ layer: 12, reverse: true });
  expect(placeOfScan('l0')).toEqual({ layer: 0, reverse: false });
});

it('speaks of directions only where there are two', () => {
  expect([markOfScan('l1', true), markOfScan('l1_reverse', true), markOfScan('l1', false)]).toEqual(['L1 →', 'L1 ←', 'L1']);
  expect([directionOf('l1', true), directionOf('l1_reverse', true), directionOf('l1', false)]).toEqual(['forward', 'reverse', null]);
});

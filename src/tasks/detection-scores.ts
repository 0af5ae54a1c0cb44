/** How well steps, events or entities are found, as the field counts it: F1, precision and recall. */
import type { Tally } from '../core/detection';
import type { Scores } from './measures';
import type { Score } from './score';

/** F1: 2·hits / (2·hits + false alarms + misses). */
export function f1Of({ hit, miss, alarm }: Tally): Score {
  return { sum: 2 * hit, count: 2 * hit + miss + alarm };
}

/** How many of those that the network found are there, and how many of those that are there it found. */
export function precisionAndRecallOf({ hit, miss, alarm }: Tally): Scores {
  return { precision: { sum: hit, count: hit + alarm }, recall: { sum: hit, count: hit + miss } };
}

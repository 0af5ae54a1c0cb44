/** Which random stream of core/random an example of each stream is drawn from. */
import { RandomStream, uniformInteger } from '../core/random';
import type { Stream } from './task';

export const randomStreamOf: Readonly<Record<Stream, number>> = {
  train: RandomStream.trainExamples,
  heldOut: RandomStream.heldOutExamples,
};

/** Which of `count` given examples is example i of a stream: one drawn for training, the held-out ones in their order, over and over. */
export function rowOf(seed: number, stream: Stream, i: number, count: number): number {
  return stream === 'heldOut' ? i % count : uniformInteger(seed, randomStreamOf[stream], i, 0, count);
}

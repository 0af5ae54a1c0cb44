/** Which random stream of core/random an example of each stream is drawn from. */
import { RandomStream } from '../core/random';
import type { Stream } from './task';

export const randomStreamOf: Readonly<Record<Stream, number>> = {
  train: RandomStream.trainExamples,
  heldOut: RandomStream.heldOutExamples,
};
